#!/usr/bin/env bash
# Makes .venv from requirements.lock (run) or requirements-dev.lock (dev). Does nothing when that is already so.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:?run or dev}
lock=requirements.lock
[ "$kind" = dev ] && lock=requirements-dev.lock

say() { printf '%s\n' "$@" >&2; }

# The stamp holds what was installed: a changed lock, or a .venv moved from elsewhere, is set up again.
wanted="$(pwd) $(cksum <"$lock")"
[ "$(cat ".venv/.set-up-$kind" 2>/dev/null)" = "$wanted" ] && exit 0

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "没有找到 Python 3.11 或更高版本。请先安装（Debian、Ubuntu：apt install python3 python3-venv；macOS：brew install python），" \
        "或用 PYTHON=/路径/python3 make $kind 指明。" \
        "No Python 3.11 or newer was found. Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)," \
        "or name it: PYTHON=/path/to/python3 make ..."
    exit 1
}

if ! .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(find_python)
    say "正在建立运行环境 .venv（$("$python" --version)）… Setting up .venv …"
    rm -rf .venv
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        say "这个 Python 缺少 venv 模块：请安装它（Debian、Ubuntu：apt install python3-venv）后再试。" \
            "This Python lacks its venv module: install it (Debian, Ubuntu: apt install python3-venv) and try again."
        exit 1
    fi
fi

say "正在安装依赖（$lock）… Installing the dependencies …"
if ! .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$lock"; then
    say "依赖没有装上，见上面的原因；多半是连不上软件源。" \
        "The dependencies could not be installed, the reason stands above; most often the package registry was out of reach."
    exit 1
fi
# Who has the development set has the other too.
rm -f .venv/.set-up-*
printf '%s' "$wanted" >".venv/.set-up-$kind"
[ "$kind" = dev ] && printf '%s' "$(pwd) $(cksum <requirements.lock)" >.venv/.set-up-run
exit 0
