# Programme Tracker. `make run` needs Python 3.11 with pip, and nothing else; so does `make test`.

PORT ?= 8000
PYTHON ?=
TESTS ?= tests
.DEFAULT_GOAL := help
.PHONY: help run test check bench reset

# The interpreter: the one asked for, else the first here that is a Python 3.11.
find_python = python=; for each in $(if $(PYTHON),'$(PYTHON)',python3.11 python3 python); do \
	  if "$$each" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then python=$$each; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Python 3.11 was not found$(if $(PYTHON), as $(PYTHON)): install it, or name it with make PYTHON=/path/to/python3.11" >&2; \
	  exit 1; \
	fi

help:
	@echo "make run     run the tracker on this machine (PORT=$(PORT))"
	@echo "make test    run the whole test suite"
	@echo "make check   formatting, lint, types, import contract, migrations and tests, before a commit"
	@echo "make bench   run the benchmarks"
	@echo "make reset   stop the tracker and empty its data folder, after asking"

# The launcher takes make's place in the recipe and is told make's number, so that it dies with it.
run:
	@$(find_python); "$$python" -I deploy/install.py runtime && \
	  TRACKER_MAKE_PID=$$PPID exec .venv/bin/python -m deploy.launcher run --port '$(PORT)'

test:
	@$(find_python); "$$python" -I deploy/install.py dev && exec .venv/bin/python -m pytest -n 2 $(TESTS)

check:
	@$(find_python); "$$python" -I deploy/install.py dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@exec $(MAKE) --no-print-directory test TESTS='$(TESTS) --hypothesis-profile=exploring'

bench:
	@$(find_python); "$$python" -I deploy/install.py dev && exec .venv/bin/python -m bench

reset:
	@$(find_python); exec "$$python" -m deploy.launcher reset
