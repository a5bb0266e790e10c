# Every target makes .venv first, where it is missing or older than requirements.lock.
PYTHON ?= $(shell command -v python3 || command -v python3.14 || command -v python3.13 || command -v python3.12 || command -v python3.11)
RUN := .venv/bin/python
COMPILE := .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
GROUPS := --group embedded --group test --group lint --group install

# Compiled modules are kept, whatever the surroundings say: the second start is twice as quick with them.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo test coverage proof faults bench lint format messages lock shots lighthouse sbom audit

help:  ## what there is
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile

install:  ## .venv with exactly the packages of requirements.lock
	@test -n "$(PYTHON)" || { echo "Tell needs Python 3.11 or newer: no python3 was found." >&2; exit 1; }
	@$(PYTHON) config/install.py

demo: install  ## the whole tool with a believable company (PORT=8123, FRESH=1)
	@exec $(RUN) -m config.demo --with-parent

test: install  ## all tests on throw-away servers, browser tests included
	@$(RUN) -m pytest -n 2 -rs

coverage: install  ## the same tests, and which lines and branches none of them reaches: none in the core (takes two thirds longer)
	@$(RUN) -m pytest -n 2 -rs --cov --cov-report=term:skip-covered
	@$(RUN) -m tests.covered

proof: install  ## the long proofs; QUICK=1 takes a short form of each, two at a time
	@$(RUN) -m pytest -m proof -rs --timeout 7200 $(if $(QUICK),-n 2 --dist loadgroup)

faults: install  ## the proofs that nothing is lost, whatever breaks; QUICK=1 takes a short form of each
	@$(RUN) -m pytest -m "proof or not proof" -rs --timeout 7200 tests/faults tests/sweeping tests/machine tests/test_races.py

bench: install  ## what pages cost beside a floor, at 10,000 to 1,000,000 ideas; QUICK=1: whether one became dearer
	@$(RUN) -m tests.bench

lint: install  ## format, lint, types, templates, imports, migrations, translations, deployment
	@failed=0; check() { echo "$$*"; "$$@" || failed=1; }; \
	check .venv/bin/ruff format --check .; \
	check .venv/bin/ruff check .; \
	check .venv/bin/mypy .; \
	check .venv/bin/djlint --lint --quiet templates; \
	check .venv/bin/lint-imports --no-cache --no-logo; \
	check $(RUN) -m config.checks; \
	exit $$failed

format: install  ## ruff's format and the fixes that it is sure of
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

messages: install  ## gather what is to be translated, then compile what was (needs gettext)
	$(RUN) -m django makemessages -l de --no-location --no-obsolete --no-wrap -i .venv -i tests -i docs
	$(RUN) -m django compilemessages -l de -v 0
	$(RUN) -m config.address

lock: install  ## both lock files anew (deploy/: what a server needs), for all platforms, with hashes and no host
	@$(COMPILE) $(GROUPS) --upgrade pyproject.toml -o requirements.lock
	@$(COMPILE) -c requirements.lock pyproject.toml -o deploy/requirements.lock
	@$(PYTHON) config/install.py

sbom: install  ## the bill of materials, CycloneDX JSON, without network (OUT=sbom.cdx.json)
	@$(RUN) -m config.sbom $(or $(OUT),sbom.cdx.json)

audit: install  ## deployment, lock files, bill of materials, known faults of packages (pip-audit)
	@$(RUN) -m tests.audit

shots: install  ## pictures of 12 pages in all forms, and those of the documents, from a running demo (PORT=8123)
	@$(RUN) -m tests.shots http://localhost:$(or $(PORT),8000) --docs

lighthouse: install  ## Lighthouse on the main pages of a running demo (PORT=8123, RUNS=3; needs Node)
	@$(RUN) -m tests.lighthouse http://localhost:$(or $(PORT),8000)
