#!/bin/sh
# The cost of a frame of the page with a crowd in sight, by Chromium's own tracing: a server, players who walk around, and a headless browser.
#   bench/page.sh                 100 players at noon, 20 seconds
#   bench/page.sh 100 22          the same at night, with all lights
#   bench/page.sh 30 12 10        30 players, 10 seconds
# Needs .NET 10, Node 20 and Debian's chromium. A headless Chromium paints with the processor: on a machine with a graphics card the canvas costs less.
set -eu
cd "$(dirname "$0")/.."
players=${1:-100} hour=${2:-12} seconds=${3:-20} build=${BUILD:-Release}
for project in src/Gateway src/Tools; do
    dotnet build "$project" -c "$build" -v q --nologo >/dev/null || dotnet build "$project" -c "$build" -v q --nologo
done
home=$(mktemp -d)
server= crowd= browser=
trap 'kill $server $crowd $browser 2>/dev/null || true; wait; rm -rf "$home"' EXIT
trap 'exit 1' INT TERM
dotnet src/Gateway/bin/$build/net10.0/Actors.Gateway.dll --Actors:Content=bench/page/content --Actors:Data="$home/world.db" --Actors:Ports:Offset=700 >"$home/server.log" 2>&1 &
server=$!
until grep -q 'Stop with' "$home/server.log"; do kill -0 $server 2>/dev/null || { cat "$home/server.log"; exit 1; }; sleep 0.2; done
dotnet src/Tools/bin/$build/net10.0/Actors.Tools.dll load --dialect native-msgpack --port 3700 --count $((players - 1)) --duration $((seconds + 60)) >"$home/load.log" 2>&1 &
crowd=$!
sleep 4
# In the first seconds the page is loaded and compiled; frames.mjs leaves them out.
chromium --headless --no-sandbox --user-data-dir="$home/browser" --window-size=1280,800 --remote-debugging-port=0 --trace-startup=devtools.timeline,toplevel,cc --trace-startup-format=json \
    --trace-startup-duration=$((seconds + 6)) --trace-startup-file="$home/trace.json" "http://localhost:8780/?name=Onlooker&hour=$hour" >"$home/browser.log" 2>&1 &
browser=$!
sleep $((seconds + 6))
waited=0
until tail -c 3 "$home/trace.json" 2>/dev/null | grep -q '}'; do [ $((waited += 1)) -lt 60 ] || { echo 'Chromium has written no trace.'; exit 1; }; sleep 1; done
sleep 1
node bench/page/frames.mjs "$home/trace.json" 6
