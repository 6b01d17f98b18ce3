#!/usr/bin/env bash
# scripts/debian.sh "PACKAGES" "CHECK": when CHECK fails, installs the Debian packages (as root),
# or says in one line what to install.
set -euo pipefail
packages=$1 check=$2
if bash -c "$check" >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing: $packages. Install it, then try again (Debian: sudo apt-get install $packages)." >&2
    exit 1
fi
echo "Installing Debian packages: $packages …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -qq -y --no-install-recommends $packages >/dev/null
bash -c "$check" >/dev/null || {
    echo "Still missing after installing $packages: $check" >&2
    exit 1
}
