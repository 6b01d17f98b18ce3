#!/usr/bin/env bash
# scripts/serve.sh PORT: the portal on 127.0.0.1; settings come from the environment.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/granian --interface wsgi --host 127.0.0.1 --port "$1" --blocking-threads 4 \
    --log-level warning --respawn-failed-workers nenkin.config.wsgi:application
