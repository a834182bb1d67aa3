#!/usr/bin/env bash
# FollowTheMoney, which checks our export of it in the tests, builds PyICU: that needs a C++ compiler and ICU's headers. Where they are missing, Debian's
# are installed, if this may install packages. Argument: the Python that will have it; nothing is needed where it has it already.
set -euo pipefail
if "$1" -c "import icu" 2>/dev/null; then exit 0; fi
if command -v pkg-config >/dev/null && pkg-config --exists icu-i18n && { command -v c++ >/dev/null || command -v g++ >/dev/null; }; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing ICU's headers and a C++ compiler for the tests"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libicu-dev pkg-config g++ python3-dev >/dev/null
else
  echo "the tests need ICU's headers and a C++ compiler: install them (Debian: libicu-dev pkg-config g++ python3-dev)" >&2
  exit 1
fi
