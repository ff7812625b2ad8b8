#!/usr/bin/env bash
# Starts a cluster on this machine: world nodes and gateways that share one database.
#   deploy/local-cluster.sh [WORLD_NODES] [GATEWAYS]     3 and 2 unless told otherwise
# The first gateway listens where a server of its own would (8080 for browsers, 3000 and 8000 for WebSockets), the next ones 10 ports higher each.
# ACTORS_POSTGRES="Host=...;Database=...;Username=..." keeps the world in PostgreSQL, ACTORS_DATA=FILE in that SQLite file; else it is in a file in a
# directory that is removed at the end. Logs are in that directory. Ctrl+C stops all.
set -eu
cd "$(dirname "$0")/.."
worlds=${1:-3} gateways=${2:-2}
configuration=${ACTORS_CONFIGURATION:-Release}
directory=$(mktemp -d)
data=${ACTORS_DATA:-$directory/world.db}
[ -z "${ACTORS_POSTGRES:-}" ] || export Actors__Postgres=$ACTORS_POSTGRES
pids=()

stop() {
  trap - INT TERM EXIT
  # Gateways first, so that their clients go elsewhere; each world node hands over what it has before it ends.
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill -TERM "${pids[$i]}" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ -n "${ACTORS_DATA:-}" ] || rm -rf "$directory"
  echo "Stopped."
  exit 0
}
trap stop INT TERM EXIT

dotnet build src/Seed -c "$configuration" --nologo -v quiet -clp:NoSummary
dotnet build src/Gateway -c "$configuration" --nologo -v quiet -clp:NoSummary

for ((i = 1; i <= worlds; i++)); do
  dotnet "src/Seed/bin/$configuration/net10.0/Actors.Seed.dll" --Actors:Cluster:Node="world-$i" --Actors:Data="$data" >"$directory/world-$i.log" 2>&1 &
  pids+=($!)
  echo "world-$i    process $!, log $directory/world-$i.log"
done
for ((i = 1; i <= gateways; i++)); do
  offset=$(((i - 1) * 10))
  dotnet "src/Gateway/bin/$configuration/net10.0/Actors.Gateway.dll" --Actors:Cluster:Node="gateway-$i" --Actors:Data="$data" \
    --Actors:Http:Port=$((8080 + offset)) --Actors:WebSockets:main:Port=$((3000 + offset)) --Actors:WebSockets:mud:Port=$((8000 + offset)) --Actors:WebSockets:collector:Port=$((8765 + offset)) --Actors:SocketIO:Port=$((5000 + offset)) --Actors:Datagram:Port=$((9999 + offset)) >"$directory/gateway-$i.log" 2>&1 &
  pids+=($!)
  echo "gateway-$i  process $!, log $directory/gateway-$i.log"
done

for ((i = 1; i <= gateways; i++)); do
  port=$((8080 + (i - 1) * 10))
  for ((try = 0; try < 150; try++)); do
    curl -fs "http://localhost:$port/health/ready" >/dev/null 2>&1 && break
    sleep 0.2
  done
  curl -fs "http://localhost:$port/health/ready" >/dev/null 2>&1 || { echo "gateway-$i did not get ready:"; tail -5 "$directory/gateway-$i.log"; exit 1; }
  echo "browser  http://localhost:$port    websocket  ws://localhost:$((3000 + (i - 1) * 10))    mud  ws://localhost:$((8000 + (i - 1) * 10))/ws/game/"
done
echo "The cluster runs. Ctrl+C stops it."
wait
