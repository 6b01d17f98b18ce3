#!/usr/bin/env bash
# scripts/with_servers.sh COMMAND…: runs COMMAND with a PostgreSQL and a Redis of its own, named in
# NENKIN_DATABASE_URL and NENKIN_CACHE_URL, and throws both away however COMMAND ends. They listen on
# 127.0.0.1 only and ask for a password made for this run.
# For tests: fsync is off, so a power cut would lose what was acknowledged.
set -euo pipefail
"$(dirname "$0")/debian.sh" "postgresql redis-server" \
    "(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb) && command -v redis-server"
debian=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1) || true
tools=${debian:+$debian:}$PATH

folder=$(mktemp -d "${TMPDIR:-/tmp}/nenkin-servers.XXXXXX")
other_user=() # PostgreSQL refuses to run as root
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    other_user=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
in_folder() { (cd "$folder" && exec "${other_user[@]}" env PATH="$tools" HOME="$folder" LC_ALL=C.UTF-8 "$@"); }

stop() {
    trap '' INT TERM HUP
    [ ! -f "$folder/redis.pid" ] || kill "$(cat "$folder/redis.pid")" || true
    [ ! -f "$folder/data/postmaster.pid" ] || in_folder pg_ctl stop --silent -D data -m immediate || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

read -r port redis_port password < <(python3 -c '
import secrets, socket
ports = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*[port.getsockname()[1] for port in ports], secrets.token_hex(16))')

echo "$password" | in_folder tee password >/dev/null # the folder is closed to others
in_folder initdb --no-sync -D data -U nenkin -A scram-sha-256 --pwfile=password -E UTF8 >/dev/null
in_folder pg_ctl start --silent -D data -l postgresql.log -o "-p $port -k '$folder' -c listen_addresses=127.0.0.1 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" || {
    cat "$folder/postgresql.log" >&2
    exit 1
}
PGPASSWORD=$password in_folder createdb -h 127.0.0.1 -p "$port" -U nenkin nenkin

# As many databases as there may be test processes; nothing is written to the disk.
in_folder redis-server - >/dev/null <<END
bind 127.0.0.1
port $redis_port
requirepass $password
databases 256
save ""
daemonize yes
dir $folder
pidfile $folder/redis.pid
logfile $folder/redis.log
END
for _ in {1..100}; do
    REDISCLI_AUTH=$password in_folder redis-cli -p "$redis_port" ping 2>/dev/null | grep -q PONG && break
    sleep 0.05
done
[ -f "$folder/redis.pid" ] || {
    cat "$folder/redis.log" >&2
    exit 1
}

export NENKIN_DATABASE_URL="postgresql://nenkin:$password@127.0.0.1:$port/nenkin"
export NENKIN_CACHE_URL="redis://default:$password@127.0.0.1:$redis_port/0"
"$@"
