#!/usr/bin/env bash
# Browser tests drive the system's Chromium and look at Chinese letters. Root on Debian gets both; others are told what to install.
set -euo pipefail

chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
chinese() { ! command -v fc-list >/dev/null || [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]; }

chromium >/dev/null && chinese && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    printf '正在安装浏览器测试所需的 chromium 与中文字体… Installing chromium and Chinese fonts …\n' >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null
    apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig </dev/null >/dev/null
fi

if ! chromium >/dev/null || ! chinese; then
    printf '%s\n' "浏览器测试需要 Chromium 和中文字体：请安装（Debian、Ubuntu：apt install chromium fonts-noto-cjk fontconfig）后再试。" \
        "The browser tests need Chromium and a Chinese font: install them (Debian, Ubuntu: apt install chromium fonts-noto-cjk fontconfig) and try again." >&2
    exit 1
fi
