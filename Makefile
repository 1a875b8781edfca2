# Everything starts here; nothing has to be installed by hand but Python 3.11, Node 20 and npm.
#
#   make run      start Callboard on this machine and print its address
#   make test     every check: format, lint, types, Python, TypeScript, the browser, the wheel
#   make test-long    what tries at random tries EFFORT times as hard (10), and the soak runs: some hours
#   make check    the quick part of it: format, lint, types, import rules, licences, secrets, known vulnerabilities
#   make web      compile the web app
#   make clean    remove what the other targets made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NPM := npm --prefix web --no-audit --no-fund
CHROMIUM := $(shell command -v chromium-headless-shell)
WEB_SOURCES := $(shell find web/src web/public web/index.html web/*.ts web/package.json -type f 2>/dev/null)

POSTGRESQL := $(shell command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)

.PHONY: postgresql run test test-long check advisories web python types-and-style test-python test-web test-browser test-interop browser clean

run: python web
	$(BIN)/callboard serve --open $(ARGS)

test: check test-python test-web test-browser

check: types-and-style advisories
	$(NPM) run check
	$(BIN)/pytest -q tests/house

# Asks who knows of vulnerabilities about the packages that users run; says so if nobody answers.
advisories: python
	$(BIN)/python -m tests.house.advisories

types-and-style: python web/node_modules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Files are given to three workers, whole. Those marked long are the same in other ways, and left to test-long.
test-python: python web tests/interop/node_modules postgresql
	$(BIN)/pytest -q -n 3 --dist loadfile -m "not long"

# The matrices of kills and power cuts, the fuzz corpora and all that is made up by chance, in full,
# and two people in browsers under siege.
EFFORT ?= 10
test-long: python web browser tests/interop/node_modules postgresql
	TEST_EFFORT=$(EFFORT) $(BIN)/pytest -q -n 3 --dist loadfile tests/protocol tests/room tests/docs_model \
		tests/persistence tests/channels tests/hub tests/chaos tests/interop tests/test_serve.py
	TEST_EFFORT=$(EFFORT) $(NPM) run e2e -- 951-siege
	$(BIN)/python -m bench soak --server callboard

test-web: web/node_modules
	$(NPM) test

test-browser: python web browser
	$(NPM) run e2e

web: web/dist/index.html

web/dist/index.html: web/node_modules $(WEB_SOURCES)
	$(NPM) run build
	@touch $@

web/node_modules: web/package-lock.json
	$(NPM) ci
	@touch $@

tests/interop/node_modules: tests/interop/package-lock.json
	npm --prefix tests/interop --no-audit --no-fund ci
	@touch $@

python: $(VENV)/installed

# The wheel contains the compiled web app, so its folder has to be there, if only empty.
$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	mkdir -p web/dist
	$(BIN)/pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

# Browser tests use Debian's Chromium; playwright downloads nothing.
browser:
ifeq ($(CHROMIUM),)
	@echo "Chromium is missing; installing Debian's package."
	if [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q chromium-headless-shell; \
	else sudo apt-get update -q && sudo apt-get install -y -q chromium-headless-shell; fi
endif

# The tests start a private PostgreSQL server from Debian's programs.
postgresql:
ifeq ($(POSTGRESQL),)
	@echo "PostgreSQL is missing; installing Debian's package."
	if [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q postgresql; \
	else sudo apt-get update -q && sudo apt-get install -y -q postgresql; fi
endif

clean:
	rm -rf $(VENV) web/dist web/node_modules tests/interop/node_modules
