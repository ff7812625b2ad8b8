#!/usr/bin/env bash
# Lists the public API of a package anew, from what the compiler misses in an empty list. The diff is what has changed for those who use it.
#   src/public-api.sh World
set -eu
cd "$(dirname "$0")/$1"
header='#nullable enable'
echo "$header" | tee PublicAPI.Shipped.txt >PublicAPI.Unshipped.txt
symbols=$(dotnet build -v quiet 2>&1 | sed -nE "s/.*error RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u)
[ -n "$symbols" ] || { echo "Nothing was found: does the project compile, and does it list its API?"; exit 1; }
printf '%s\n' "$header" "$symbols" >PublicAPI.Shipped.txt
git --no-pager diff --stat -- PublicAPI.Shipped.txt PublicAPI.Unshipped.txt
