# Everything happens in .venv/; a second run of a target does not redo the first one's work.

BOOT ?= python3
VENV := .venv
BIN := $(VENV)/bin
# How packages are installed. Without a GPU on Linux, the README names a variant that avoids CUDA.
INSTALL ?= $(BIN)/python -m pip install --disable-pip-version-check
INSTALLED := $(VENV)/.installed

export PYTHONUTF8 := 1

.PHONY: setup demo check lint types imports unit test constraints clean

setup: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@$(BOOT) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'reformbot needs Python 3.11 or newer; name one with: make BOOT=python3.11'; exit 1; }
	@test -x $(BIN)/python || $(BOOT) -m venv $(VENV)
	$(INSTALL) -c constraints.txt torch
	$(INSTALL) -c constraints.txt -e '.[dev,ocr]'
	@touch $@

demo: setup
	@$(BIN)/reformbot index corpus
	@$(BIN)/reformbot ask '哪些城市建立了产业链联盟？'
	@echo
	@$(BIN)/reformbot next

check: lint types imports unit

lint: setup
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests

types: setup
	$(BIN)/basedpyright

imports: setup
	$(BIN)/lint-imports

unit: setup
	$(BIN)/pytest -q -n 2 tests/unit tests/property

test: unit
	$(BIN)/pytest -n 2 --dist loadfile --durations=10 tests/contract tests/e2e

constraints: setup
	@{ echo '# Versions the tests pass with. Made by: make constraints'; \
	   $(BIN)/python -m pip freeze --exclude-editable | grep -v ' @ ' | sed 's/+cpu$$//' | sort -f; } > constraints.txt

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis
