# Every target sets up what it needs in .venv by itself: once, and again when pyproject.toml or
# constraints.txt changed. Only Python 3.11+ and make have to be there.

PYTHON ?= python3
# Where pip's default index would bring a GPU build of torch (Linux on x86-64), name PyTorch's
# CPU index:  make ask TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
QUESTION ?= what did Akar promise?

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: ask demo run test lint bench chaos
.DEFAULT_GOAL := ask

ask: .venv/.ready
	@$(BIN)/verse ask "$(QUESTION)" || test $$? -eq 3 # 3: the story does not say, which is an answer

demo: .venv/.ready-demo
	@$(BIN)/verse demo

run: .venv/.ready
	@$(BIN)/verse run

test: .venv/.ready-test
	$(BIN)/python -m pytest

lint: .venv/.ready-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.deploy.supply

bench: .venv/.ready-test
	$(BIN)/python -m tests.benchmarks

chaos: .venv/.ready-test
	$(BIN)/python -m tests.chaos

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up .venv (once, a minute or some)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	@$(PIP) --editable .
	@touch $@

.venv/.ready-demo: .venv/.ready
	@echo "Setting up the demo page"
	@$(PIP) --editable '.[demo]'
	@touch $@

.venv/.ready-test: .venv/.ready
	@echo "Setting up what the tests need"
	@$(PIP) --editable '.[test,lint]'
	@touch $@
