#!/bin/sh
# pkg_config.sh COMPILER PREFIX PROGRAM: builds components/main.cpp with what pkg-config says of the polku in PREFIX, runs it.
set -eu
compiler=$1 prefix=$2 program=$3
command -v pkg-config >/dev/null || { echo "skipped: there is no pkg-config"; exit 77; }
PKG_CONFIG_PATH=$prefix/share/pkgconfig
export PKG_CONFIG_PATH
for name in polku polku-json polku-xes polku-pseudonyms; do
  pkg-config --validate $name
  # The one in PREFIX, and none of the system's.
  [ "$(pkg-config --variable=pcfiledir $name)" = "$prefix/share/pkgconfig" ] || { echo "$name.pc is of another polku" >&2; exit 1; }
done
"$compiler" -std=c++20 "$(dirname "$0")/components/main.cpp" -o "$program" \
  $(pkg-config --cflags --libs polku-json polku-xes polku-pseudonyms)
"$program" | grep "^polku $(pkg-config --modversion polku): 1 of 1 loops"
