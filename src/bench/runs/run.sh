#!/bin/bash
# What the journal of runs costs beside none (`journal`), and a run under a limit that refuses (`storm`), each against a
# simulator in a process of its own at 0 ms a call. `run.sh [journal] [storm]`, without arguments both. CONNECTIONS (100),
# ROUNDS (5), CALLS (300) allowed a minute, RETRY_AFTER (5): refusals ask to wait for one to so many seconds. Needs curl and a built tree.
set -euo pipefail
cd "$(dirname "$0")/../../.."
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"' EXIT
if [ -z "${LIBRARIES:-}" ]; then
  mvn -q -B -o dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime
  LIBRARIES=$(cat "$work/classpath")
fi
classpath=target/classes:$LIBRARIES
javac -nowarn -proc:none -cp "$classpath" -d "$work" src/bench/runs/RunBench.java
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
./trunkline simulate --port "$port" >"$work/simulate.log" 2>&1 &
pids+=($!)
for _ in $(seq 300); do curl -sf "http://127.0.0.1:$port/__sim/counters" >/dev/null && break; sleep 0.1; done
bench() { java -Xmx512m -XX:+UseSerialGC -Dtrunkline.home="$PWD" -Dbench.work="$work" -cp "$work:$classpath" RunBench "$@"; }
echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg)"
for part in ${*:-journal storm}; do
  case $part in
    journal) bench journal "http://127.0.0.1:$port" "${CONNECTIONS:-100}" "${ROUNDS:-5}" ;;
    storm) bench storm "http://127.0.0.1:$port" "${CONNECTIONS:-100}" "${CALLS:-300}" "${RETRY_AFTER:-5}" ;;
    *) echo "run.sh: $part is not one of journal, storm" >&2; exit 2 ;;
  esac
done
