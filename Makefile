# Every command of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
FLASK := $(PY) -W ignore -m flask --app server

.PHONY: help setup run demo test lint

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/.ready: requirements.txt requirements-dev.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

setup: $(VENV)/.ready ## the environment, the models and the front end
	$(FLASK) models install
	$(FLASK) fonts install
	$(PY) -m server.commands.frontend
	$(FLASK) migrate

run: setup ## everything, on this machine
	$(PY) -W ignore -m server.workers.supervisor

demo: setup ## everything, and the demo roundtable plays (SPEED=4 for the hasty)
	$(PY) -W ignore -m server.workers.supervisor --demo $(or $(SPEED),1)

test: setup ## every test, the slow ones too (plain pytest leaves them out)
	$(PY) -m pytest -n 2 --dist loadfile -m "not models"
	$(PY) -m pytest -m models

lint: $(VENV)/.ready ## ruff, mypy, and the types of the pages' modules
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy && $(PY) -m server.commands.frontend check
