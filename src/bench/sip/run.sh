#!/bin/bash
# Measures the SIP checks beside SIPp against the same Kamailio, the schedule of 10,000 targets, and our round trips
# beside tshark's. With a word (rates, rtt, schedule) only that part. Needs kamailio, sipp, tshark (src/test/sh/install-peers.sh) and a built tree.
# CHECKS (default 20000) is the size of a round, ROUNDS (5) how many of each are measured, TURNS (default 2) how many turns of 30 s the schedule is watched.
set -euo pipefail
cd "$(dirname "$0")/../../.."
checks=${CHECKS:-20000}
rounds=${ROUNDS:-5}
turns=${TURNS:-2}
targets=${TARGETS:-10000}
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT

mvn -q -B -o dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime
classpath=target/classes:$(cat "$work/classpath")
javac -nowarn -proc:none -cp "$classpath" -d "$work" src/bench/sip/SipBench.java
jvm=(java -Xmx256m -XX:+UseSerialGC -cp "$work:$classpath" SipBench)

kamailio -f src/bench/sip/kamailio.cfg -DD -E -m 128 -Y "$work" >"$work/kamailio.log" 2>&1 &
pids+=($!)
until grep -qi ':3ADE ' /proc/net/udp; do sleep 0.1; done

# One round of SIPp: prints the microseconds of processor time, user and system, that one check costs its process.
sipp_round() { # scenario
  TIMEFORMAT='%U %S'
  { time sipp -sf "src/bench/sip/$1.xml" -m "$checks" -r 40000 -l 100 -nostdin -i 127.0.0.1 -p 15071 \
    127.0.0.1:15070 >"$work/sipp.log" 2>&1; } 2>"$work/time" || { tail -5 "$work/sipp.log"; exit 1; }
  tail -1 "$work/time" | awk -v n="$checks" '{printf "%.2f\n", ($1 + $2) * 1e6 / n}'
}

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# Both in turn, so that what else the machine does strikes both; ours warm, as in a service that has run for a minute.
rates() {
  for kind in register options; do
    coproc OURS { exec "${jvm[@]}" "$kind" 15070 "$checks"; }
    while read -r line <&"${OURS[0]}" && [ "$line" != warm ]; do echo "  $line"; done
    : >"$work/ours"; : >"$work/sipp"
    for _ in $(seq "$rounds"); do
      sipp_round "$kind" >>"$work/sipp"
      echo go >&"${OURS[1]}"; read -r line <&"${OURS[0]}"; echo "  SIPp $(tail -1 "$work/sipp") us, $line"
      awk '{print $3}' <<<"$line" >>"$work/ours"
    done
    exec {OURS[1]}>&-; wait "$OURS_PID" || true
    awk -v k="$kind" -v a="$(median <"$work/ours")" -v b="$(median <"$work/sipp")" 'BEGIN {
      printf "%s: ours %.1f us (%.0f per CPU second), SIPp %.1f us (%.0f): %.2f times SIPp'"'"'s rate\n",
        k, a, 1e6 / a, b, 1e6 / b, b / a}'
  done
}

rtt() {
  : >"$work/tshark.log"
  tshark -q -i lo -f 'udp port 15070' -w "$work/rtt.pcap" >"$work/tshark.log" 2>&1 &
  tshark=$!
  pids+=("$tshark")
  until grep -q 'Capturing on' "$work/tshark.log"; do sleep 0.1; done
  "${jvm[@]}" rtt 15070 1000 >"$work/rtt.txt"
  sleep 1
  kill -INT "$tshark"; wait "$tshark" 2>/dev/null || true
  grep median "$work/rtt.txt" | sed 's/^/our round trip: /'
  tshark -r "$work/rtt.pcap" -d udp.port==15070,sip -T fields -e frame.time_epoch -e sip.Status-Code 2>/dev/null |
    awk '$2 == "" {sent = $1; next} sent != "" {printf "%.4f\n", ($1 - sent) * 1000; sent = ""}' | tail -1000 |
    sort -n | awk '{v[NR] = $1} END {print "tshark'"'"'s round trip: median " v[int(NR / 2) + 1] " ms of " NR}'
}

schedule() {
  : >"$work/responder.log"
  "${jvm[@]}" responder 15072 >"$work/responder.log" 2>&1 &
  pids+=($!)
  until grep -q ready "$work/responder.log"; do sleep 0.1; done
  "${jvm[@]}" watch 15072 "$targets" "$turns"
}

for part in ${*:-rates rtt schedule}; do
  case $part in
    rates | rtt | schedule) "$part" ;;
    *) echo "run.sh: $part is not one of rates, rtt, schedule" >&2; exit 2 ;;
  esac
done
