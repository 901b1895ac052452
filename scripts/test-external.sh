#!/usr/bin/env bash
# The tests against servers that are not ours: Debian's PostgreSQL and Redis packages, each started here on a socket in
# a folder of its own. The machine's own services are not touched.
set -euo pipefail
cd "$(dirname "$0")/.."

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }
if [ -z "$(postgres_bin)" ] || [ ! -x "$(postgres_bin)/initdb" ] || ! command -v redis-server >/dev/null; then
  if [ "$(id -u)" != 0 ]; then
    echo "PostgreSQL or Redis is missing. Run: sudo apt-get install --no-install-recommends postgresql redis-server"
    exit 1
  fi
  echo "installing Debian's postgresql and redis-server"
  apt-get update -qq >/dev/null
  # The packages' own services stay off: only their programs are wanted.
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
  apt-get install -y -qq --no-install-recommends postgresql redis-server >/dev/null || { rm -f /usr/sbin/policy-rc.d; exit 1; }
  rm -f /usr/sbin/policy-rc.d
fi

bin=$(postgres_bin)
home=$(mktemp -d /tmp/desm-external.XXXXXX)
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  chown postgres "$home"
  as_server() { runuser -u postgres -- "$@"; }
fi
stop() {
  [ -f "$home/redis.pid" ] && kill "$(cat "$home/redis.pid")" 2>/dev/null || true
  as_server "$bin/pg_ctl" -D "$home/data" -m fast -s stop 2>/dev/null || true
  rm -rf "$home"
}
trap stop EXIT

as_server "$bin/initdb" -D "$home/data" -U admin --auth-local=trust --auth-host=reject -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as_server "$bin/pg_ctl" -D "$home/data" -s -w -l "$home/log" -o "-c listen_addresses='' -k $home -c fsync=off" start
redis-server --port 0 --unixsocket "$home/redis.sock" --unixsocketperm 700 --save '' --daemonize yes --pidfile "$home/redis.pid" --dir "$home" >/dev/null
sql() { "$bin/psql" -h "$home" -U "$1" -d "$2" -v ON_ERROR_STOP=1 -qAt <<<"$3"; }
echo "external: $("$bin/postgres" --version), $(redis-server --version | cut -d' ' -f1-3)"

socket=${home//\//%2F}
export REDIS_URL="redis+socket://$home/redis.sock?virtual_host=0"
url() { echo "postgresql://$1@$socket/$2"; }
manage() { .venv/bin/python manage.py "$@"; }

echo "1. an owner who may not create roles is told what the administrator has to run"
sql admin postgres "create role plain_owner login;
create database plain owner plain_owner"
said=$(DATABASE_URL=$(url desm_app plain) DATABASE_OWNER_URL=$(url plain_owner plain) manage migrate --verbosity 0 2>&1 || true)
lines=$(grep -E '^(create role|grant) ' <<<"$said")
[ "$(wc -l <<<"$lines")" -ge 8 ] || { echo "$said"; echo "FAILED: no SQL lines"; exit 1; }
sql admin postgres "$lines"
DATABASE_URL=$(url desm_app plain) DATABASE_OWNER_URL=$(url plain_owner plain) manage migrate --verbosity 0
DATABASE_URL=$(url desm_app plain) DATABASE_OWNER_URL=$(url plain_owner plain) manage check --database default

echo "2. one address of an owner is enough to try the system: requests still run as the app role"
DATABASE_URL=$(url plain_owner plain) manage load_programmes
rows=$(DATABASE_URL=$(url plain_owner plain) manage shell --no-imports -c "
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute('select current_user')
    print(cursor.fetchone()[0])")
[ "$rows" = desm_app ] || { echo "FAILED: runs as $rows"; exit 1; }

echo "3. the whole suite"
sql admin postgres "create role desm_owner login createdb createrole; grant desm_app to desm_owner;
create database desmigratif owner desm_owner"
export DATABASE_URL DATABASE_OWNER_URL DJANGO_SETTINGS_MODULE=desmigratif.settings.test DATA_DIR="${DATA_DIR:-$PWD/.data}/test"
DATABASE_URL=$(url desm_app desmigratif) DATABASE_OWNER_URL=$(url desm_owner desmigratif)
bash scripts/test.sh "$@"
