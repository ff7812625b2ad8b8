#!/bin/sh
# Our server and others' servers: each pinned to core 0, one after the other, the load generator to core 1.
#   bench/run.sh                                            everything, five runs: about an hour
#   bench/run.sh --only ws,ours-arena --work A --seconds 10 --runs 1
#   bench/run.sh --help
# Needs .NET 10, Node 20, and for the Python servers, from Debian: python3-websockets daphne python3-django-channels python3-channels-redis redis-server
set -eu
cd "$(dirname "$0")/.."
for project in src/Gateway src/Seed bench/peers/kestrel bench/peers/signalr bench/Load; do
    dotnet build "$project" -c Release -v q --nologo >/dev/null || dotnet build "$project" -c Release -v q --nologo
done
# Not `npm ci`: Colyseus lists optional packages of other platforms, which not every registry has
[ -e bench/peers/node_modules/ws ] || npm install --prefix bench/peers --no-save --no-audit --no-fund --silent
# Each side needs a file descriptor for each of ten thousand connections
ulimit -n "$(ulimit -Hn)"
exec taskset -c 1 dotnet bench/Load/bin/Release/net10.0/Actors.Bench.Load.dll "$@"
