# `make` lists the targets: every line "target: … ## text" below.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
PORT ?= 8000

# Stand-in values for checking the production settings; no server ever runs with them.
PRODUCTION = NENKIN_MODE=production NENKIN_DATA=$(CURDIR)/build NENKIN_ALLOWED_HOSTS=nenkin.example \
	NENKIN_DATABASE_URL=sqlite://$(CURDIR)/build/check.sqlite3 \
	NENKIN_SMTP_URL=smtp://mail.example NENKIN_MAIL_FROM=noreply@nenkin.example \
	NENKIN_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: ## make .venv with everything, exactly as locked
	@scripts/install.sh

.PHONY: run
run: ## start the portal with practice people on http://127.0.0.1:8000 (PORT=… for another port)
	@scripts/install.sh portal
	@scripts/run.sh $(PORT)

# What depends on the database: these tests run on both.
ON_BOTH = nenkin/registry nenkin/services/account $(wildcard nenkin/services/registration) nenkin/config/tests/test_servers.py

.PHONY: test
test: node-packages $(if $(ARGS),,test-postgresql) ## every test, the ones in a browser too (ARGS="…" goes to pytest, on SQLite alone)
	@scripts/debian.sh "chromium fontconfig fonts-noto-cjk fonts-morisawa-bizud-gothic" \
		"command -v chromium && fc-list | grep -q 'Noto Sans CJK JP' && fc-list | grep -q 'BIZ UDPGothic' \
		&& $(BIN)/playwright --version"
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

.PHONY: node-packages
node-packages: install ## what Node runs beside the tests, exactly as locked
	@scripts/debian.sh libatomic1 "$(BIN)/node --version"
	@cmp -s package-lock.json node_modules/.locked || { PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.locked; }

.PHONY: test-postgresql
test-postgresql: node-packages ## people, accounts and registration on a PostgreSQL and a Redis of its own
	@scripts/with_servers.sh $(BIN)/python -m pytest -n auto $(ON_BOTH)

.PHONY: check
check: install ## format, lint, types, import contracts, migrations, production settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy nenkin
	$(BIN)/lint-imports
	@mkdir -p build
	$(PRODUCTION) $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

.PHONY: format
format: install ## put the code into the house format
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

.PHONY: docs
docs: install ## write the pages of docs/law anew from the rules and the tables
	$(BIN)/python scripts/law_pages.py

.PHONY: messages
messages: install ## collect the texts of the portal for English and compile them
	$(BIN)/python scripts/messages.py

.PHONY: bench
bench: install ## careers a second (plain, compiled), pages a second over HTTP, sign-ins and what a flood of them leaves
	$(BIN)/python -m nenkin.batch.bench
	$(BIN)/python -m nenkin.batch.bench_lives
	$(BIN)/python scripts/bench_http.py
	$(BIN)/python scripts/bench_sign_in.py

.PHONY: clean
clean: ## remove everything that can be made again (the database in var/ stays)
	rm -rf .venv node_modules build dist staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find nenkin tests -name __pycache__ -type d -prune -exec rm -rf {} +
