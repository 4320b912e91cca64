#!/bin/bash
# The time-series store beside psql: rows a second into PostgreSQL beside COPY (`write`), and 30 days by the hour over ten
# million samples, on both databases (`load`, then `query`). `store.sh STEP STORE...` with STORE embedded or postgresql;
# without arguments all of it. `load` takes FROM_DAY (0) and TO_DAY (30), where one go is too long; `raw` and `hours` are the
# same in two steps, the second without the rows. WORK keeps the databases between the steps, PORT (18473) is PostgreSQL's. Needs a built tree and psql; PostgreSQL comes out of the test dependencies. CLASSPATH_OF_TESTS saves asking Maven.
set -euo pipefail
trap 'echo "store.sh: line $LINENO failed" >&2' ERR
cd "$(dirname "$0")/../../.."
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
port=${PORT:-18473}
pids=()
finish() {
  for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
  wait 2>/dev/null || true
  [ -n "${WORK:-}" ] || rm -rf "$work"
}
trap finish EXIT
if [ -z "${CLASSPATH_OF_TESTS:-}" ]; then
  mvn -q -B -o dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
  CLASSPATH_OF_TESTS=$(cat "$work/classpath")
fi
classpath=target/classes:$CLASSPATH_OF_TESTS
mkdir -p "$work/bench"
javac -proc:none -nowarn -cp "$classpath" -d "$work/bench" src/bench/analytics/AnalyticsBench.java src/bench/analytics/KeptPostgres.java
run() { java -Xmx512m -XX:+UseSerialGC -cp "$work/bench:$classpath" "$@"; }
# For the background: the process itself is what is ended, not a shell around it.
serve() { exec java -Xmx512m -XX:+UseSerialGC -cp "$work/bench:$classpath" "$@"; }
postgres() {
  [ ${#pids[@]} = 0 ] || return 0
  serve io.trunkline.analytics.KeptPostgres $port "$work/pg" >"$work/pg.log" 2>&1 & pids+=("$!")
  for _ in $(seq 600); do grep -qs ready "$work/pg.log" && return; sleep 0.2; done
  cat "$work/pg.log" >&2; return 1
}
bench() { # store, arguments
  local store=$1; shift
  if [ "$store" = postgresql ]; then postgres; run io.trunkline.analytics.AnalyticsBench "jdbc:postgresql://127.0.0.1:$port/postgres" "$@"
  else run io.trunkline.analytics.AnalyticsBench "$work/h2" "$@"; fi
}
step=${1:-all}
[ $# -lt 2 ] && stores=(postgresql embedded) || stores=("${@:2}")
echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg)"
for store in "${stores[@]}"; do
  echo "== $store"
  [[ $step = raw ]] && bench "$store" raw "${FROM_DAY:-0}" "${TO_DAY:-30}"
  [[ $step = hours ]] && bench "$store" hours
  [[ $step =~ ^(all|load)$ ]] && bench "$store" load "${FROM_DAY:-0}" "${TO_DAY:-30}"
  [[ $step =~ ^(all|query)$ ]] && bench "$store" query
  [[ $step =~ ^(all|write)$ && $store = postgresql ]] && bench "$store" write
done
true
