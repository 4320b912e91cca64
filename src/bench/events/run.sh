#!/bin/bash
# Measures the intake of signed hooks beside a bare Vert.x handler that answers without storing, with the embedded store
# and with PostgreSQL (fsync on), and the time from event in to sink out at 1,000 events a second. Needs a built tree;
# PostgreSQL comes out of the test dependencies. SECONDS_EACH (default 10) is the length of one measurement, WARMUP (default 20)
# the seconds of the same load before it; RATE (default 5000) are the events a second of the measurement that is not as fast as it goes;
# CONNECTIONS (default 512) are those of the generator, each with one request at a time.
set -euo pipefail
cd "$(dirname "$0")/../../.."
seconds=${SECONDS_EACH:-10} warmup=${WARMUP:-20}
work=$(mktemp -d)
pids=()
finish() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT

libraries=${LIBRARIES:-}
if [ -z "$libraries" ]; then
  mvn -q -B -o dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
  libraries=$(cat "$work/classpath")
fi
classpath=target/classes:target/test-classes:$libraries
mkdir -p "$work/bench" "$work/home/routes"
javac -proc:none -nowarn -cp "$classpath" -d "$work/bench" src/bench/events/*.java
cp -r kamelets application.properties "$work/home/"
cp routes/*.yaml "$work/home/routes/"
cat >"$work/bench.camel.yaml" <<'Y'
- route:
    id: sink-bench
    from:
      uri: trunk-events:bench?types=io.trunkline.trunk.event&concurrent=32&window=4000
      steps:
        - kamelet:
            name: trunk-events-http-sink
            parameters:
              url: http://127.0.0.1:18472/
              secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
Y
bench() { java -Xmx512m -XX:+UseSerialGC -cp "$work/bench:$classpath" EventsBench "$@"; }
cpu() { awk '{sum += $14 + $15} END {print sum / 100}' /dev/null $(printf '/proc/%s/stat ' "$@"); }
database() { pgrep -P "$(head -1 "$work/pg/postmaster.pid")" -d ' '; }
# label, pid of the server, url, seconds before, events a second (0: as fast as they are answered): the processor time is that of the measurement alone
measured() {
  local before after mine theirs theirsBefore out=$work/measured
  : >"$out"
  bench load "$3" "$4" "$seconds" ${CONNECTIONS:-512} "$5" >"$out" & mine=$!
  until grep -qs warm "$out" || ! kill -0 "$mine" 2>/dev/null; do sleep 0.05; done
  theirs=$(database)
  # shellcheck disable=SC2086
  before=$(cpu "$2") theirsBefore=$(cpu $theirs); wait "$mine"; after=$(cpu "$2")
  # shellcheck disable=SC2086
  printf '%-34s %s; server used %.1f s of processor, PostgreSQL %.1f s\n' "$1" "$(tail -1 "$out")" \
    "$(echo "$after - $before" | bc)" "$(echo "$(cpu $theirs) - $theirsBefore" | bc)"
}
serve() { # name, port, further settings
  local name=$1 port=$2; shift 2
  # shellcheck disable=SC2086
  java ${SERVER_OPTS:--Xmx512m -XX:+UseSerialGC} -Dtrunkline.home="$work/home" -cp "$classpath" io.trunkline.Trunkline serve \
    --data "$work/$name" --port "$port" --set trunkline.simulator=on \
    --set trunkline.hooks.ops.scheme=standard-webhooks \
    --set trunkline.hooks.ops.secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw "$@" >"$work/$name.log" 2>&1 &
  pid=$!; pids+=("$pid")
  for _ in $(seq 600); do curl -fs "http://127.0.0.1:$port/health/live" >/dev/null && return; sleep 0.5; done
  cat "$work/$name.log"; exit 1
}
java -Xmx512m -XX:+UseSerialGC -cp "$work/bench:$classpath" EventsBench bare 18470 >"$work/bare.log" & bare=$!; pids+=("$bare")
until grep -qs ready "$work/bare.log"; do sleep 0.2; done
java -cp "$work/bench:$classpath" BenchPostgres 18473 "$work/pg" >"$work/pg.log" 2>&1 & pids+=("$!")
until grep -qs ready "$work/pg.log"; do sleep 0.2; done

load() { awk '{print $1}' /proc/loadavg; }
echo "load of the machine before: $(load)"
measured "bare handler" "$bare" http://127.0.0.1:18470/hooks/ops "$warmup" 0
url=jdbc:postgresql://127.0.0.1:18473
for store in ${STORES:-embedded postgresql}; do
  settings=() handon=()
  [ $store = postgresql ] && settings=(--set trunkline.store.url=$url/intake --set trunkline.store.user=postgres) &&
    handon=(--set trunkline.store.url=$url/handon --set trunkline.store.user=postgres)
  rm -f "$work/home/routes/bench.camel.yaml"
  serve $store 18471 "${settings[@]}"
  measured "intake, $store" "$pid" http://127.0.0.1:18471/hooks/ops "$warmup" 0
  measured "intake of ${RATE:-5000}/s, $store" "$pid" http://127.0.0.1:18471/hooks/ops 5 "${RATE:-5000}"
  kill "$pid"; wait "$pid" 2>/dev/null || true
  [ $store = embedded ] || printf '%-34s %s\n' "PostgreSQL alone" "$(java -cp "$work/bench:$classpath" CopyLimit $url/intake postgres | sort -n | sed -n 2p)"
  cp "$work/bench.camel.yaml" "$work/home/routes/"
  serve "$store-out" 18471 "${handon[@]}"
  printf '%-34s %s\n' "event in to sink out, $store" "$(bench pace http://127.0.0.1:18471/hooks/ops "$warmup" "$seconds" 1000 18472 | tail -1)"
  kill "$pid"; wait "$pid" 2>/dev/null || true
done
measured "bare handler, again" "$bare" http://127.0.0.1:18470/hooks/ops 3 0
echo "load of the machine after: $(load)"
