#!/usr/bin/env bash
# The workbench's page out of ui/, into src/marsad/web/page/. Without Node nothing is built: the API is served all the same, and says so.
set -euo pipefail
cd "$(dirname "$0")/../ui"
if ! command -v npm >/dev/null; then
  echo "no Node here: the workbench's page is not built (install Node 20 or later, then: make page)" >&2
  exit 0
fi
npm ci --no-audit --no-fund --loglevel=error
npm run build --silent
