#!/usr/bin/env bash
# Runs every test: build without a warning, formatting, all test projects. Ends with "N passed, N failed, N skipped".
#   ./test.sh              everything
#   ./test.sh tests/World  one project
set -u
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() { echo "$1"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"

# What the tests need besides the SDK: a command that shows that it is installed -> the Debian package that provides it.
missing=()
/usr/bin/python3 -c 'import websockets' 2>/dev/null || missing+=(python3-websockets)
/usr/bin/python3 -c 'import msgpack' 2>/dev/null || missing+=(python3-msgpack)
command -v node >/dev/null || missing+=(nodejs npm)
[ -x /usr/bin/chromium ] || missing+=(chromium)
[ -x /usr/sbin/nginx ] || missing+=(nginx)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
[ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
[ -x /usr/bin/systemd-analyze ] || missing+=(systemd)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]}"
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/tmp/actors-apt.log 2>&1 || { tail -5 /tmp/actors-apt.log; fail "These packages could not be installed: ${missing[*]}"; }
  else
    fail "Install these Debian packages first: ${missing[*]}"
  fi
fi

projects=("$@")
if [ ${#projects[@]} -eq 0 ]; then
  projects=(tests/World tests/Borders tests/TestKit tests/Actors tests/Simulation tests/Transports tests/Gateway tests/Client tests/Tools tests/Samples tests/System)
fi

dotnet build Actors.sln --nologo -v quiet -clp:NoSummary || fail "The build failed."
if [ $# -eq 0 ]; then
  dotnet format Actors.sln --verify-no-changes --no-restore --exclude-diagnostics IDE0130 || fail "The formatting is not that of .editorconfig: run 'dotnet format'."
fi

passed=0 failed=0 skipped=0 crashed=0
for project in "${projects[@]}"; do
  ls "$project"/*.csproj >/dev/null 2>&1 || continue
  log=$(mktemp)
  echo "== $project"
  dotnet test "$project" --no-build --nologo -v quiet --logger "console;verbosity=minimal" --blame-hang-timeout 20m >"$log" 2>&1
  code=$?
  # A failure is printed in full; of successes only the count.
  grep -vE '^\s*$|VSTest version|Starting test execution|A total of|Copyright|Test run for' "$log"
  line=$(grep -oE 'Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+' "$log" | tail -1)
  if [ -n "$line" ]; then
    read -r f p s <<<"$(echo "$line" | grep -oE '[0-9]+' | tr '\n' ' ')"
    [ $code -ne 0 ] && [ "$f" = 0 ] && crashed=1
    failed=$((failed + f)); passed=$((passed + p)); skipped=$((skipped + s))
  elif ! grep -q 'No test is available' "$log"; then
    crashed=1
  fi
  rm -f "$log"
done
for suite in clients/js/test tests/page; do
  compgen -G "$suite/*.test.js" >/dev/null && [ $# -eq 0 ] || continue
  echo "== $suite"
  log=$(mktemp)
  node --test "$suite"/*.test.js >"$log" 2>&1 || cat "$log"
  passed=$((passed + $(grep -oE '^# pass [0-9]+' "$log" | grep -oE '[0-9]+' || echo 0)))
  failed=$((failed + $(grep -oE '^# fail [0-9]+' "$log" | grep -oE '[0-9]+' || echo 1)))
  rm -f "$log"
done
[ $crashed = 1 ] && { echo "A test run ended without its result."; failed=$((failed + 1)); }
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
