#!/bin/sh
# Fetches what the tests tagged "peer" need beside Java. Called before they run; quick when done.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

# Genesys' JavaScript SDK, for the simulator's tests.
if [ ! -d "$here/../js/node_modules/purecloud-platform-client-v2" ]; then
  (cd "$here/../js" && npm ci --silent)
fi
