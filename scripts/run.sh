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
exec scripts/serve.sh "$port"
