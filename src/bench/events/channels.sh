#!/bin/bash
# Measures the memory of the service while it listens to an org's TRUNKS (default 10,000) trunks over notification channels,
# through STORMS (default 3) storms of 1,000 trunks that flap, and whether the states are then what they truly are. Needs a
# built tree, curl and jq. TRUNKLINE_JAVA_OPTS (default none) are those of both processes.
set -euo pipefail
cd "$(dirname "$0")/../../.."
trunks=${TRUNKS:-10000} storms=${STORMS:-3}
work=$(mktemp -d) pids=()
finish() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
sim=http://127.0.0.1:18481 service=http://127.0.0.1:18482
./trunkline simulate --port 18481 >"$work/sim.log" 2>&1 &
pids+=("$!")
until curl -fs "$sim/__sim/export" -o "$work/export.json"; do sleep 0.3; done
jq -c --argjson n "$trunks" '.trunks = [range($n) | {id: "trunk-\(.)", name: "Trunk \(.)", version: 1, state: "active",
  trunkType: "EXTERNAL", inService: true, enabled: true, edge: {id: "edge-1"}, proxyAddressList: ["sip.example:5061"],
  connectedStatus: {connected: true, connectedStateTime: "2026-01-02T03:04:05.678Z"},
  optionsStatus: [{proxyAddress: "sip.example:5061", optionState: true, optionStateTime: "2026-01-02T03:04:05.678Z"}]}]' \
  "$work/export.json" >"$work/import.json"
curl -fsS -X PUT --data-binary @"$work/import.json" "$sim/__sim/import" >/dev/null

./trunkline serve --data "$work/data" \
  --port 18482 --set trunkline.simulator=off --set trunkline.orgs.bench.apiUrl=$sim --set trunkline.orgs.bench.loginUrl=$sim \
  --set trunkline.orgs.bench.clientId=simulator --set trunkline.orgs.bench.clientSecret=simulator \
  --set trunkline.analytics=off >"$work/service.log" 2>&1 &
pid=$!; pids+=("$pid")
watch() { curl -fs "$service/api/watches" | jq -c '.watches[0]'; }
memory() { awk '/^VmRSS|^VmHWM/ {printf "%s %d MB  ", $1, $2 / 1024}' "/proc/$pid/status"; echo; }
begun=$(date +%s.%N)
until watch 2>/dev/null | jq -e --argjson n "$trunks" '.hears and .trunks == $n' >/dev/null 2>&1; do
  kill -0 "$pid" || { cat "$work/service.log"; exit 1; }
  sleep 0.3
done
printf 'all trunks heard after %.1f s from the start of the process: %s\n' "$(echo "$(date +%s.%N) - $begun" | bc)" \
  "$(watch | jq -r '"\(.trunks) trunks on \(.channels | length) channels, \(.unsubscribed) without"')"
printf 'memory, listening: '; memory
for storm in $(seq "$storms"); do
  curl -fsS -X POST -d "{\"seed\":$storm,\"trunks\":1000,\"flaps\":6,\"overMs\":5000}" "$sim/__sim/storm" >/dev/null
  until [ "$(curl -fs "$sim/__sim/trunk-script" | jq .pending)" = 0 ]; do sleep 0.3; done
done
# The states that the service tells, beside what truly is. A trunk that flapped shows as degraded until it is steady.
truth() { curl -fs "$sim/__sim/trunks" | jq -c '[.trunks[] | {id, up: (.connectedStatus.connected and .optionsStatus[0].optionState)}]'; }
differing() {
  curl -fs "$service/api/trunks" >"$work/told.json"
  truth >"$work/truth.json"
  jq -n --slurpfile told "$work/told.json" --slurpfile truth "$work/truth.json" '($told[0].trunks | map({(.id): .state}) | add) as $s
    | [$truth[0][] | select(.up and $s[.id] != "up" and $s[.id] != "degraded" or (.up | not) and $s[.id] == "up")] | length'
}
end=$((SECONDS + 60))
until [ "$(differing)" = 0 ] || [ $SECONDS -gt $end ]; do sleep 1; done
printf 'after %s storms: %s events, %s trunks differ from the truth, %s gaps\n' "$storms" "$(watch | jq .events)" "$(differing)" \
  "$(watch | jq '.gaps | length')"
printf 'memory, after storms: '; memory
