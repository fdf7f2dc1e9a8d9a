"""Nothing to install: the venv is borrowed."""
