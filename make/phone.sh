#!/usr/bin/env bash
# Builds the phone app (onedoor/field/app) into the room's static files; `test` runs its unit tests, `weigh` says how heavy it is.
# Nothing is done when the sources are unchanged. Without Node the desk pages work all the same, and /field/ says what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(pwd)
sources=onedoor/field/app
built=onedoor/field/static/field/app
say() { printf '%s\n' "$@" >&2; }

good_node() { command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }

# The machine's own Node if it is young enough, else the one that comes as a Python package, in .venv beside the rest.
find_node() {
    good_node && return
    PATH="$root/.venv/bin:$PATH"
    good_node && return
    say "没有 Node 20.19 以上，正在装一个到 .venv… No Node ≥ 20.19: installing one into .venv …"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r make/node.lock && good_node
}

without_node() {
    say "没有 Node，手机端$1。电脑上的各页不受影响。" "No Node: the phone app was not $2. The desk pages work without it."
}

state() { find "$sources" -path "$sources/node_modules" -prune -o -type f -print0 | sort -z | xargs -0 cksum | cksum; }
packages() {
    [ "$(cat "$sources/node_modules/.installed" 2>/dev/null)" = "$(cksum <"$sources/package-lock.json")" ] && return
    (cd "$sources" && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error) || return 1
    cksum <"$sources/package-lock.json" >"$sources/node_modules/.installed"
}

case ${1:-build} in
build)
    [ "$(cat "$built/.state" 2>/dev/null)" = "$(state)" ] && exit 0
    find_node || { without_node "没有生成" built; exit 0; }
    say "正在生成手机端… Building the phone app …"
    # A phone app that cannot be built (no package registry, say) does not keep the desks from their work.
    if packages && (cd "$sources" && npm run --silent build); then
        state >"$built/.state"
    else
        say "手机端没有生成，原因见上面。电脑上的各页不受影响。" "The phone app was not built, the reason stands above. The desk pages work without it."
        [ "${2:-}" != strict ]
    fi
    ;;
test)
    find_node || { without_node "的单元测试没有运行" tested; exit 0; }
    packages
    (cd "$sources" && npm run --silent test)
    bash make/phone.sh build strict
    bash make/phone.sh weigh
    ;;
weigh)
    find_node || { without_node "没有称" weighed; exit 0; }
    node "$sources/weigh.mjs" "$built"
    ;;
*)
    say "make/phone.sh [build|test|weigh]"
    exit 2
    ;;
esac
