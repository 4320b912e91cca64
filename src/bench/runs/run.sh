#!/bin/bash
# What the journal of runs costs beside none, in a process that has just started as the command line is (`cold`) and in one that
# has run for long (`journal`), and a run under a limit that refuses (`storm`), each against a simulator in a process of its own at
# 0 ms a call. `run.sh [cold] [journal] [storm]`, without arguments all. CONNECTIONS (100), ROUNDS (5), WARM (20) runs of each kind
# before those of `journal`, CALLS (300) allowed a minute, RETRY_AFTER (5): refusals ask to wait for one to so many seconds.
# Needs curl, python3 and a built tree.
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
bench() { java -Xmx1g -XX:+UseSerialGC -Dtrunkline.home="$PWD" -Dbench.work="$work" -Dbench.warm="${WARM:-20}" -cp "$work:$classpath" RunBench "$@"; }
echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg)"
# As the launcher starts a command, archive of classes and all.
once() {
  java -XX:-PrintWarnings -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=5 -XX:+UseParallelGC -XX:TieredStopAtLevel=1 \
    -XX:SharedArchiveFile=target/trunkline.jsa -Xlog:disable -Dtrunkline.home="$PWD" \
    -Dbench.work="$work" -cp "target/trunkline.jar:$work" RunBench once "http://127.0.0.1:$port" "${CONNECTIONS:-100}" "$1"
}
# Seconds of the run alone, and of the whole process around it.
timed() {
  local begin ran
  begin=$(date +%s%3N)
  ran=$(once "$1")
  echo "$ran $(echo "scale=3; ($(date +%s%3N) - $begin) / 1000" | bc)"
}
cold() {
  for round in $(seq "${ROUNDS:-5}"); do
    echo "  round $round: with the journal $(timed true | tee -a "$work/with") s, without $(timed false | tee -a "$work/without") s"
  done
  python3 - "$work/with" "$work/without" <<'PY'
import statistics, sys
with_, without = ([tuple(map(float, line.split())) for line in open(name)] for name in sys.argv[1:])
for column, what in enumerate(("the run alone", "the whole process")):
    one, other = (statistics.median(row[column] for row in rows) for rows in (with_, without))
    print(f"cold, {what}: {one:.2f} s and {other:.2f} s, {one / other:.2f} times")
PY
}
for part in ${*:-cold journal storm}; do
  case $part in
    journal) bench journal "http://127.0.0.1:$port" "${CONNECTIONS:-100}" "${ROUNDS:-5}" ;;
    cold) cold ;;
    storm) bench storm "http://127.0.0.1:$port" "${CONNECTIONS:-100}" "${CALLS:-300}" "${RETRY_AFTER:-5}" ;;
    *) echo "run.sh: $part is not one of cold, journal, storm" >&2; exit 2 ;;
  esac
done
