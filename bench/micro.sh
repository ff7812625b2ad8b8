#!/bin/sh
# Micro-benchmarks with time and allocation: bench/micro.sh, or bench/micro.sh --filter '*Encoder*' (any option of BenchmarkDotNet)
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- --filter '*'
exec dotnet run -c Release --project bench/Micro -- "$@" --artifacts "${TMPDIR:-/tmp}/actors-bench-micro"
