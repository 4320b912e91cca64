#!/bin/bash
# Back-fills conversations from the simulator into the store and tells processor time per 1,000 conversations, peak
# memory and rows a second. CONVERSATIONS (1000000), HEAP (200m) and STORE (a JDBC url; the embedded database when empty,
# with STORE_USER) and PORT (18471, and the one after it) are environment variables. Needs curl, jq and a
# built tree; CLASSPATH_OF_TESTS stands for its libraries. The roll-ups are part of what is measured.
set -euo pipefail
trap 'echo "backfill.sh: line $LINENO failed; the last of the logs:" >&2; tail -n 5 "$work"/*.log >&2' ERR
cd "$(dirname "$0")/../../.."
conversations=${CONVERSATIONS:-1000000}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait || true; rm -rf "$work"' EXIT
# The jar names its libraries: target/lib may hold those of older builds, too.
classpath=target/classes:${CLASSPATH_OF_TESTS:-target/trunkline.jar}
sim=${PORT:-18471}
port=$((sim + 1))
url=http://127.0.0.1:$sim
days=7
from=2026-01-05T00:00:00Z
to=2026-01-12T00:00:00Z

# Waits for an answer, or ends when the process that should give it has ended.
started() { until curl -sf -o /dev/null "$1"; do kill -0 "$2" || return 1; sleep 0.2; done; }
run() { exec java -XX:+UseSerialGC -Dtrunkline.home="$PWD" -cp "$classpath" "$@"; }
api() { curl -sS --fail-with-body -X "$1" -H "Authorization: Bearer $token" -H "Content-Type: application/json" ${3:+-d "$3"} "$url$2"; }
cpu() { awk -v t="$(getconf CLK_TCK)" '{print ($14 + $15) / t}' /proc/"$1"/stat; }

run -Xmx256m io.trunkline.Trunkline simulate --port $sim --state "$work/org" >"$work/sim.log" 2>&1 &
simulator=$!; pids+=("$simulator")
started $url/__sim/orgs "$simulator"
token=$(curl -sf -u simulator:simulator -d grant_type=client_credentials $url/oauth/token | jq -r .access_token)
location=$(api POST /api/v2/locations '{"name":"L"}' | jq -r .id)
site=$(api POST /api/v2/telephony/providers/edges/sites "{\"name\":\"S\",\"mediaModel\":\"Cloud\",\"location\":{\"id\":\"$location\"}}" | jq -r .id)
base=$(api POST /api/v2/telephony/providers/edges/trunkbasesettings "{\"name\":\"bench\",\"trunkType\":\"EXTERNAL\",\"trunkMetabase\":{\"id\":\"external_sip_pcv_byoc_carrier.json\"},\"inboundSite\":{\"id\":\"$site\"},\"properties\":{\"trunk_transport_serverProxyList\":{\"value\":{\"instance\":[\"sip.example:5061\"]}},\"trunk_sip_termination_uri\":{\"value\":{\"instance\":\"bench\"}}}}" | jq -r .id)
api POST "/api/v2/telephony/providers/edges/sites/$site/outboundroutes" "{\"name\":\"out\",\"classificationTypes\":[\"National\"],\"enabled\":true,\"distribution\":\"RANDOM\",\"externalTrunkBases\":[{\"id\":\"$base\"}]}" >/dev/null
trunks=$(api GET '/api/v2/telephony/providers/edges/trunks' | jq .total)
curl -sf -X PATCH -d "{\"traffic\":{\"since\":\"2026-01-05T00:00:00.000Z\",\"callsPerTrunkPerDay\":$((conversations / days / trunks))}}" $url/__sim/settings >/dev/null

run "-Xmx${HEAP:-200m}" "-Xlog:gc*:file=$work/gc.log" io.trunkline.Trunkline serve --port $port --data "$work/data" \
  --set trunkline.orgs.genesys.apiUrl=$url --set trunkline.orgs.genesys.loginUrl=$url \
  --set trunkline.orgs.genesys.clientId=simulator --set trunkline.orgs.genesys.clientSecret=simulator \
  --set trunkline.orgs.genesys.callsPerMinute=1000000 --set "trunkline.store.url=${STORE:-}" --set "trunkline.store.user=${STORE_USER:-}" \
  --set trunkline.analytics.first=1h --set trunkline.analytics.settled.every=5000 \
  --set trunkline.analytics.roll-up-every=20000 --set trunkline.analytics.job.poll=50 >"$work/serve.log" 2>&1 &
service=$!; pids+=("$service")
started http://127.0.0.1:$port/health "$service"
until curl -sf http://127.0.0.1:$port/api/analytics/pulls | jq -e '.orgs[0].sources[] | select(.source == "settled") | .lastPull' >/dev/null; do sleep 0.5; done

pulls() { curl -sf http://127.0.0.1:$port/api/analytics/pulls; }
pending() { curl -sf "http://127.0.0.1:$port/api/series?metric=attempts&step=day&from=2026-01-05&to=2026-01-12" | jq .pendingHours; }
before=$(cpu "$service"); simbefore=$(cpu "$simulator"); began=$(date +%s%N); rows=0
curl -sS --fail-with-body -X POST -H "Content-Type: application/json" -d "{\"from\":\"$from\",\"to\":\"$to\"}" http://127.0.0.1:$port/api/analytics/backfill >/dev/null
while :; do
  state=$(pulls)
  seen=$(jq '.orgs[0].sources[] | select(.source == "settled") | .lastPull.rows' <<<"$state")
  [ "$seen" -gt "$rows" ] && rows=$seen
  # The pull that filled the gap ends after it: its rows are told then.
  [ "$(jq '[.orgs[0].gaps[] | select(.source == "settled")] | length' <<<"$state")" = 0 ] && [ "$rows" -ge $((conversations / 2)) ] && break
  sleep 0.5
done
took=$(( ($(date +%s%N) - began) / 1000000 ))
until [ "$(pending)" = 0 ]; do sleep 0.5; done
rolled=$(( ($(date +%s%N) - began) / 1000000 ))

awk -v r="$rows" -v ms="$took" -v all="$rolled" -v a="$before" -v b="$(cpu "$service")" -v sa="$simbefore" -v sb="$(cpu "$simulator")" 'BEGIN {
  printf "rows %d, wall %.1f s, %.0f rows/s; with roll-ups %.1f s\n", r, ms / 1000, r / ms * 1000, all / 1000
  printf "service   %.1f s of processor, %.1f ms per 1,000 conversations\n", b - a, (b - a) * 1000000 / r
  printf "simulator %.1f s of processor, %.1f ms per 1,000 conversations\n", sb - sa, (sb - sa) * 1000000 / r }'
echo "peak heap after a collection $(grep -o '[0-9]*M->[0-9]*M' "$work/gc.log" | sed 's/.*->//; s/M//' | sort -n | tail -1) MB, limit ${HEAP:-200m}"
echo "peak resident memory $(( $(awk '/VmHWM/{print $2}' /proc/"$service"/status) / 1024 )) MB, load $(cut -d' ' -f1 /proc/loadavg)"
