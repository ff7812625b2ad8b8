#!/bin/sh
# Many rooms without viewers, with the whole server on one core: how late their ticks are and what they cost.
#   bench/rooms.sh                                          2,000 rooms of 25 players, 20 seconds
#   bench/rooms.sh --rooms 500 --watched 10 --seconds 5
#   bench/rooms.sh --help
# CORE=1 bench/rooms.sh takes another core than the first. ALONE=1 bench/rooms.sh (as root) has the core to itself on a shared machine, by real-time priority.
set -eu
cd "$(dirname "$0")/.."
dotnet build bench/Rooms -c Release -v q --nologo >/dev/null || dotnet build bench/Rooms -c Release -v q --nologo
set -- taskset -c "${CORE:-0}" dotnet bench/Rooms/bin/Release/net10.0/Actors.Bench.Rooms.dll "$@"
[ -z "${ALONE:-}" ] || set -- chrt -r 1 "$@"
exec "$@"
