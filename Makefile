# Everything here sets itself up: a virtual environment in .venv, made anew when the settings change.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SETTINGS = setup.cfg pyproject.toml
SHEET ?=
SAMPLE ?= 1
TESTS = $(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: run test test-all test-on check prove bench coverage mutation assurance docs lock sbom clean

run: $(VENV)/.run
	@if [ -z "$(SHEET)" ] && [ -t 0 ] && [ -t 1 ]; then \
		$(BIN)/triage ask -o report.html; \
	else \
		sheet="$(SHEET)"; sheet="$${sheet:-examples/lower_back.yaml}"; \
		$(BIN)/triage assess "$$sheet" && $(BIN)/triage assess "$$sheet" -o report.html; \
	fi

# What the tests promise, in minutes: without those marked slow, and properties with few examples.
test: $(VENV)/.test
	@echo "some minutes; the longest proofs and sweeps wait for: make test-all"
	HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-quick} $(TESTS) -m "not slow"

# All of it, before a release. MARKS="not release" leaves out the few that take a minute each.
MARKS ?=
test-all: $(VENV)/.test
	@echo "about 25 minutes on two cores"
	$(TESTS) $(if $(MARKS),-m "$(MARKS)")

# Everyday tests on another Python, with the libraries of the lock file and two examples for each
# property: make test-on PYTHON=python3.13 ROOMS=tests
ROOMS ?= tests/cli/test_assess.py tests/engine tests/knowledge tests/model tests/screening/files tests/store
test-on: $(VENV)/.supply
	$(BIN)/uv venv --quiet --clear --python $(PYTHON) build/python
	$(BIN)/uv pip install --quiet --python build/python --require-hashes -r .ci/lock.txt
	$(BIN)/uv pip install --quiet --python build/python --no-deps -e .
	HYPOTHESIS_PROFILE=smoke build/python/bin/python -m pytest --numprocesses auto --maxprocesses 8 \
		--dist worksteal -m "not slow and not browser and not spark" $(ROOMS)

check: $(VENV)/.check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config setup.cfg

# What a rule pack must pass before a release: no fault, no remark, every vignette met, every property
# proved. PROVE=--fast leaves out what takes minutes, and says what.
PROVE ?=
prove: $(VENV)/.test
	$(BIN)/triage pack check --strict
	$(BIN)/triage pack test
	$(BIN)/triage pack prove $(PROVE)

bench: $(VENV)/.test
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

# How much of the code its tests reach, branches too. Slow: it follows every line, so properties are
# tried with few examples.
coverage: $(VENV)/.test
	$(BIN)/coverage erase
	HYPOTHESIS_PROFILE=quick $(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage json --quiet -o build/coverage.json
	$(BIN)/python docs/assurance.py build/coverage.json
	$(BIN)/coverage report

# Small edits of the code, one at a time: do the tests notice? SAMPLE=3 tries one in every three. All
# take hours.
mutation: $(VENV)/.mutation
	nice $(BIN)/python tests/mutation.py $(SAMPLE)

# What docs/assurance.md says of the shipped pack: minutes of a processor.
assurance: $(VENV)/.test
	$(BIN)/python docs/assurance.py prove cover mutate

docs: $(VENV)/.test
	$(BIN)/python docs/generate.py

# Every library of every extra, by version and hash, for Python 3.11 and later: what .ci/run installs.
lock: $(VENV)/.supply
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --all-extras setup.cfg -o .ci/lock.txt

# What the lock file names, with licences and what needs what, as a CycloneDX list: build/sbom.json.
sbom: $(VENV)/.supply
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python build/sbom
	$(BIN)/uv pip install --quiet --python build/sbom --require-hashes -r .ci/lock.txt
	$(BIN)/cyclonedx-py environment --output-reproducible --output-file build/sbom.json build/sbom

clean:
	rm -rf $(VENV) build dist *.egg-info report.html

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "triage needs Python 3.11 or later; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(SETTINGS) | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/.test: $(SETTINGS) | $(BIN)/python
	$(PIP) -e '.[test]'
	@touch $@

$(VENV)/.mutation: $(SETTINGS) | $(BIN)/python
	$(PIP) -e '.[test,mutation]'
	@touch $@

$(VENV)/.supply: $(SETTINGS) | $(BIN)/python
	$(PIP) -e '.[supply]'
	@touch $@

$(VENV)/.check: $(SETTINGS) | $(BIN)/python
	$(PIP) -e '.[test,check]'
	@touch $@
