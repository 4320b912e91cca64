#!/bin/bash
# Measures the simulator beside a bare Vert.x JSON handler: requests a second on one core, start
# time, and with 10,000 sites the list pages and the memory. Needs wrk, curl, jq, and a built tree.
# SECONDS_EACH (default 10) is the length of one measurement; all of it takes two minutes. On a
# machine that does other work too, compare the shares: they are of processor time per request.
set -euo pipefail
cd "$(dirname "$0")/../../.."
seconds=${SECONDS_EACH:-10}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

[ -d target/lib ] || { echo "build first: mvn -q package -DskipTests" >&2; exit 1; }
classpath="target/classes:target/lib/*"
mkdir "$work/bench"
javac -proc:none -cp "$classpath" -d "$work/bench" src/bench/simulator/SimulatorBench.java
jvm=(java -Xmx256m -XX:+UseSerialGC -cp "$work/bench:$classpath" SimulatorBench)

serve() { # name, arguments: starts on core 0 and waits until it answers; sets pid
  taskset -c 0 "${jvm[@]}" "$@" >"$work/$1.log" 2>&1 &
  pid=$!
  until grep -qs ready "$work/$1.log"; do sleep 0.01; done
}

start() { # as a user starts it: from the process's start to the first answered token request
  local began; began=$(date +%s%N)
  ./trunkline simulate --port 18463 --state "$work/started" >/dev/null 2>&1 &
  local starting=$!
  until curl -sf -o "$work/token" -u simulator:simulator -d grant_type=client_credentials \
    http://127.0.0.1:18463/oauth/token; do sleep 0.01; done
  printf '%-40s %8s ms\n' "simulate: start to first answer" $(( ($(date +%s%N) - began) / 1000000 ))
  kill "$starting"; wait "$starting" 2>/dev/null || true
}

cpu() { # hundredths of a second that the server has used
  awk '{print $14 + $15}' /proc/"$pid"/stat
}

rate() { # label, further wrk arguments
  local label=$1; shift
  local before; before=$(cpu)
  taskset -c 1 wrk -t1 -c16 -d"${seconds}s" --latency "$@" >"$work/wrk"
  local errors; errors=$(grep -c "Non-2xx" "$work/wrk" || true)
  local requests; requests=$(awk '/requests in/{print $1}' "$work/wrk")
  micros=$(( ($(cpu) - before) * 10000 / requests ))
  printf '%-40s %8s/s  %5s us of processor each  p99 %8s  errors %s\n' "$label" \
    "$(awk '/Requests\/sec/{print int($2)}' "$work/wrk")" \
    "$micros" "$(awk '$1 == "99%" {print $2}' "$work/wrk")" "$errors"
}

share() { # label, microseconds of the bare handler: beside the measurement just taken
  printf '%-40s %8s %% of the bare handler\n' "  $1" "$(( $2 * 100 / micros ))"
}

serve bare 18461
export TOKEN=none
rate "bare handler, warm-up" -s src/bench/simulator/post.lua http://127.0.0.1:18461 >/dev/null
rate "bare handler, warm-up" http://127.0.0.1:18461/ >/dev/null
rate "bare handler, read" http://127.0.0.1:18461/
bare_read=$micros
rate "bare handler, write" -s src/bench/simulator/post.lua http://127.0.0.1:18461
bare_write=$micros
kill "$pid"; wait "$pid" 2>/dev/null || true

for _ in 1 2 3; do start; done
serve simulator 18462 "$work/state"
url=http://127.0.0.1:18462
TOKEN=$(curl -s -u simulator:simulator -d grant_type=client_credentials $url/oauth/token | jq -r .access_token)
auth="Authorization: Bearer $TOKEN"
rate "simulator, warm-up" -s src/bench/simulator/post.lua $url >/dev/null
curl -s -X POST $url/__sim/reset
rate "simulator, warm-up" -H "$auth" $url/api/v2/organizations/me >/dev/null
rate "simulator, read of the organization" -H "$auth" $url/api/v2/organizations/me
share reads "$bare_read"
rate "simulator, write of locations to disk" -s src/bench/simulator/post.lua $url
share writes "$bare_write"
curl -s -X POST $url/__sim/reset

curl -s $url/__sim/export >"$work/org.json"
jq -c '
  .sites[0] as $site | .locations[0] as $location
  | def uuid(n): "00000000-0000-4000-8000-" + (("000000000000" + (n|tostring))[-12:]);
  .sites += [range(10000) | $site + {id: uuid(.), name: "Site \(.)", managed: false}]
  | .trunkBases += [range(10000) | {id: uuid(. + 100000), name: "Trunk \(.)", version: 1,
      trunkType: "EXTERNAL", state: "active", dateCreated: "2026-01-02T03:04:05.678Z", managed: false,
      trunkMetabase: {id: "external_sip_pcv_byoc_carrier.json", name: "Generic BYOC Carrier"},
      inboundSite: {id: uuid(.), name: "Site \(.)"},
      properties: {trunk_transport_serverProxyList: {value: {instance: ["sip\(.).example"]}},
        trunk_sip_termination_uri: {value: {instance: "t\(.)"}}}}]
' "$work/org.json" >"$work/large.json"
curl -s -X PUT --data-binary @"$work/large.json" $url/__sim/import
edges=$url/api/v2/telephony/providers/edges
rate "10,000 sites, page 50 of 100" -c1 -H "$auth" "$edges/sites?pageSize=100&pageNumber=50"
rate "10,000 sites, by name" -c1 -H "$auth" "$edges/sites?name=Site%209999"
rate "10,000 trunk bases, 25 with properties" -c1 -H "$auth" "$edges/trunkbasesettings?pageNumber=200&expand=properties"
echo "memory with 10,000 sites and trunk bases    $(( $(awk '/VmRSS/{print $2}' /proc/$pid/status) / 1024 )) MB"
