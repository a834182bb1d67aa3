#!/usr/bin/env bash
# The tests run Spark on a small cluster of real executors, which needs Java. Where none is installed, Debian's is, if this may install packages.
set -euo pipefail
if command -v java >/dev/null || [ -x "${JAVA_HOME:-/nowhere}/bin/java" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing Java for the tests"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null
else
  echo "the tests need Java 17 or later: install one (Debian: openjdk-17-jre-headless), or set JAVA_HOME" >&2
  exit 1
fi
