#!/bin/sh
# debian.sh CPACK CTEST BUILD FOLDER COMPILER GENERATOR: makes libpolku-dev of the BUILD folder, unpacks it in FOLDER, and
# builds and runs components/main.cpp against that by find_package and by pkg-config.
set -eu
cpack=$1 ctest=$2 build=$3 folder=$4 compiler=$5 generator=$6
command -v dpkg-deb >/dev/null || { echo "skipped: there is no dpkg-deb"; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$folder"
mkdir -p "$folder"
"$cpack" -G DEB --config "$build/CPackConfig.cmake" -B "$folder"
dpkg-deb --info "$folder"/libpolku-dev_*_all.deb
dpkg-deb -x "$folder"/libpolku-dev_*_all.deb "$folder/root"

# All headers, what finds them, and the licence: nothing else.
(cd "$here/../../include" && find polku -type f | sed 's,^,./usr/include/,' | sort) > "$folder/wanted"
(cd "$folder/root" && find . -path './usr/include/*' -type f | sort) | diff "$folder/wanted" -
cmp "$here/../../LICENSE" "$folder/root/usr/share/doc/libpolku-dev/copyright"
others=$(cd "$folder/root" && find . -type f ! -path './usr/include/polku/*' ! -path './usr/share/cmake/polku/*' \
  ! -path './usr/share/pkgconfig/polku*.pc' ! -path './usr/share/doc/libpolku-dev/copyright')
[ -z "$others" ] || { echo "the package should not hold: $others" >&2; exit 1; }
for fact in "Architecture: all" "Section: libdevel" "Depends: libboost-dev (>= 1.74), libfmt-dev (>= 8)" \
  "Suggests: nlohmann-json3-dev, libexpat1-dev, zlib1g-dev, libsodium-dev"; do
  dpkg-deb --field "$folder"/libpolku-dev_*_all.deb | grep -qxF "$fact" || { echo "it does not say: $fact" >&2; exit 1; }
done

"$ctest" --build-and-test "$here/components" "$folder/find_package" --build-generator "$generator" --build-options \
  "-DCMAKE_CXX_COMPILER=$compiler" -DCMAKE_BUILD_TYPE=None "-DCMAKE_PREFIX_PATH=$folder/root/usr" --test-command components
sh "$here/pkg_config.sh" "$compiler" "$folder/root/usr" "$folder/by_pkg_config"
