#!/usr/bin/env bash
# The screenshots are made with the faces that the page asks for first. Where they are not installed, Debian's are, if this may install packages.
set -euo pipefail
if command -v fc-list >/dev/null && fc-list : family | grep -q "Noto Naskh Arabic" && fc-list : family | grep -q "Noto Sans Arabic"; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing the Noto faces for the screenshots"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fonts-noto-core >/dev/null
else
  echo "the screenshots need the Noto faces: install them (Debian: fonts-noto-core)" >&2
  exit 1
fi
