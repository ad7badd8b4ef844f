# One line a task; `make demo` and `make test` work on a fresh machine with Python 3.11 to 3.13 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: install demo check test bench soak format clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/onrecord demo

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: $(STAMP)
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest
	$(BIN)/onrecord eval run --dataset sample

bench: $(STAMP)
	$(BIN)/python -m eval.benchmarks

soak: $(STAMP)
	$(BIN)/python -m tests.hostile.soak
	$(BIN)/python -m tests.hostile.histories 300
	$(BIN)/python -m tests.hostile.kills 100
	$(BIN)/python -m tests.hostile.load
	$(BIN)/python -m tests.hostile.load 20000 2
	$(BIN)/python -m tests.hostile.load 5000 1 100000
	$(BIN)/python -m tests.hostile.steady

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist *.egg-info
