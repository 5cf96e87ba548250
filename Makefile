# Everything one needs: `make demo` or `make demo-matrix` to try it, `make check` and `make test` before a commit.
PYTHON ?= python3
PORT ?= 8765
MATRIX_PORT ?= 8008
RESET ?=
KEYS ?=
KILLS ?= 500
PLATFORM ?= both
SEED ?=
VENV := .venv
SYNAPSE_VENV := .venv-synapse
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# What tests keep for a moment is kept in memory, where there is room and programs may run: else half of their time is
# waiting for the disk.
MEMORY := $(shell grep -qs ' /dev/shm .*noexec' /proc/mounts || df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print $$6 }')
PYTEST = $(if $(MEMORY),TMPDIR=$(MEMORY)) $(BIN)/python -m pytest
# Tests start the bot a hundred times: let Python keep what it compiles.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo demo-matrix run synapse test test-quick torture bench check format lock clean

demo: $(VENV)/run.stamp
	@exec $(BIN)/watals demo --port $(PORT) $(if $(RESET),--reset)

demo-matrix: $(VENV)/run.stamp $(SYNAPSE_VENV)/synapse.stamp
	@exec $(BIN)/watals demo-matrix --port $(MATRIX_PORT) $(if $(RESET),--reset)

# The Matrix homeserver for tests and demo, apart from the bot.
synapse: $(SYNAPSE_VENV)/synapse.stamp

# On two cores: half of the tests each.
test: $(VENV)/dev.stamp $(SYNAPSE_VENV)/synapse.stamp
	$(PYTEST) --numprocesses 2 --dist worksteal

# Kills the bot again and again, while everything else goes wrong too: one line of JSON a platform, else the seed to replay.
torture: $(VENV)/dev.stamp $(SYNAPSE_VENV)/synapse.stamp
	$(if $(MEMORY),TMPDIR=$(MEMORY)) $(BIN)/python -m tests.torture --kills $(KILLS) --platform $(PLATFORM) $(if $(SEED),--seed $(SEED))

# The logic and the room, without a browser, a Matrix homeserver or a Discord of our own.
test-quick: $(VENV)/dev.stamp
	$(PYTEST) --numprocesses 2 --dist worksteal -m "not matrix and not discord" tests/unit tests/contract

# Everything by default (some minutes, best on a machine that does nothing else); KEYS= names what to measure.
bench: $(VENV)/dev.stamp $(SYNAPSE_VENV)/synapse.stamp
	$(BIN)/python -m benchmarks $(KEYS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/unit/test_texts.py

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Names, versions and hashes only; the same for Python 3.11 to 3.13. Needs uv.
lock:
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/run.txt
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/dev.txt
	uv pip compile requirements/synapse.in --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/synapse.txt

clean:
	rm -rf $(VENV) $(SYNAPSE_VENV) demo demo-matrix build *.egg-info

$(VENV)/python.stamp:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/python.stamp requirements/run.txt pyproject.toml
	@echo "De bot wordt geïnstalleerd; dat duurt een minuut."
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/python.stamp requirements/dev.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(SYNAPSE_VENV)/synapse.stamp: requirements/synapse.txt
	@echo "Synapse, een Matrix-server voor tests en demo, wordt geïnstalleerd; dat duurt een minuut."
	$(PYTHON) -m venv $(SYNAPSE_VENV)
	$(SYNAPSE_VENV)/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes -r requirements/synapse.txt
	@touch $@
