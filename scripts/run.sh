#!/usr/bin/env bash
# scripts/run.sh PORT: brings the database up to date, loads the practice people into an empty one, serves.
set -euo pipefail
cd "$(dirname "$0")/.."
port=$1
python=.venv/bin/python

if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "Port $port is taken by another program: make run PORT=$((port + 1))" >&2
    exit 1
fi
$python manage.py migrate --verbosity 0
$python manage.py load_practice
$python manage.py collectstatic --no-input --verbosity 0
echo "Open http://127.0.0.1:$port (Ctrl+C stops it; the data stays in ${NENKIN_DATA:-var}/)"
exec scripts/serve.sh "$port"
