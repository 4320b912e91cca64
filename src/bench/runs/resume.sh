#!/bin/bash
# How long after the start of its process the service goes on with a run that a SIGKILL left behind: from before the
# launcher to the run's first call of the org. Needs curl, jq and a built tree. ROUNDS (default 5), TRUNKLINE (the launcher); takes a minute.
set -euo pipefail
cd "$(dirname "$0")/../../.."
trunkline=${TRUNKLINE:-./trunkline}
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
sim=http://127.0.0.1:$(free)
api=http://127.0.0.1:$(free)
until_ok() { for _ in $(seq 600); do curl -sf "$@" >/dev/null && return; sleep 0.1; done; echo "no answer: $*" >&2; exit 1; }

"$trunkline" simulate --port "${sim##*:}" >"$work/simulate.log" 2>&1 &
pids+=($!)
until_ok "$sim/__sim/counters"

serve() {
  "$trunkline" serve --port "${api##*:}" --data "$work/data" --set trunkline.simulator=off \
    --set trunkline.orgs.genesys.apiUrl="$sim" --set trunkline.orgs.genesys.loginUrl="$sim" \
    --set trunkline.orgs.genesys.clientId=simulator --set trunkline.orgs.genesys.clientSecret=simulator \
    >>"$work/serve.log" 2>&1 &
  service=$!
  pids+=("$service")
}

for round in $(seq "${ROUNDS:-5}"); do
  curl -sf -X POST "$sim/__sim/reset"
  curl -sf -X PUT "$sim/__sim/faults" -o /dev/null --data-binary \
    'faults: [{match: {method: POST, path: /api/v2/telephony/providers/edges/sites}, times: 1, act: {delayMs: 3000}}]'
  [ "$round" -gt 1 ] || serve
  until_ok "$api/health"
  run=$(curl -sf -X POST "$api/api/runs" -H 'Content-Type: application/yaml' --data-binary @examples/carrier.yaml | jq -r .id)
  until [ "$(curl -sf "$sim/__sim/faults" | jq '.faults[0].strikes')" = 1 ]; do sleep 0.05; done
  kill -9 "$service"
  wait "$service" 2>/dev/null || true
  sleep 3
  curl -sf -X DELETE "$sim/__sim/requests"
  begin=$(date +%s%3N)
  serve
  until first=$(curl -sf "$sim/__sim/requests" | jq -er '[.requests[] | select(.path | startswith("/api/"))][0].time'); do sleep 0.05; done
  echo "round $round: $(($(date -d "$first" +%s%3N) - begin)) ms from process start to the run's first call"
  until [ "$(curl -sf "$api/api/runs/$run" | jq -r .state)" = succeeded ]; do sleep 0.2; done
done
