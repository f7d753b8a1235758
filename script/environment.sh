# Sourced by the scripts beside it: where things are, how they give up, how they hand on signals.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python=.venv/bin/python

# One plain line, and nothing after it.
stop() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The folder for database, files and secret key; only its owner may look inside.
prepare_data() {
  export DATA_DIR="${DATA_DIR:-$PWD/var}"
  { mkdir -p "$DATA_DIR/files" && [ -w "$DATA_DIR" ] && touch "$DATA_DIR/.writable" && rm "$DATA_DIR/.writable"; } 2>/dev/null ||
    stop "cannot write to $DATA_DIR; choose another folder (chọn thư mục khác): DATA_DIR=\$HOME/thi-dua-khoi $0"
  DATA_DIR=$(realpath "$DATA_DIR")
  chmod 700 "$DATA_DIR"
  if [ ! -s "$DATA_DIR/secret-key" ]; then
    (umask 077 && "$python" -c 'import secrets; print(secrets.token_urlsafe(64))' >"$DATA_DIR/secret-key")
  fi
}

# Before a server starts: port and database answered for, tables up to date, something to look at.
prepare_site() {
  export PORT="${PORT:-8000}" HOST="${HOST:-127.0.0.1}"
  export SITE_URL="${SITE_URL:-http://127.0.0.1:$PORT}"
  "$python" script/preflight.py "$HOST" "$PORT" "$0" || exit 1
  "$python" manage.py migrate --no-input --verbosity 0
  "$python" manage.py demo --if-empty
}

# Beside a server that this script turns into (its process keeps the number $$): what posts the letters. Started again
# when it dies, ended when the server is no more. WITH_WORKER=off where another host does it.
start_worker() {
  [ "${WITH_WORKER:-on}" != off ] || return 0
  while kill -0 $$ 2>/dev/null; do
    "$python" manage.py work --while $$ || sleep 5
  done &
}

# Run a command so that TERM sent to this script, and CTRL-C, end the command first and the script after it.
run() {
  local child status=0 stopped=0
  env --default-signal=INT "$@" <&0 &
  child=$!
  trap 'stopped=143; kill -TERM "$child" 2>/dev/null || true' TERM
  trap 'stopped=130' INT
  while kill -0 "$child" 2>/dev/null; do
    wait "$child" && status=0 || status=$?
  done
  trap - TERM INT
  [ "$stopped" = 0 ] || exit "$stopped"
  return "$status"
}
