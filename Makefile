# Desmigratif: `make run` and `make test` on a bare machine with python3 (3.11 or newer), make and a network.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PORT ?= 8000
DATA_DIR ?= $(CURDIR)/.data
BASE_PYTHON ?= python3
export PORT DATA_DIR

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
SYNCED := .venv/.synced

# Keys for checks that load the production settings; they open nothing.
PRODUCTION := DJANGO_SETTINGS_MODULE=desmigratif.settings.production ALLOWED_HOSTS=desmigratif.example \
  DATABASE_URL=postgresql://desm_app@localhost/none DATABASE_OWNER_URL=postgresql://owner@localhost/none \
  REDIS_URL=redis://localhost/0 DESMIGRATIF_SECRET_KEY=$$(head -c 48 /dev/urandom | base64 -w0) \
  DESMIGRATIF_NIK_KEYS=1:$$(head -c 32 /dev/urandom | base64 -w0) \
  DESMIGRATIF_NIK_HMAC_KEY=$$(head -c 32 /dev/urandom | base64 -w0)

.PHONY: help openapi run test test-external check format lock lock-scan reset backup restore drills scan browser clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24
	echo
	echo "  PORT=8001 DATA_DIR=/some/folder make run    a second copy beside the first"
	echo "  DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL  use your own servers (docs/operations.md)"

run: $(SYNCED)  ## Run everything on this machine; Ctrl-C stops it
	@exec $(MANAGE) up

test: $(SYNCED) browser  ## Run all tests against real servers and a real browser (ARGS="tests/core -x": only these)
	@export DATA_DIR="$$DATA_DIR/test" DJANGO_SETTINGS_MODULE=desmigratif.settings.test
	exec $(MANAGE) with_servers --throw-away bash scripts/test.sh $(ARGS)

test-external: $(SYNCED)  ## Run the tests against Debian's PostgreSQL and Redis packages (root installs them)
	@exec bash scripts/test-external.sh $(ARGS)

check: $(SYNCED)  ## Lint, layers, types, migrations, deployment settings, API description
	@.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/djlint --lint --check templates
	.venv/bin/mypy
	$(PRODUCTION) $(PYTHON) -W error::UserWarning manage.py check --deploy --fail-level WARNING
	export DATA_DIR="$$DATA_DIR/test"
	$(MANAGE) with_servers --throw-away bash -c '\
	  set -e; \
	  $(MANAGE) migrate --verbosity 0; \
	  $(MANAGE) makemigrations --check --dry-run; \
	  $(MANAGE) check --database default; \
	  $(MANAGE) spectacular --lang en --fail-on-warn --validate --file "$$DATA_DIR/openapi.yaml"; \
	  diff -u docs/openapi.yaml "$$DATA_DIR/openapi.yaml" || { echo "docs/openapi.yaml is old: make openapi"; exit 1; }'

openapi: $(SYNCED)  ## Write docs/openapi.yaml anew
	@$(MANAGE) spectacular --lang en --fail-on-warn --validate --file docs/openapi.yaml

format: $(SYNCED)  ## Put code and templates into the common form
	@.venv/bin/ruff check --fix . || true
	.venv/bin/ruff format .
	.venv/bin/djlint --quiet --reformat templates || true

lock: $(SYNCED)  ## Renew the hashed lock file from requirements.in
	@.venv/bin/uv pip compile --universal --generate-hashes --python-version 3.11 --upgrade --no-header requirements.in -o requirements.txt

reset: $(SYNCED)  ## Delete the local data and keys (asks first; YES=1 does not)
	@$(PYTHON) -m desmigratif.local.reset $(if $(YES),--yes)

backup: $(SYNCED)  ## Back up the database and the files below DATA_DIR/backups; the keys are NOT in it
	@exec $(MANAGE) backup $(ARGS)

restore: $(SYNCED)  ## Restore a backup into an EMPTY database: make restore FROM=<folder>
	@[ -n "$(FROM)" ] || { echo "Which backup? make restore FROM=<folder of the backup>"; exit 1; }
	exec $(MANAGE) restore "$(FROM)" $(ARGS)

drills: $(SYNCED)  ## Kill, freeze and stop servers under load, in a folder of their own, and count what is lost (about 5 minutes)
	@exec $(PYTHON) -m drills $(ARGS)

scan: $(SYNCED) .venv-scan/.synced  ## Four security scanners against the whole system, in a folder of their own (about 20 minutes)
	@exec $(PYTHON) -m drills.scan $(ARGS)

clean:  ## Remove the virtual environment
	@rm -rf .venv .venv-scan

# The browser of the browser tests. Root on Debian gets it; others are told the line to run by the tests themselves.
browser:
	@if ! command -v chromium chromium-browser google-chrome >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  echo "installing chromium for the browser tests"
	  apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends chromium >/dev/null
	fi

# Two of the scanners name versions of typing-extensions that exclude each other; they work with the newer one.
lock-scan: $(SYNCED)  ## Renew the hashed lock file of the scanners
	@echo 'typing-extensions>=4.12.2' > .venv/scan-override.txt
	.venv/bin/uv pip compile --universal --generate-hashes --python-version 3.11 --upgrade --no-header \
	  --override .venv/scan-override.txt requirements-scan.in -o requirements-scan.txt

.venv-scan/.synced: requirements-scan.txt | $(SYNCED)
	@$(BASE_PYTHON) -m venv .venv-scan
	.venv/bin/uv pip sync --quiet --require-hashes --python .venv-scan/bin/python requirements-scan.txt
	touch $@

$(SYNCED): requirements.txt requirements-uv.txt
	@command -v $(BASE_PYTHON) >/dev/null || { echo "python3 is missing. Debian, Ubuntu: apt install python3 python3-venv"; exit 1; }
	$(BASE_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; this is $$($(BASE_PYTHON) --version). Name another: make $(MAKECMDGOALS) BASE_PYTHON=python3.12"; exit 1; }
	$(BASE_PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv is missing. Debian, Ubuntu: apt install python3-venv"; exit 1; }
	if ! [ -x $(PYTHON) ] || ! $(PYTHON) -c 'import sys, os; sys.exit(not os.path.samefile(sys.prefix, ".venv"))' 2>/dev/null; then
	  rm -rf .venv
	  $(BASE_PYTHON) -m venv .venv
	fi
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	$(PYTHON) -m uv pip sync --quiet --require-hashes --python $(PYTHON) requirements.txt
	touch $(SYNCED)
