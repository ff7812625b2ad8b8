#!/usr/bin/env bash
# Makes what compose.yaml and kubernetes/ expect in secrets/: random keys, certificates for the nodes (make-certificates.sh), and a certificate for
# clients of its own for trying out (replace tls.crt and tls.key by real ones). What is there already stays. Nothing of it belongs into a repository.
#   deploy/make-secrets.sh [HOST]      localhost unless told otherwise
# ACTORS_REPLICAS=N: for how many world nodes and gateways of Kubernetes each the certificates are good, 10 unless told otherwise.
set -eu
cd "$(dirname "$0")"
host=${1:-localhost} replicas=${ACTORS_REPLICAS:-10}
# The directory keeps others out; the files must be readable by the user inside the containers.
mkdir -p secrets && chmod 700 secrets
random() { openssl rand -hex 24; }
put() { [ -e "secrets/$1" ] || { printf '%s\n' "$2" >"secrets/$1"; echo "secrets/$1"; }; }
# The pods of a StatefulSet, as others call them: by the headless service of its name.
pods() { for ((pod = 0; pod < replicas; pod++)); do printf '%s-%s.%s,' "$1" "$pod" "$1"; done; }

put postgres_password "$(random)"
put Actors__Postgres "Host=postgres;Database=world;Username=actors;Password=$(cat secrets/postgres_password)"
put admin_token "$(random)"
if [ ! -e secrets/tls.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
    -keyout secrets/tls.key -out secrets/tls.crt 2>/dev/null
  echo "secrets/tls.crt, secrets/tls.key: of its own making, for $host"
fi
# The services of compose.yaml have a certificate each, the StatefulSets of kubernetes/ one for all their pods.
./make-certificates.sh secrets/cluster world-1 world-2 gateway-1 gateway-2 actors-world="$(pods actors-world)" actors-gateway="$(pods actors-gateway)"
# Whoever has the authority's key can make nodes: no container is given it. Keep it elsewhere.
find secrets -type f ! -name authority.key -exec chmod 444 {} +
