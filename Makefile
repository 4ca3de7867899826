# Every target does its own set-up. The logic lives in tested Python (scripts/); this file only names it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PYTEST_WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow test-whoosh274 check bench fuzz chromium screenshots lock format clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## crawl the made-up sample web, index it and open the site on http://127.0.0.1:8000
	@$(BIN)/python scripts/demo.py --port $(PORT)

test: check chromium ## every check and every test, in a real browser too
	@$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist loadfile

test-slow: $(VENV)/.dev ## the long runs that make test leaves out
	@$(BIN)/python -m pytest -m slow

test-whoosh274: $(VENV)/.dev ## the engine and its tests on the original Whoosh 2.7.4
	@$(BIN)/python scripts/other_whoosh.py

check: $(VENV)/.dev ## lint, formatting, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q . || { echo "run: make format"; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.dev ## speed and memory, as ratios against a peer in the same run
	@$(BIN)/python -m tests.benchmarks

fuzz: $(VENV)/.dev ## 100,000 spoiled pages through the parser and all facts, each watched (hours)
	@$(BIN)/python -m tests.fuzz

chromium: $(VENV)/.dev ## install Chromium for the browser tests where there is none
	@$(BIN)/python scripts/chromium.py

screenshots: chromium ## take the pictures of README again, of a running demo
	@$(BIN)/python -m scripts.screenshots http://127.0.0.1:$(PORT)

lock: $(VENV)/.dev ## pin what is new or gone, with hashes (UPGRADE=1: the newest of everything)
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/python scripts/lock.py $(if $(UPGRADE),--upgrade)

format: $(VENV)/.dev ## rewrite the code in the one format
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

clean: ## remove the virtual environment and the demo's state
	rm -rf $(VENV) var/demo

$(VENV)/.run: requirements.lock pyproject.toml scripts/bootstrap.py
	@$(PYTHON) scripts/bootstrap.py $(VENV) requirements.lock $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml scripts/bootstrap.py
	@$(PYTHON) scripts/bootstrap.py $(VENV) requirements-dev.lock $@
