#!/usr/bin/env bash
# Makes .venv with what the lock file says. `scripts/install.sh` brings everything,
# `scripts/install.sh portal` only what `make run` needs. Does nothing when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-everything}
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT
export UV_PYTHON_DOWNLOADS=never

exec 9<pyproject.toml
flock 9 # two makes at once: the second waits for the first

# The stamp: this folder and these two files.
state=$( (pwd && cat pyproject.toml uv.lock) | sha256sum | cut -d' ' -f1)
current() { [ "$(cat ".venv/.installed-$1" 2>/dev/null)" = "$state" ] && .venv/bin/python -c ''; }

# The practice provider of the national ID runs on Node; the portal starts without it too.
provider() {
    [ "$what" = portal ] || return 0
    cmp -s package-lock.json node_modules/.locked || cmp -s package-lock.json node_modules/.locked-run || {
        scripts/debian.sh libatomic1 ".venv/bin/node --version" &&
            PATH="$PWD/.venv/bin:$PATH" npm ci --omit=dev --no-audit --no-fund --loglevel=error >/dev/null &&
            cp package-lock.json node_modules/.locked-run
    } || echo "Without the practice provider of the national ID." >&2
}
if current everything || { [ "$what" = portal ] && current portal; }; then
    provider
    exit 0
fi

scripts/debian.sh python3-venv "${PYTHON:-python3} -c 'import ensurepip, venv'"
"${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "nenkin needs Python 3.11 or later: make install PYTHON=/path/to/python3.11" >&2
    exit 1
}

# A .venv that was moved with its folder, or whose Python is gone, is made anew.
if [ ! -x .venv/bin/python ] || ! grep -qsF "$PWD/.venv" .venv/bin/activate || ! .venv/bin/python -c ''; then
    echo "Making .venv …"
    "${PYTHON:-python3}" -m venv --clear .venv
fi
rm -f .venv/.installed-*
uv_pin=$(grep -oE 'uv==[0-9.]+' pyproject.toml)
[ "$(.venv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" = "${uv_pin#uv==}" ] ||
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$uv_pin"

echo "Installing the locked packages …"
if [ "$what" = portal ]; then
    .venv/bin/uv sync --quiet --frozen --extra portal --extra practice --no-dev --inexact
else
    .venv/bin/uv sync --quiet --frozen --all-extras
fi
echo "$state" >".venv/.installed-$what"
provider
