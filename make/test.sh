#!/usr/bin/env bash
# The whole suite, the phone app's own tests and the browser tests included; then the part of it that runs on the system's own PostgreSQL, where one is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
bash make/browser.sh
bash make/java.sh
bash make/phone.sh test
.venv/bin/python -m pytest -n "${WORKERS:-2}" "$@"
bash make/test_pg15.sh
