#!/usr/bin/env bash
# Creates what compose.yaml and kubernetes/ expect in secrets/: random keys, certificates for the nodes (make-certificates.sh), and a self-made certificate
# for clients, for trying out (replace tls.crt and tls.key with real ones). Existing files are not replaced. Nothing of it belongs in a repository.
#   deploy/make-secrets.sh [HOST]      localhost by default
# ACTORS_REPLICAS=N: the number of world nodes and of gateways on Kubernetes that the certificates cover, 10 by default.
set -eu
cd "$(dirname "$0")"
host=${1:-localhost} replicas=${ACTORS_REPLICAS:-10}
# The directory's permissions exclude other users; the user inside the containers must be able to read the files.
mkdir -p secrets && chmod 700 secrets
random() { openssl rand -hex 24; }
put() { [ -e "secrets/$1" ] || { printf '%s\n' "$2" >"secrets/$1"; echo "secrets/$1"; }; }
# The pods of a StatefulSet under the names by which others reach them: through the headless service of its name.
pods() { for ((pod = 0; pod < replicas; pod++)); do printf '%s-%s.%s,' "$1" "$pod" "$1"; done; }

put postgres_password "$(random)"
put Actors__Postgres "Host=postgres;Database=world;Username=actors;Password=$(cat secrets/postgres_password)"
put admin_token "$(random)"
if [ ! -e secrets/tls.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
    -keyout secrets/tls.key -out secrets/tls.crt 2>/dev/null
  echo "secrets/tls.crt, secrets/tls.key: of its own making, for $host"
fi
# Each service of compose.yaml has its own certificate; the StatefulSets of kubernetes/ have one for all their pods.
./make-certificates.sh secrets/cluster world-1 world-2 gateway-1 gateway-2 actors-world="$(pods actors-world)" actors-gateway="$(pods actors-gateway)"
# Whoever has the authority's key can create nodes, so no container gets it. Keep it elsewhere.
find secrets -type f ! -name authority.key -exec chmod 444 {} +
