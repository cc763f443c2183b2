#!/bin/sh
# Builds a source distribution, the wheel of it, installs that into a fresh virtual environment and runs the tests there.
# usage: wheel.sh PYTHON DIRECTORY COMPILER...
set -eu
python=$1
out=$2
shift 2
export CC="$*" CXX="$*" PIP_DISABLE_PIP_VERSION_CHECK=1
here=$(cd "$(dirname "$0")/.." && pwd)
rm -rf "$out"
mkdir -p "$out/polku"
# The package builds where it lies; the repository stays as it is.
cp -r "$here" "$out/polku/python"
rm -rf "$out/polku/python/build" "$out/polku/python/dist"
rm -f "$out/polku/python/src/polku/"*.so
cp -r "$here/../include" "$out/polku/include"

cd "$out/polku/python"
"$python" -P setup.py --quiet sdist --dist-dir "$out/dist"
cd "$out"
rm -rf "$out/polku"
mkdir "$out/source"
tar -xzf "$out"/dist/polku-*.tar.gz -C "$out/source" --strip-components=1
"$python" -P -m pip wheel --quiet --no-build-isolation --no-index --no-deps --wheel-dir "$out/dist" "$out/source"

"$python" -P -m venv --system-site-packages "$out/env"
"$out/env/bin/pip" install --quiet --no-index --no-deps "$out"/dist/polku-*.whl
cp -r "$here/tests" "$here/tutorial.md" "$here/pyproject.toml" "$out/"
cd "$out"
POLKU_SOURCE_DIR=$(cd "$here/.." && pwd)
export POLKU_SOURCE_DIR
"$out/env/bin/python" -P -m pytest --quiet -p no:cacheprovider tests
site=$("$out/env/bin/python" -P -c 'import os, polku; print(os.path.dirname(os.path.dirname(polku.__file__)))')
cd "$site"
"$out/env/bin/python" -P -m mypy --cache-dir "$out/mypy" --config-file "$out/pyproject.toml" -p polku
cd "$out"
"$out/env/bin/python" -P -m mypy --cache-dir "$out/mypy" --strict tests/typed_use.py
