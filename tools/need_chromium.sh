#!/usr/bin/env bash
# The tests look at the workbench in a real Chromium. Where none is installed, Debian's is, if this may install packages.
set -euo pipefail
if [ -x /usr/bin/chromium ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing Chromium for the tests"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  echo "the tests need Chromium at /usr/bin/chromium: install it (Debian: chromium)" >&2
  exit 1
fi
