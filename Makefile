# Two commands: `make run` and `make test`. Both set up what they need.
#
#   make run  [PORT=8000] [HOST=127.0.0.1] [ARGS=--no-demo]
#   make setup [PYTHON=python3.12] [TORCH="torch==2.13.0 --index-url …"]   a CPU build of torch, where the installer offers one apart

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
TORCH ?= torch==2.13.0
HOST ?= 127.0.0.1
PORT ?= 8000
PIP = .venv/bin/python -m pip --disable-pip-version-check install --no-input --quiet

.PHONY: run setup test lint lock messages clean

run: .venv/.installed
	@exec .venv/bin/python -m merchant_portal.supervisor --host $(HOST) --port $(PORT) $(ARGS)

setup: .venv/.installed

test: .venv/.installed-dev
	@exec .venv/bin/python tests/suite.py $(ARGS)

lint: .venv/.installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make setup PYTHON=/path/to/python3.11"; exit 1; }
	@test "$$(df -Pk . | awk 'NR==2 {print int($$4/1024)}')" -ge 4000 || { echo "The disk has less than 4,000 MB left; the installation needs that much. Free some first."; exit 1; }
	@echo "Making .venv with $(PYTHON)…"
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; echo "$(PYTHON) can't make a virtual environment; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/.torch: | .venv/bin/python
	@echo "Installing torch ($(TORCH))…"
	@$(PIP) $(TORCH) || { echo "torch could not be installed; the reason stands above. Another build: make setup TORCH=\"torch==2.13.0 --index-url …\""; exit 1; }
	@touch $@

.venv/.installed: requirements.txt .venv/.torch
	@echo "Installing the pinned requirements…"
	@$(PIP) --no-deps --require-hashes --only-binary :all: -r requirements.txt || $(PIP) --no-deps --require-hashes -r requirements.txt || { echo "A requirement could not be installed; the reason stands above. Where it asks for a compiler: there is no ready-made build for this machine; install gcc and the Python headers (build-essential python3-dev), then repeat."; exit 1; }
	@touch $@

.venv/.installed-dev: requirements/dev.txt .venv/.installed
	@echo "Installing what the tests need…"
	@$(PIP) --no-deps --require-hashes -r requirements/dev.txt || { echo "A requirement of the tests could not be installed; the reason stands above."; exit 1; }
	@touch $@

lock: .venv/.installed-dev
	@.venv/bin/python -m pip --version >/dev/null; command -v uv >/dev/null 2>&1 || test -x .venv/bin/uv || $(PIP) uv==0.13.9
	PATH="$(CURDIR)/.venv/bin:$$PATH" uv pip compile --python-version 3.11 --generate-hashes --no-emit-package torch --no-emit-index-url --no-annotate requirements/base.in -o requirements.txt
	PATH="$(CURDIR)/.venv/bin:$$PATH" uv pip compile --python-version 3.11 --generate-hashes --no-emit-package torch --no-emit-index-url --no-annotate requirements/dev.in -o requirements/dev.txt

# Chinese: new strings of the source into locale/, and the compiled catalogue beside them.
messages: .venv/.installed-dev
	.venv/bin/python manage.py translations

clean:
	rm -rf .venv var
