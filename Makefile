# Each target does all of its own set-up, once; `make` alone lists them. Needs make and Python 3.11 or newer.

ARGS ?=
# The first Python that is new enough; `make test PYTHON=/path/to/python` takes another.
PYTHON = $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)

# What is installed is remembered by the content of the lock, so a second call starts at once.
content = $(shell cksum < $(1) | tr ' ' -)
RUNTIME := .venv/.runtime-$(call content,requirements.lock)
DEV := .venv/.dev-$(call content,requirements-dev.lock)-$(call content,requirements.lock)
CATALOGUES := .venv/.catalogues
INSTALL := .venv/bin/python -m pip install -qq --no-input --disable-pip-version-check --require-hashes
COMPILE := pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test kill lint types messages bench fuzz docs lock clean

help: ## List the targets.
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r target line; do \
		printf '  make %-10s %s\n' "$$target" "$$line"; done

run: $(RUNTIME) $(CATALOGUES) ## Start the bot; without a token in .env, the playground. make run ARGS=--demo fills it.
	@exec .venv/bin/python -m bot run $(ARGS)

test: $(DEV) $(CATALOGUES) ## Check everything: style, types, layers, catalogues, documents, and all tests.
	@failed=; check() { echo "== $$*"; .venv/bin/"$$@" || failed="$$failed $$1"; }; \
	check ruff check .; check ruff format --check .; check mypy; check lint-imports --no-logo; \
	[ -z "$$failed" ] || echo "== FAILED, see above:$$failed"; \
	echo "== pytest"; .venv/bin/pytest -q -n 3 --dist worksteal $(ARGS) && [ -z "$$failed" ]

kill: $(DEV) $(CATALOGUES) ## Kill the bot 200 times, and let 10,000 updates wait: a quarter of an hour.
	@.venv/bin/pytest -q -s --long --timeout 0 tests/journeys/test_kill.py tests/journeys/test_day_of_outage.py $(ARGS)

lint: $(DEV) ## Check the style of the code, and which room may know which.
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports --no-logo

types: $(DEV) ## Check the types.
	@.venv/bin/mypy $(ARGS)

messages: $(RUNTIME) ## Take the sentences of the code into the catalogues, and compile them.
	@.venv/bin/python -m tools.messages

bench: $(RUNTIME) ## Measure the matching with made people; make bench ARGS="100 1000" takes other sizes.
	@.venv/bin/python -m bench $(ARGS)

fuzz: $(DEV) $(CATALOGUES) ## Send random and changed updates through the bot; make fuzz ARGS="--updates 1000000".
	@.venv/bin/python -W ignore -m tests.fuzz --resume var/fuzz.json $(ARGS)

docs: $(RUNTIME) ## Write the documents that are made from the code.
	@.venv/bin/python -m tools.documents

lock: .venv/uv/bin/uv ## Pin the dependencies of pyproject.toml; make lock ARGS=--upgrade takes newer ones.
	@.venv/uv/bin/uv $(COMPILE) --extra dev $(ARGS) pyproject.toml -o requirements-dev.lock --quiet
	@.venv/uv/bin/uv $(COMPILE) --extra postgresql -c requirements-dev.lock $(ARGS) pyproject.toml -o requirements.lock --quiet

clean: ## Remove all that was made, but never var/, where the database and its key are.
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} + -o -path './locales/*' -name '*.mo' -exec rm -f {} +

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed, and none was found. Install it (on Debian and\
	 Ubuntu: apt install python3 python3-venv), or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "$(PYTHON) is not\
	 Python 3.11 or newer, which is needed." >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv module. Install it (on Debian\
	 and Ubuntu: apt install python3-venv)." >&2; exit 2; }
	@rm -rf .venv && $(PYTHON) -m venv .venv

$(RUNTIME): | .venv/bin/python
	@echo "Installing what the bot needs (once) ..."
	@rm -f .venv/.runtime-* .venv/.dev-* && $(INSTALL) -r requirements.lock && touch $@

$(DEV): | .venv/bin/python
	@echo "Installing what the bot and its tests need (once) ..."
	@rm -f .venv/.runtime-* .venv/.dev-* && $(INSTALL) -r requirements-dev.lock && touch $(RUNTIME) $@

# A later install makes the stamp of the other lock anew, so the catalogues depend on the translations alone.
$(CATALOGUES): $(wildcard locales/*/LC_MESSAGES/bot.po) | .venv/bin/python
	@.venv/bin/python -m tools.messages compile && touch $@

.venv/uv/bin/uv: | .venv/bin/python
	@.venv/bin/python -m venv .venv/uv && .venv/uv/bin/python -m pip install -qq --disable-pip-version-check uv
