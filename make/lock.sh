#!/usr/bin/env bash
# Locks both sets of dependencies, and the Node that builds the phone app, for every platform, with hashes and without naming any registry. UPGRADE=1 takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
        --custom-compile-command "make lock" ${UPGRADE:+--upgrade} "$@"
}
lock requirements.in -o requirements.lock
lock -c requirements.lock requirements-dev.in -o requirements-dev.lock
lock make/node.in -o make/node.lock
if grep -nE '^--|https?://|file://' requirements.lock requirements-dev.lock make/node.lock; then
    echo "A lock names a registry: see the lines above." >&2
    exit 1
fi
