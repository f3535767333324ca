# Every target works with GNU and BSD make, and needs nothing but Python 3.11 or newer.
PYTHON = python3

WITH_SITE = $(PYTHON) recovery_site/bootstrap.py .venv requirements.txt
WITH_TOOLS = $(PYTHON) recovery_site/bootstrap.py .venv-dev requirements-dev.txt
LOCK = --universal --python-version 3.11 --generate-hashes --quiet --custom-compile-command "make lock"

.PHONY: help run dev test soak lint bench format lock schema guides messages clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## Serve the site with demo content on http://localhost:8000 (PORT=, DEMO_PASSWORD=)
	@DEMO=true PORT=$(PORT) $(WITH_SITE) manage.py run_demo

dev: ## The same, reloading at every change and with the debug toolbar
	@DEMO=true DEBUG=true PORT=$(PORT) $(WITH_TOOLS) manage.py run_demo --reload

test: ## Run every check: linters, both databases, browser journeys
	@$(WITH_TOOLS) tests/run.py

soak: ## Run the tests that take minutes at full length
	@$(WITH_TOOLS) tests/run.py soak

bench: ## Measure pages, searches and writers against their floors (takes an hour)
	@$(WITH_TOOLS) -m benchmarks

lint: ## Run the linters alone
	@$(WITH_TOOLS) tests/run.py lint

format: ## Format the Python code
	@$(WITH_TOOLS) -m ruff format
	@$(WITH_TOOLS) -m ruff check --fix

lock: ## Resolve requirements*.in into the lock files (UPGRADE=--upgrade for newer releases)
	@$(WITH_TOOLS) -m uv pip compile $(LOCK) $(UPGRADE) requirements.in --output-file requirements.txt
	@$(WITH_TOOLS) -m uv pip compile $(LOCK) $(UPGRADE) requirements-dev.in --constraints requirements.txt --output-file requirements-dev.txt

schema: ## Draw the database schema into docs/reference/schema.md
	@DEMO=true $(WITH_TOOLS) manage.py schema

guides: ## Take the pictures of docs/guides anew (needs Chromium)
	@$(WITH_TOOLS) -m pytest -q tests/journeys/guide_pictures.py

messages: ## Collect the sentences to translate into locale/ (needs gettext)
	@DEMO=true $(WITH_TOOLS) manage.py makemessages --locale es --ignore '.venv*' --no-obsolete

clean: ## Remove what the other targets made; var/ with its data stays
	rm -rf .venv .venv-dev staticfiles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
