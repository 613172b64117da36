# make demo   ingest the demo corpus, write the situation report, say where to look
# make test   all tests
# make check  format, lint, types and tests: what CI runs
# Each sets itself up in .venv: nothing global, no sudo.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check format lint types lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("dateline needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

demo: $(READY)
	$(BIN)/dateline demo --out demo-out

test: $(READY)
	$(BIN)/python -m pytest -n 2

check: $(READY)
	$(BIN)/ruff format --check src tests scripts training benchmarks
	$(BIN)/ruff check src tests scripts training benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

format: $(READY)
	$(BIN)/ruff format src tests scripts training benchmarks
	$(BIN)/ruff check --fix src tests scripts training benchmarks

# Pin everything anew, with hashes, for all platforms and Pythons (needs uv).
lock:
	uv pip compile --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --extra dev requirements.build.in pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) demo-out
