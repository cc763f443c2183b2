# For the run scripts, on Debian and its relatives: installs the packages that are missing, or says which and stops.
# usage: need PACKAGE=PROBE ...   A probe is a command, a header below /usr/include (or /usr/local/include), or a
# file by its whole path.
need() {
  missing=
  for item in "$@"; do
    probe=${item#*=}
    command -v "$probe" >/dev/null 2>&1 && continue
    case $probe in /*) [ -e "$probe" ] && continue ;; esac
    [ -e "/usr/include/$probe" ] || [ -e "/usr/local/include/$probe" ] && continue
    missing="$missing ${item%%=*}"
  done
  [ -z "$missing" ] && return 0

  if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing:$missing (these are Debian's names; this system has no apt-get)." >&2
    echo "Install what your system calls them, then run this again." >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "Missing:$missing. Installing needs root. Run" >&2
    echo "  sudo apt-get install --no-install-recommends$missing" >&2
    echo "and then this again." >&2
    exit 1
  fi
  echo "Installing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  # The lists of a fresh machine may be old or absent: fetch them only where the install fails without.
  apt-get install -y -q --no-install-recommends $missing >/dev/null 2>&1 ||
    { apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends $missing >/dev/null; } ||
    { echo "These could not be installed:$missing" >&2; exit 1; }
}

# Everything that building needs.
need_build_tools() {
  need g++=g++ cmake=cmake ninja-build=ninja libboost-dev=boost/graph/adjacency_list.hpp libfmt-dev=fmt/core.h \
    nlohmann-json3-dev=nlohmann/json.hpp libexpat1-dev=expat.h zlib1g-dev=zlib.h libsodium-dev=sodium.h libcli11-dev=CLI/CLI.hpp
}
