#!/bin/sh
# All tests: sh tests/run.sh [release] [sanitized]
# Installs what is missing (Debian, as root), builds and runs the tests by the named presets of CMakePresets.json;
# release where none is named.
set -eu
cd "$(dirname "$0")/.."
. cmake/need.sh
need_build_tools
need libgtest-dev=gtest/gtest.h libbenchmark-dev=benchmark/benchmark.h
# What pages and graph files are tried in. Elsewhere than on Debian, tests that need what is absent are skipped.
if command -v apt-get >/dev/null 2>&1; then
  need python3=/usr/bin/python3 chromium=chromium chromium-driver=chromedriver graphviz=dot \
    python3-networkx=/usr/lib/python3/dist-packages/networkx
fi
[ $# -gt 0 ] || set -- release
for preset in "$@"; do
  [ "$preset" != sanitized ] || need clang=clang++
  if command -v ccache >/dev/null 2>&1; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
  cmake --workflow --preset "$preset"
done
