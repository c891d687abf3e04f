PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check bench eval lock clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run: $(VENV)/.installed ## install what is needed and start the bot (without MARSAD_TOKEN: the sandbox)
	@exec $(BIN)/marsad run

test: $(VENV)/.installed-dev ## install what is needed and run the tests
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile $(PYTEST_ARGS)

check: $(VENV)/.installed-dev ## formatting, lint, types and the layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev ## measure answers, start-up and memory, and print the method
	$(BIN)/python -m tests.benchmarks

eval: $(VENV)/.installed-dev ## ask every labelled question, and print how the answers were
	$(BIN)/python -m tests.evaluation

lock: $(VENV)/.installed-dev ## pin the newest versions that pyproject.toml allows
	echo 'setuptools>=80' | $(BIN)/uv pip compile --quiet --upgrade $(LOCK_ARGS) pyproject.toml - -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade $(LOCK_ARGS) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

LOCK_ARGS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

clean: ## remove the virtual environment and caches; the base in data/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Marsad needs Python 3.11 or newer: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Marsad needs into $(VENV) (the first time takes a minute) …" >&2
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed | $(BIN)/python
	@echo "Installing what the checks and tests need …" >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
