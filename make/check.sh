#!/usr/bin/env bash
# Every check that is not a test. All run, also after a failure; the first line of each says which.
set -uo pipefail
cd "$(dirname "$0")/.."
py=.venv/bin/python
failed=()
check() {
    local name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed+=("$name")
}
templates() { git ls-files -z '*/templates/*.html' | xargs -0r .venv/bin/djade --check; }
check "ruff check" $py -m ruff check .
check "ruff format" $py -m ruff format --check .
check "import contracts" .venv/bin/lint-imports
check "types" $py -m mypy
check "dependencies" .venv/bin/deptry .
check "templates" templates
check "system check" $py manage.py check --fail-level WARNING
check "migrations" $py manage.py makemigrations --check --dry-run
check "docs" $py manage.py docs --check

if [ ${#failed[@]} -gt 0 ]; then
    printf '\n未通过 (failed): %s\n' "${failed[*]}"
    exit 1
fi
printf '\n全部检查通过 (all checks passed)\n'
