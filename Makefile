# Every target sets up what it needs in a virtual environment, again only when something changed.
# PYTHON=… picks the interpreter (3.11 or later), VENV=… the environment, DATA=… the evaluation data,
# WORKERS=… how many tests run at a time (most of them wait for servers and clocks).

PYTHON ?= python3
VENV ?= .venv
DATA ?= ../shared
WORKERS ?= 4
BIN := $(VENV)/bin
MONITOR := $(BIN)/monitor
PYTEST := $(BIN)/python -m pytest
QUICK := $(PYTEST) -m "not chaos and not benchmark_suite and not hostile and not hostile_walk"
SOURCES := monitor tests
SOURCES_WATCHED ?= 5000
SECONDS ?= 600
STEPS := tests/chaos/test_each_step.py tests/chaos/test_store_full.py

.DEFAULT_GOAL := help
.PHONY: help run demo test lint format check evaluate bench chaos hostile soak redis floors kills steps clean

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: $(VENV)/.installed  ## Start the daemon on the embedded server, with config/
	$(MONITOR) run --config config

demo: $(VENV)/.installed  ## Watch a small newsroom on this machine for a minute
	$(MONITOR) demo

test: $(VENV)/.equipped  ## Run all tests but the long ones, WORKERS at a time, with coverage
	$(QUICK) -n $(WORKERS) --dist loadfile --cov --cov-report=term:skip-covered
	$(BIN)/python tests/coverage_floors.py

lint: $(VENV)/.equipped  ## Check style, types and import rules
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.equipped  ## Format the code, and mend what can be mended by itself
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

redis: $(VENV)/.equipped  ## Run the tests of the store against Debian's redis-server
	$(BIN)/python tests/on_redis.py

chaos: $(VENV)/.equipped  ## Kill daemons and servers, fill disk and memory, and count (CHAOS_FULL=1: for longer)
	$(PYTEST) -m chaos -p no:randomly -s tests/chaos

hostile: $(VENV)/.equipped  ## Send the daemon two thousand hostile requests, and print what it took
	$(PYTEST) -m hostile -p no:randomly -s tests/hostile

soak: $(VENV)/.equipped  ## Watch SOURCES_WATCHED sources for SECONDS, a third of them failing (a quarter of an hour)
	$(BIN)/python -m tests.benchmarks.many_sources --sources $(SOURCES_WATCHED) --seconds $(SECONDS)

bench: $(VENV)/.equipped  ## Print speed and memory beside a peer's in the same run
	$(PYTEST) -m benchmark_suite -p no:randomly -s tests/benchmarks

evaluate: $(VENV)/.equipped  ## Score detection, extraction and likeness on the data in DATA
	$(BIN)/python -m tests.evaluation.real_pages $(DATA)
	$(BIN)/python -m tests.evaluation.feeds $(DATA)
	$(BIN)/python -m tests.evaluation.robots $(DATA)
	$(BIN)/python -m tests.evaluation.evaluate $(DATA)
	$(BIN)/python -m tests.evaluation.copies $(DATA)

check: $(VENV)/.equipped  ## All that CI runs, some of it at a time: tests, redis, lint, the floors, short runs of chaos and hostile
	$(MAKE) -j2 --output-sync=target test redis lint floors
	$(MAKE) -j2 --output-sync=target kills steps
	$(PYTEST) -m hostile_walk -p no:randomly -s tests/hostile

floors:
	@if [ -d "$(DATA)/evaluation" ]; then $(MAKE) evaluate; \
	else echo "evaluate: no data in $(DATA), so the floors of detection were not checked"; fi

kills: $(VENV)/.equipped
	$(PYTEST) -m chaos -p no:randomly -s $(filter-out $(STEPS),$(wildcard tests/chaos/test_*.py))

steps: $(VENV)/.equipped
	$(PYTEST) -m chaos -p no:randomly -s $(STEPS)

clean:  ## Remove the environment and all that tools left behind
	rm -rf $(VENV) .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or later is needed; name one: make PYTHON=/path/to/python3.11 …")'
	@echo "setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	@echo "installing monitor and what it stands on …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --editable .
	@touch $@

$(VENV)/.equipped: $(VENV)/.installed
	@echo "installing the tools that check it …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --editable '.[test]'
	@touch $@
