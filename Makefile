# The commands of the project. Each is one line: what it does stands in make/ and in manage.py's commands.
.DEFAULT_GOAL := help
.PHONY: help run demo real-messages test test-pg15 e2e phone check format docs pictures bench shell words lock clean
PY := .venv/bin/python
MANAGE := $(PY) manage.py

help: ## 列出全部命令 / list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .setup-run ## 一切就绪并启动，首次约一分钟 / set everything up and start it
	@$(MANAGE) start

demo: .setup-run ## 把演示区恢复原样 / reset the demo district
	@$(MANAGE) demo --reset

test: .setup-dev ## 全部测试，含浏览器 / the whole suite, browser included
	@bash make/test.sh

test-pg15: .setup-dev ## 在系统自带的 PostgreSQL 上再验一遍 / migrations and a part of the suite on the system's PostgreSQL
	@bash make/test_pg15.sh

e2e: .setup-dev ## 只跑浏览器测试 / the browser tests alone
	@bash make/browser.sh && $(PY) -m pytest tests/browser

phone: .setup-run ## 生成网格移动端 / build the phone app
	@bash make/phone.sh build strict

check: .setup-dev ## 代码、模板、迁移、文档的各项检查 / linters, types, contracts, migrations, docs
	@bash make/check.sh

format: .setup-dev ## 统一代码格式 / format the code
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format . && git ls-files -z '*/templates/*.html' | xargs -0r .venv/bin/djade

real-messages: .setup-run ## 演示之外另导入一批真实来信（需有 ../shared）/ real messages beside the demo, kept apart from its figures
	@$(MANAGE) import_requests ../shared/data/messages/requests.csv --source 真实来信2019 --kind petition --apart

docs: .setup-dev ## 重画由代码生成的文档 / redraw the pages of docs/ that are drawn from the code
	@$(MANAGE) docs

pictures: .setup-dev ## 重拍文档里的图片 / take the pictures of README.md and docs/ anew
	@bash make/browser.sh && DEMO_MATTERS=7490 $(PY) -m pytest tests/browser/pictures.py tests/browser/pictures_phone.py tests/browser/pictures_mediation.py

bench: .setup-dev ## 测速，每项一行 JSON / measure, one JSON line a figure
	@$(MANAGE) bench

shell: .setup-run ## 带模型的 Python 命令行 / a Python shell with the models
	@$(MANAGE) shell

words: .setup-dev ## 收集界面文字并编译译文 / collect the words of the interface and compile the translations
	@$(MANAGE) makemessages --locale en --no-obsolete --no-wrap --add-location file --ignore '.venv/*' --ignore 'var/*' && $(MANAGE) words

lock: .setup-dev ## 由 requirements*.in 重新锁定依赖 / lock the dependencies anew
	@bash make/lock.sh

clean: ## 删去环境与缓存，保留数据 / remove the environment and caches, keep the data
	rm -rf .venv var/static .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis

.PHONY: .setup-run .setup-dev
.setup-run:
	@bash make/setup.sh run && bash make/phone.sh
.setup-dev:
	@bash make/setup.sh dev && bash make/phone.sh
