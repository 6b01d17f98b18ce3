#!/usr/bin/env bash
# scripts/run.sh PORT: brings the database up to date, loads the practice people into an empty one, serves.
set -euo pipefail
cd "$(dirname "$0")/.."
port=$1
python=.venv/bin/python

if [ -n "$($python -c "import socket as s; print(s.socket().connect_ex(('127.0.0.1', $port)) or 'busy')" | grep busy)" ]; then
    echo "Port $port is taken by another program: make run PORT=$((port + 1))" >&2
    exit 1
fi
$python manage.py migrate --verbosity 0
$python manage.py load_practice
$python manage.py collectstatic --no-input --verbosity 0
exec .venv/bin/granian --interface wsgi --host 127.0.0.1 --port "$port" --blocking-threads 4 \
    --log-level warning nenkin.config.wsgi:application
