"""What is wrong with a payload, in Slack's own form: words and a JSON pointer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Findings:
    """The problems found so far. Each check adds to it and carries on, so that one answer names them all."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def add(self, pointer: str, words: str) -> None:
        self.problems.append(f"[ERROR] {words} [json-pointer:{pointer}]")

    def keys(self, thing: dict[str, Any], pointer: str, allowed: Iterable[str]) -> None:
        """Report every key Slack does not know in this place."""
        for key in sorted(set(thing) - set(allowed)):
            self.add(pointer, f"invalid additional property: {key}")

    def string(
        self,
        thing: dict[str, Any],
        key: str,
        pointer: str,
        *,
        most: int,
        least: int = 1,
        required: bool = False,
    ) -> None:
        """Report a string that is missing, of another type, too short or too long (in characters)."""
        if key not in thing:
            if required:
                self.add(pointer, f"missing required field: {key}")
            return
        value = thing[key]
        if not isinstance(value, str):
            self.add(f"{pointer}/{key}", "must provide a string")
        elif len(value) < least:
            self.add(f"{pointer}/{key}", f"must be more than {least - 1} characters")
        elif len(value) > most:
            self.add(f"{pointer}/{key}", f"must be less than {most + 1} characters")

    def items(
        self,
        thing: dict[str, Any],
        key: str,
        pointer: str,
        *,
        most: int,
        least: int = 1,
        required: bool = True,
    ) -> list[Any]:
        """Return the list under a key, reporting one that is missing, not a list, too short or too long."""
        if key not in thing:
            if required:
                self.add(pointer, f"missing required field: {key}")
            return []
        value = thing[key]
        if not isinstance(value, list):
            self.add(f"{pointer}/{key}", "must provide an array")
            return []
        if len(value) < least:
            self.add(f"{pointer}/{key}", f"must provide at least {least} item{'s' if least > 1 else ''}")
        if len(value) > most:
            self.add(f"{pointer}/{key}", f"no more than {most} items allowed")
        return value

    def one_of(self, thing: dict[str, Any], key: str, pointer: str, choices: Iterable[str]) -> None:
        if key in thing and thing[key] not in list(choices):
            self.add(f"{pointer}/{key}", f"must be one of {', '.join(choices)}")

    def flag(self, thing: dict[str, Any], key: str, pointer: str) -> None:
        if key in thing and not isinstance(thing[key], bool):
            self.add(f"{pointer}/{key}", "must provide a boolean")

    def is_object(self, thing: object, pointer: str) -> bool:
        if isinstance(thing, dict):
            return True
        self.add(pointer, "must provide an object")
        return False
