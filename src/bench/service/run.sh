#!/bin/bash
# What a whole service takes that watches CONNECTIONS (1000): their carriers checked every 30 s, each at an address of its own that
# one Kamailio answers for, the org's trunks and calls read as usual, embedded store and simulated org in the same process. Prints the processor, the
# bytes written and the memory of WINDOW (60) seconds after SETTLE (150), then how long a stop takes; then the same after
# a start that finds all of it. Needs kamailio, curl, python3 and a built tree.
set -euo pipefail
cd "$(dirname "$0")/../../.."
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"' EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

python3 - "${CONNECTIONS:-1000}" >"$work/connections.yaml" <<'PY'
import sys
print("version: 1\nconnections:")
for i in range(int(sys.argv[1])):
    print(f"""  - name: c{i:05d}
    location: {{name: L{i:05d}, emergencyNumber: "+493012345678", address: {{street1: Musterstr. {i}, city: Berlin, zipcode: "10115", country: DE}}}}
    site: {{name: S{i:05d}, timeZone: Europe/Berlin}}
    trunk: {{name: c{i:05d}, transport: udp, sipServers: ["127.0.{i // 200 + 1}.{i % 200 + 1}:15073"], terminationIdentifier: c{i:05d}, allowList: [198.51.100.0/28]}}""")
PY

kamailio -f src/bench/service/kamailio.cfg -DD -E -m 64 -Y "$work" >"$work/kamailio.log" 2>&1 &
pids+=($!)

begin() {
  ./trunkline serve --data "$work/data" --port "$port" --set trunkline.checks.interval=30000 --set trunkline.checks.spread=25s >"$work/serve.log" 2>&1 &
  service=$!
  pids+=("$service")
  until curl -sf "http://127.0.0.1:$port/health" >/dev/null; do sleep 0.2; done
}

ticks() { awk '{print $14 + $15}' "/proc/$service/stat"; }
written() { awk '/^write_bytes/ {print $2}' "/proc/$service/io"; }

watch() { # what
  sleep "${SETTLE:-150}"
  local cpu bytes window=${WINDOW:-60}
  cpu=$(ticks); bytes=$(written)
  sleep "$window"
  awk -v what="$1" -v cpu="$(($(ticks) - cpu))" -v bytes="$(($(written) - bytes))" -v window="$window" -v hz="$(getconf CLK_TCK)" \
    -v rss="$(awk '/VmRSS/ {print $2}' "/proc/$service/status")" \
    'BEGIN { printf "%s: %.0f %% of a core, %.2f MB written a second, %.0f MB resident\n", what, 100 * cpu / hz / window, bytes / 1e6 / window, rss / 1024 }'
}

end() {
  local begun
  begun=$(date +%s%3N)
  kill "$service"
  wait "$service" || true
  echo "  stopped after $(($(date +%s%3N) - begun)) ms; $(grep -c 'WARN\|ERROR' "$work/serve.log" || true) warnings or errors in its log"
}

echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg)"
begin
./trunkline provision "$work/connections.yaml" --data "$work/data" | tail -1
watch "watching"
end
begin
watch "after a start that finds everything"
end
