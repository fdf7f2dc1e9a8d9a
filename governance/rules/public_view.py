"""A board's view as the public reads it: nobody is named, and no number tells of what is not shown.

The rows are already those that are open to everyone. Left out besides are people, refs that are counted (a gap in
D1, D3 would tell of a D2), alerts, which are officers' own, and the target: where some lines of it are not shown,
what is left of it would tell their size, so that it is set against no lines in any public version.
Source: docs/method.md, "Board packs".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from governance.rules.board_view import ROWS, About, BoardView, BridgeYear, about_of

NOT_NAMED: Final = "not published"
NO_TARGET: Final = "Not set against the target, in any public version"
AGAINST_TARGET: Final = frozenset({"unidentified", "not_in_our_copy"})
_COUNTED: Final = re.compile(r"[A-Z]{1,4}\d+")
_OF_TARGETS: Final = ("Target:", "Not set against the target", "No target is published")
_REF_FIRST: Final = re.compile(r"^[A-Z]{1,4}\d+, ")
_CLOSED_BY: Final = re.compile(r", closed by .+ on (?=\d)")


def for_public(view: BoardView) -> BoardView:
    """Return a view without people, counted refs, alerts and targets; its summary is still to be made."""
    plain = replace(
        view,
        members=(),
        escalated=(),
        bridges=tuple(_bridge(one) for one in view.bridges),
        moves=tuple(replace(one, by="") for one in view.moves),
        asked=tuple(
            replace(one, held_back_by=tuple(_REF_FIRST.sub("", said) for said in one.held_back_by))
            for one in view.asked
        ),
        opinions=tuple(replace(one, owner=NOT_NAMED) for one in view.opinions),
        savings_at_risk=tuple(replace(one, owner=NOT_NAMED) for one in view.savings_at_risk),
        risks=tuple(replace(one, owner=NOT_NAMED) for one in view.risks),
        actions=tuple(replace(one, owner=NOT_NAMED) for one in view.actions),
    )
    numbered = {
        f"{about.ref} {about.name}": about.name
        for name in ROWS
        for about in map(about_of, getattr(plain, name))
        if _COUNTED.fullmatch(about.ref)
    }
    found: BoardView = _unnumbered(plain, numbered)
    return found


def _bridge(one: BridgeYear) -> BridgeYear:
    """Return a year up to its plan, whether or not a target could have been shown."""
    return replace(
        one,
        target=None,
        to_plan=tuple(step for step in one.to_plan if step.name not in AGAINST_TARGET),
        basis=_CLOSED_BY.sub(", closed on ", one.basis),
        notes=(
            NO_TARGET,
            *(
                note.replace("The target takes in", "The plan takes in", 1)
                for note in one.notes
                if not note.startswith(_OF_TARGETS)
            ),
        ),
    )


def _unnumbered(value: Any, numbered: Mapping[str, str]) -> Any:
    """Return a value with counted refs taken from its things, and from wherever a thing is named with its ref."""
    if isinstance(value, About):
        return replace(value, ref="") if _COUNTED.fullmatch(value.ref) else value
    if isinstance(value, str):
        for named, name in numbered.items():
            value = value.replace(named, name)
        return value
    if isinstance(value, tuple):
        return tuple(_unnumbered(one, numbered) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{field.name: _unnumbered(getattr(value, field.name), numbered) for field in fields(value)},
        )
    return value
