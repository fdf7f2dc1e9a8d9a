"""Failures on demand: the next calls of a method go wrong in a chosen way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

Kind = Literal["ratelimited", "error_before", "error_after", "drop_before", "drop_after", "slow", "error"]
ANY_METHOD = "*"


class BadFault(Exception):
    """A fault was ordered in a form nobody understands; the message says what is wrong."""


@dataclass
class Fault:
    """A failure ordered for the next `times` calls of a method.

    ratelimited: 429 with Retry-After `seconds`. error_before, error_after: 500 before or after the call has
    taken effect. drop_before, drop_after: the connection closes instead of an answer. slow: the call waits
    `seconds` first. error: the answer is `ok: false` with `code`.
    """

    method: str
    kind: Kind
    times: int = 1
    seconds: float = 1.0
    code: str = ""

    @property
    def is_before(self) -> bool:
        """Return whether the call has no effect."""
        return self.kind in ("ratelimited", "error_before", "drop_before", "error")


class Faults:
    """The failures still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def order(self, wanted: dict[str, Any]) -> Fault:
        """Plan a failure. Raises BadFault."""
        unknown = set(wanted) - {"method", "kind", "times", "seconds", "code"}
        if unknown or not isinstance(wanted.get("method"), str) or wanted.get("kind") not in get_args(Kind):
            raise BadFault(
                f"a fault has a method, a kind of {', '.join(get_args(Kind))}, times, seconds and code"
            )
        fault = Fault(
            method=wanted["method"],
            kind=wanted["kind"],
            times=int(wanted.get("times", 1)),
            seconds=float(wanted.get("seconds", 1.0)),
            code=str(wanted.get("code", "")),
        )
        if fault.kind == "error" and not fault.code:
            raise BadFault("a fault of kind error needs a code, such as token_revoked")
        self.waiting.append(fault)
        return fault

    def next_for(self, method: str) -> Fault | None:
        """Return the failure this call meets and count it; None when it goes well."""
        for fault in self.waiting:
            if fault.method in (method, ANY_METHOD):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self.waiting.clear()
