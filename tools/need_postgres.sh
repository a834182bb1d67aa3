#!/usr/bin/env bash
# The tests start a PostgreSQL server of their own. Where no server is installed, Debian's is, if this may install packages.
set -euo pipefail
if command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing PostgreSQL for the tests"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
else
  echo "the tests need a PostgreSQL server: install one (Debian: postgresql), or put initdb and pg_ctl on the PATH" >&2
  exit 1
fi
