#!/usr/bin/env bash
# Makes what compose.yaml and kubernetes/ expect in secrets/: random keys, and a certificate of its own for trying out (replace tls.crt and tls.key
# by real ones). What is there already stays. Nothing of it belongs into a repository.
#   deploy/make-secrets.sh [HOST]      localhost unless told otherwise
set -eu
cd "$(dirname "$0")"
host=${1:-localhost}
# The directory keeps others out; the files must be readable by the user inside the containers.
mkdir -p secrets && chmod 700 secrets
random() { openssl rand -hex 24; }
put() { [ -e "secrets/$1" ] || { printf '%s\n' "$2" >"secrets/$1"; echo "secrets/$1"; }; }

put postgres_password "$(random)"
put Actors__Postgres "Host=postgres;Database=world;Username=actors;Password=$(cat secrets/postgres_password)"
put Actors__Cluster__Link__Secret "$(random)"
put admin_token "$(random)"
if [ ! -e secrets/tls.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
    -keyout secrets/tls.key -out secrets/tls.crt 2>/dev/null
  echo "secrets/tls.crt, secrets/tls.key: of its own making, for $host"
fi
chmod 444 secrets/*
