# The whole interface of this repository; `make help` is made from the ## comments.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench docs crash chaos lock

help: ## List what you can do here.
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv with everything in it, from the lock file, hashes checked.

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tika needs Python 3.11 or newer; say PYTHON=/path/to/python3.11 make setup"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $(READY)

demo: setup ## Run a local Discord with the bot in it and print the address.
	@$(BIN)/tika demo $(ARGS)

test: setup ## Run all tests; what this machine lacks is skipped and named.
	@$(BIN)/pytest -n auto --dist worksteal -rs --cov --cov-report=term:skip-covered --cov-report=html $(ARGS)

check: setup ## Format, lint, types, borders, plugins, budgets.
	@$(BIN)/python tools/check.py

bench: setup ## Measure against peers from their published packages, in the same run.
	@$(BIN)/python bench/run.py $(ARGS)

docs: setup ## Write the generated reference pages.
	@$(BIN)/tika reference docs/reference

crash: setup ## Kill the bot often, race for coins, cut the power; count what is missing.
	@TIKA_TEST_KILLS=1000 $(BIN)/pytest tests/journeys/test_kill_minus_nine.py $(ARGS)
	@TIKA_TEST_KILLS=1000 TIKA_TEST_TRANSFERS=100000 TIKA_TEST_CUTS=1000 TIKA_TEST_EXAMPLES=500 \
		$(BIN)/pytest tests/core/test_ledger_*.py $(ARGS)

chaos: setup ## Give the bot 500 bad days and compare how they end.
	@TIKA_TEST_STORMS=500 $(BIN)/pytest -n auto tests/journeys/test_chaos.py $(ARGS)

lock: ## Renew requirements.lock from pyproject.toml.
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --all-extras --python-version 3.11 \
		--no-annotate --no-header pyproject.toml -o requirements.lock
