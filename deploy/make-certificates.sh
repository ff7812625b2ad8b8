#!/usr/bin/env bash
# Creates what mutual TLS between the nodes of a cluster needs: an authority of your own, and a certificate for each node that it signs.
#   deploy/make-certificates.sh DIRECTORY NODE[=HOST_OR_IP[,HOST_OR_IP...]]...
#   deploy/make-certificates.sh secrets/cluster world-1=world-1.world,10.0.0.1 gateway-1=10.0.0.9
# NODE is the node's name (Cluster:Node), HOST_OR_IP the host by which others reach it (Cluster:Link:Advertise, or Address); by default it is the name itself.
# Each node gets DIRECTORY/NODE.crt (Cluster:Link:Tls:Certificate), DIRECTORY/NODE.key (Key) and DIRECTORY/authority.crt (Authority). Keep authority.key off
# the nodes: whoever has it can create nodes. Run it again for further nodes; existing files are not replaced, so remove a node's files to renew its certificate.
# ACTORS_DAYS=N: how long certificates are valid, 825 by default.
set -eu
[ $# -ge 2 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
directory=$1 days=${ACTORS_DAYS:-825}
shift
mkdir -p "$directory" && chmod 700 "$directory"
cd "$directory"
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1"; }

if [ ! -e authority.crt ]; then
  key authority.key
  openssl req -x509 -new -key authority.key -sha256 -days 3650 -subj "/CN=Cluster authority" -out authority.crt \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign"
  echo "$directory/authority.crt, $directory/authority.key"
fi
for node in "$@"; do
  name=${node%%=*}
  hosts=
  [ "$name" = "$node" ] || hosts=${node#*=}
  if ! [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$ ]]; then
    echo "$name: a node's name is 1 to 63 letters, digits, dots, dashes and underscores." >&2
    exit 2
  fi
  [ ! -e "$name.crt" ] || { echo "$directory/$name.crt is there already"; continue; }
  names=DNS:$name
  for host in ${hosts//,/ }; do
    if [[ $host =~ ^[0-9.]+$ || $host == *:* ]]; then names+=,IP:$host; else names+=,DNS:$host; fi
  done
  key "$work/$name.key"
  openssl req -new -key "$work/$name.key" -subj "/CN=$name" -out "$work/request"
  printf '%s\n' "basicConstraints=critical,CA:FALSE" "keyUsage=critical,digitalSignature" "extendedKeyUsage=serverAuth,clientAuth" \
    "subjectAltName=$names" "authorityKeyIdentifier=keyid" >"$work/extensions"
  openssl x509 -req -in "$work/request" -CA authority.crt -CAkey authority.key -set_serial "0x$(openssl rand -hex 16)" -sha256 -days "$days" \
    -extfile "$work/extensions" -out "$work/$name.crt" 2>/dev/null
  mv "$work/$name.key" "$work/$name.crt" .
  echo "$directory/$name.crt, $directory/$name.key: $names"
done
