#!/usr/bin/env bash
# usage: postgres.sh start|stop|halt|resume DIR
# A private PostgreSQL 15 server for tests: its data and its unix socket lie in DIR, no network port is opened.
# It forgoes durability (fsync off), so never keep anything in it. DIR's path must stay under about 90 bytes.
# halt ends it as a crash does and leaves its data; resume starts it on them again.
set -euo pipefail

usage() { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
[ $# -eq 2 ] || usage
action=$1 dir=$2
bin=$(ls -d /usr/lib/postgresql/15/bin 2>/dev/null || dirname "$(readlink -f "$(command -v postgres || true)")" 2>/dev/null || true)
[ -x "$bin/pg_ctl" ] || { echo "PostgreSQL 15 is not installed (apt-get install postgresql-15)" >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi
}
running() { as_server "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; }

# Only what this script made is ever removed: the folder carries its mark.
remove() {
    [ -e "$dir" ] || return 0
    [ -f "$dir/tarn-test-server" ] || { echo "$dir exists and is not a test server's folder" >&2; exit 1; }
    running && halt
    rm -rf "$dir"
}

start() {
    remove
    mkdir -p "$dir" && touch "$dir/tarn-test-server"
    [ "$(id -u)" -ne 0 ] || chown -R postgres:postgres "$dir"
    # An English collation, as councils have: an ORDER BY that forgot COLLATE "C" shows as a failed test.
    as_server "$bin/initdb" -D "$dir/data" -U tarn -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu \
        --icu-locale=en-GB --no-sync >"$dir/log" 2>&1 ||
        { cat "$dir/log" >&2; exit 1; }
    resume
    echo "TARN_TEST_POSTGRES=postgresql://tarn@/postgres?host=$dir"
}

halt() { as_server "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null; }

resume() {
    as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/log" -w -t 60 \
        -o "-c listen_addresses= -c unix_socket_directories=$dir -c fsync=off -c full_page_writes=off -c max_connections=300" \
        start >/dev/null || { cat "$dir/data/log" >&2; exit 1; }
}

case $action in
    start) start ;;
    stop) remove ;;
    halt) halt ;;
    resume) resume ;;
    *) usage ;;
esac
