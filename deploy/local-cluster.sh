#!/usr/bin/env bash
# Starts a cluster on this machine: world nodes and gateways that share one database.
#   deploy/local-cluster.sh [WORLD_NODES] [GATEWAYS]     3 and 2 by default
# The first gateway uses the ports of a single server (8080 for browsers, 3000 and 8000 for WebSockets), each further one 10 ports higher.
# ACTORS_POSTGRES="Host=...;Database=...;Username=..." stores the world in PostgreSQL, ACTORS_DATA=FILE in that SQLite file; otherwise it is in a file in
# a directory that is removed at the end. ACTORS_PORTS=N adds N to every port. ACTORS_BUILD=no starts the previous build. Logs are in that directory. Ctrl+C stops all.
set -eu
cd "$(dirname "$0")/.."
worlds=${1:-3} gateways=${2:-2}
configuration=${ACTORS_CONFIGURATION:-Release}
directory=$(mktemp -d)
data=${ACTORS_DATA:-$directory/world.db}
[ -z "${ACTORS_POSTGRES:-}" ] || export Actors__Postgres=$ACTORS_POSTGRES
pids=()

stop() {
  code=$?
  trap - INT TERM EXIT
  # Gateways first, so that their clients go elsewhere; each world node hands over its rooms before it ends.
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill -TERM "${pids[$i]}" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ -n "${ACTORS_DATA:-}" ] || rm -rf "$directory"
  echo "Stopped."
  exit "$code"
}
trap stop EXIT
trap 'exit 0' INT TERM

# A port of a gateway: the gateway's number, the first gateway's port
port() { echo $(($2 + ($1 - 1) * 10 + ${ACTORS_PORTS:-0})); }

# Lists the members; fails while one is missing, is not up, or has not reported its rooms. A shard has no owner until one of its rooms is requested.
members() {
  local state nodes
  state=$(curl -fs -m 5 -H "Authorization: Bearer $(cat "$directory/admin_token")" "http://localhost:$(port 1 8080)/admin/state") || return 1
  nodes=$(grep -oE '"name":"[^"]*","address":"[^"]*","status":"Up","reachable":true,"oldest":(true|false),"roles":[^]]*\],"weight":[0-9]+,[^}]*\}' <<<"$state")
  [ "$(wc -l <<<"$nodes")" = $((worlds + gateways)) ] || return 1
  [ "$(grep -cE '"weight":[1-9].*"reported":true' <<<"$nodes")" = "$worlds" ] || return 1
  sed -E 's/"name":"([^"]*)","address":"([^"]*)".*"weight":([0-9]+).*/\1 \2 weight \3/' <<<"$nodes" | while read -r name address rest; do
    printf '  %-12s %-18s %s\n' "$name" "$address" "$rest"
  done
}

# Waits, at most two minutes or a little more, for a command to succeed while all nodes run.
await() {
  for ((try = 0; try < 600; try++)); do
    "$@" && return 0
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || { echo "A node has ended:"; tail -n 5 "$directory"/*.log; exit 1; }; done
    sleep 0.2
  done
  return 1
}
ready() { curl -fs -m 5 "http://localhost:$(port "$1" 8080)/health/ready" >/dev/null 2>&1; }

if [ "${ACTORS_BUILD:-yes}" != no ]; then
  dotnet build src/Seed -c "$configuration" --nologo -v quiet -clp:NoSummary
  dotnet build src/Gateway -c "$configuration" --nologo -v quiet -clp:NoSummary
fi
(umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$directory/admin_token")

for ((i = 1; i <= worlds; i++)); do
  dotnet "src/Seed/bin/$configuration/net10.0/Actors.Seed.dll" --Actors:Cluster:Node="world-$i" --Actors:Data="$data" >"$directory/world-$i.log" 2>&1 &
  pids+=($!)
  echo "world-$i    process $!, log $directory/world-$i.log"
done
for ((i = 1; i <= gateways; i++)); do
  dotnet "src/Gateway/bin/$configuration/net10.0/Actors.Gateway.dll" --Actors:Cluster:Node="gateway-$i" --Actors:Data="$data" --Actors:Admin:TokenFile="$directory/admin_token" \
    --Actors:Ports:Offset="$(port $i 0)" >"$directory/gateway-$i.log" 2>&1 &
  pids+=($!)
  echo "gateway-$i  process $!, log $directory/gateway-$i.log"
done

for ((i = 1; i <= gateways; i++)); do
  await ready "$i" || { echo "gateway-$i did not get ready:"; tail -n 5 "$directory/gateway-$i.log"; exit 1; }
  echo "browser  http://localhost:$(port $i 8080)    websocket  ws://localhost:$(port $i 3000)    mud  ws://localhost:$(port $i 8000)/ws/game/    socket.io  http://localhost:$(port $i 5000)"
done
if [ "$gateways" -gt 0 ]; then
  echo "Members:"
  await members || { echo "They did not agree in two minutes."; exit 1; }
  echo "Operators' page: http://localhost:$(port 1 8080)/admin, token $(cat "$directory/admin_token")"
fi
echo "The cluster runs. Ctrl+C stops it."
wait
