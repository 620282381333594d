#!/bin/sh
# Installs what the tests need beside Node: a real redis-server, a real Chromium, and emoji to draw with. Works as root and
# with sudo on Debian and its relatives; elsewhere it says what is missing.
set -eu

missing=""
command -v redis-server >/dev/null 2>&1 || missing="redis-server"
# CHROMIUM names another one for the tests.
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing="$missing chromium fonts-noto-color-emoji"

if [ -z "$missing" ]; then
  echo "The tests have all they need: $(redis-server --version | cut -d' ' -f1-3)"
  exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need: $missing. This machine has no apt-get." >&2
  echo "Install them with your package manager (Redis 7 or newer on the PATH; CHROMIUM names the browser if it is not" >&2
  echo "/usr/bin/chromium), then run the tests again." >&2
  exit 1
fi

if [ "$(id -u)" -eq 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1; then
  as_root="sudo"
else
  echo "The tests need: $missing. Installing takes root, and there is no sudo here." >&2
  echo "Ask whoever runs this machine for: apt-get install $missing" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update
$as_root apt-get install -y --no-install-recommends $missing
redis-server --version
"${CHROMIUM:-/usr/bin/chromium}" --version
