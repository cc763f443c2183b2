#!/bin/sh
# All tests: sh tests/run.sh [release] [sanitized] [sanitized-gcc] [debug-mode] [threads]
# Installs what is missing (Debian, as root), builds and runs the tests by the named presets of CMakePresets.json;
# release where none is named. threads are those of what runs on several threads only.
set -eu
cd "$(dirname "$0")/.."
. cmake/need.sh
need_build_tools
need libgtest-dev=gtest/gtest.h libbenchmark-dev=benchmark/benchmark.h
# What pages and graph files are tried in. Elsewhere than on Debian, tests that need what is absent are skipped.
if command -v apt-get >/dev/null 2>&1; then
  need pkg-config=pkg-config doxygen=doxygen
  need python3=/usr/bin/python3 chromium=chromium chromium-driver=chromedriver graphviz=dot \
    python3-networkx=/usr/lib/python3/dist-packages/networkx
  need clang-tidy=clang-tidy cppcheck=cppcheck
  # The Python package and its tests.
  packages=/usr/lib/python3/dist-packages
  need python3-dev=python3-config python3-venv=/usr/share/doc/python3-venv python3-pip=$packages/pip \
    python3-wheel=$packages/wheel python3-setuptools=$packages/setuptools python3-pybind11=$packages/pybind11 \
    python3-numpy=$packages/numpy python3-pandas=$packages/pandas python3-pytest=$packages/pytest \
    python3-hypothesis=$packages/hypothesis python3-dask=$packages/dask \
    python3-distributed=$packages/distributed mypy=mypy
fi
[ $# -gt 0 ] || set -- release
for preset in "$@"; do
  case $preset in
    sanitized) need clang=clang++ ;;
    debug-mode) need clang-19=clang++-19 ;;
  esac
  if command -v ccache >/dev/null 2>&1; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
  cmake --workflow --preset "$preset"
done
