#!/usr/bin/env bash
# SQL has to be valid on PostgreSQL 15 and up: migrations from nothing and the journeys, on the system's PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
programs=$(ls -d /usr/lib/postgresql/1[5-9]/bin 2>/dev/null | sort -V | head -1 || true)
if [ -z "$programs" ]; then
    echo "本机没有系统自带的 PostgreSQL，此项不运行；要运行请安装 postgresql-15。" \
        "No PostgreSQL of the system's own here: this part is left out; install postgresql-15 to run it."
    exit 0
fi
env -u DATABASE_URL POSTGRES_PROGRAMS="$programs" .venv/bin/python -m pytest tests/journeys onedoor/config/tests/test_migrations.py -p no:xdist "$@"
