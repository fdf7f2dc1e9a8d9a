"""Typed readers of the environment: a value, or the name of a file that holds it (NAME_FILE)."""

from __future__ import annotations

import os
from pathlib import Path


class BadSetting(Exception):
    """A setting is missing or cannot be read. The message names it and says what to do."""


def text(name: str, default: str = "") -> str:
    """Return NAME, else the contents of the file that NAME_FILE names, else the default. Raises BadSetting."""
    value = os.environ.get(name)
    if value:
        return value.strip()
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return default
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise BadSetting(f"{name}_FILE names {path}, which cannot be read: {problem.strerror}") from problem


def required(name: str) -> str:
    """Return NAME or NAME_FILE. Raises BadSetting where neither is set."""
    value = text(name)
    if not value:
        raise BadSetting(
            f"{name} is not set. Set it, or {name}_FILE to a file that holds it (see deploy/env.example)."
        )
    return value


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """Return a whole number. Raises BadSetting for anything else."""
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError as problem:
        raise BadSetting(f"{name} is {value!r}; it takes a whole number") from problem


def is_set(name: str) -> bool:
    """Return whether NAME or NAME_FILE is given and not empty."""
    return bool(text(name))
