"""What a method is: its arguments, the scope it needs, and how it says no."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bots.rehearsal.stage import Stage

Kind = Literal["text", "flag", "number", "json", "not_here"]
Answer = dict[str, Any]
# Bolt's client adds its team_id to every call it makes.
ALWAYS_TAKEN = ("token", "team_id")
FLAGS = {"true": True, "1": True, "false": False, "0": False}


class Refused(Exception):
    """Slack says `ok: false`. `error` is its code, `messages` its explanations."""

    def __init__(self, error: str, *messages: str, **extra: Any) -> None:
        super().__init__(error)
        self.error, self.messages, self.extra = error, messages, extra

    def answer(self) -> Answer:
        answer: Answer = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer


class Unreadable(Exception):
    """An argument is not of its type; the message is what Slack says about it."""


class Arguments:
    """The checked arguments of one call; an argument left out or null reads as None."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def has(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """Return a text argument, empty when it was left out."""
        return str(self._values.get(name, ""))

    def flag(self, name: str) -> bool:
        return bool(self._values.get(name, False))

    def number(self, name: str, default: int) -> int:
        return int(self._values.get(name, default))

    def json(self, name: str) -> Any:
        return self._values.get(name)


@dataclass(frozen=True)
class Method:
    """One method of the Web API. `not_here` arguments exist at Slack, but the rehearsal refuses them."""

    do: Callable[[Stage, Arguments], Answer]
    arguments: dict[str, Kind]
    required: tuple[str, ...] = ()
    scope: str = ""
    takes_app_token: bool = False


def checked(method: Method, given: dict[str, Any]) -> Arguments:
    """Return the arguments of a call in their own types. Raises Refused for any that Slack would not take."""
    problems: list[str] = []
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name in ALWAYS_TAKEN or value is None:
            continue
        kind = method.arguments.get(name)
        if kind is None:
            problems.append(f"[ERROR] unknown argument: {name} [json-pointer:/{name}]")
        elif kind == "not_here":
            problems.append(f"[ERROR] the rehearsal does not do `{name}` [json-pointer:/{name}]")
        else:
            try:
                values[name] = read(kind, value)
            except Unreadable as problem:
                problems.append(f"[ERROR] {problem} [json-pointer:/{name}]")
    problems += [
        f"[ERROR] missing required field: {name}"
        for name in method.required
        if values.get(name) in (None, "")
    ]
    if problems:
        raise Refused("invalid_arguments", *problems)
    return Arguments(values)


def read(kind: Kind, value: Any) -> Any:
    """Return one argument in its own type. Raises Unreadable with Slack's words."""
    if kind == "flag":
        if isinstance(value, bool):
            return value
        if str(value).lower() not in FLAGS:
            raise Unreadable("must provide a boolean")
        return FLAGS[str(value).lower()]
    if kind == "number":
        if isinstance(value, bool) or not str(value).isdecimal():
            raise Unreadable("must provide a number")
        return int(value)
    if kind == "json":
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Unreadable("must provide valid JSON") from None
    if not isinstance(value, str):
        raise Unreadable("must provide a string")
    return value


def need_scope(stage: Stage, *scopes: str) -> None:
    """Raise missing_scope unless the app was granted one of these scopes."""
    if not any(scope in stage.scopes for scope in scopes):
        raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(stage.scopes))
