#!/bin/sh
# Installs what the tests need beside Node: a real redis-server. Works as root and with sudo on Debian and its relatives;
# elsewhere it says what is missing.
set -eu

missing=""
command -v redis-server >/dev/null 2>&1 || missing="redis-server"

if [ -z "$missing" ]; then
  echo "The tests have all they need: $(redis-server --version | cut -d' ' -f1-3)"
  exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need $missing (Redis 7 or newer) on the PATH, and this machine has no apt-get." >&2
  echo "Install it with your package manager, then run the tests again." >&2
  exit 1
fi

if [ "$(id -u)" -eq 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1; then
  as_root="sudo"
else
  echo "The tests need $missing. Installing it takes root, and there is no sudo here." >&2
  echo "Ask whoever runs this machine for: apt-get install $missing" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update
$as_root apt-get install -y --no-install-recommends $missing
redis-server --version
