#!/usr/bin/env bash
# The whole suite, browser tests included; then the part of it that runs on the system's own PostgreSQL, where one is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
bash make/browser.sh
.venv/bin/python -m pytest -n "${WORKERS:-2}" "$@"
bash make/test_pg15.sh
