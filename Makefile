# `make demo` and `make test` work on a fresh machine with Python 3.11 to 3.13 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BASE := $(VENV)/.base
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip install --quiet

.PHONY: install demo check test bench soak install-size format clean

install: $(STAMP)

# The base install, for indexing, searching and serving.
$(BASE): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	$(PIP) --constraint constraints.txt --editable .
	touch $(BASE)

# The packages for measuring and tests as well.
$(STAMP): $(BASE)
	$(PIP) --constraint constraints.txt --editable '.[dev,eval]'
	touch $(STAMP)

demo: $(BASE)
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
	ONRECORD_TEST_KILLS=200 $(BIN)/python -m pytest -q tests/indexer/ingest/test_crash.py
	$(BIN)/python -m tests.hostile.soak
	$(BIN)/python -m tests.hostile.histories 300
	$(BIN)/python -m tests.hostile.interrupted_writes 100
	$(BIN)/python -m tests.hostile.mixed_load
	$(BIN)/python -m tests.hostile.mixed_load 20000 2
	$(BIN)/python -m tests.hostile.mixed_load 5000 1 100000
	$(BIN)/python -m tests.hostile.steady_load
	$(BIN)/python -m tests.hostile.flood
	$(BIN)/python -m tests.hostile.shutdown
	$(BIN)/python -m tests.hostile.questions

install-size: $(STAMP)
	$(BIN)/python -m tests.install_size

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist *.egg-info
