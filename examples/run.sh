#!/bin/sh
# The main job on the shipped example: sh examples/run.sh
# Installs what is missing (Debian, as root), builds polku-report and leaves its reports in build/report.
set -eu
cd "$(dirname "$0")/.."
. cmake/need.sh
need_build_tools

mkdir -p build/report
cmake -S . -B build/report -G Ninja -DPOLKU_BUILD_TESTS=OFF -DPOLKU_BUILD_BENCH=OFF >build/report/configure.log 2>&1 ||
  { cat build/report/configure.log >&2; exit 1; }
cmake --build build/report --target polku-report

# The records are made up, so the internal version may be shown.
for bundle in todays-path orimattila-pilot; do
  build/report/examples/polku-report "examples/data/$bundle" --exact --html "build/report/$bundle.html" \
    --json "build/report/$bundle.json" >"build/report/$bundle.txt"
  cat "build/report/$bundle.txt"
  echo
done
echo "The reports, to look at: build/report/todays-path.html (today's path: ping-pong and gaps) and"
echo "build/report/orimattila-pilot.html (the pilot: neither). Beside them the same as .txt, and as .json for machines."
