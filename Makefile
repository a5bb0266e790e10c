# Every target makes .venv first, where it is missing or older than requirements.lock.
PYTHON ?= python3
RUN := .venv/bin/python

.PHONY: install lock
install:
	@command -v $(PYTHON) >/dev/null || { echo "Tell needs Python 3.11 or newer: no $(PYTHON) found." >&2; exit 1; }
	@$(PYTHON) config/install.py

lock: install
	@.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet \
	  --group embedded --group test --group lint --group install pyproject.toml -o requirements.lock
	@$(PYTHON) config/install.py
