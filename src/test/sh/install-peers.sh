#!/bin/sh
# Fetches what the tests tagged "peer" need beside Java. Called before they run; quick when done.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

# Genesys' JavaScript SDK and a WebSocket client, for the simulator's tests; again when the list of them changed.
if [ ! "$here/../js/node_modules/.package-lock.json" -nt "$here/../js/package-lock.json" ]; then
  if command -v npm >/dev/null 2>&1; then
    (cd "$here/../js" && npm ci --silent) ||
      echo "install-peers: npm could not install the JavaScript SDK, so its tests are skipped" >&2
  else
    echo "install-peers: npm is missing, so the tests with the JavaScript SDK are skipped" >&2
  fi
fi

# SIP peers: Kamailio and SIPp, tshark to read captures, iptables and iproute2 for lossy namespaces, dnsmasq for SRV.
# curl and jq run the commands of the simulator's guide; prometheus and its promtool read the service's metrics.
missing=
for tool in kamailio:kamailio kamcmd:kamailio sipp:sip-tester tshark:tshark iptables:iptables ip:iproute2 \
    dnsmasq:dnsmasq-base openssl:openssl curl:curl jq:jq prometheus:prometheus promtool:prometheus; do
  command -v "${tool%%:*}" >/dev/null 2>&1 || missing="$missing ${tool#*:}"
done
[ -n "$(find /usr/lib -path "*kamailio/modules/tls.so" 2>/dev/null)" ] || missing="$missing kamailio-tls-modules"
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -q >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
  else
    echo "install-peers: not root on Debian, so these stay missing and their tests are skipped:$missing" >&2
  fi
fi
