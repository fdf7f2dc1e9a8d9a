"""How an answer is scored against the bank: right, missed or wrong. Plain data in, a verdict out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

ANSWERABLE: Final = "answered"
CRASHED: Final = "crashed"
RIGHT, MISSED, WRONG = "right", "missed", "wrong"
SHARE_ROUNDED: Final = Decimal("0.0006")
"""How far a share may lie from the exact one: a tenth of a per cent is what a paper prints."""
CHANCE_ROUNDED: Final = Decimal("0.0051")
"""A chance is told as a whole per cent."""


@dataclass(frozen=True)
class Verdict:
    """A question's score and, where it is not right, why."""

    question: Mapping[str, Any]
    score: str
    why: str = ""


def judge(question: Mapping[str, Any], said: Mapping[str, Any]) -> Verdict:
    """Return the score of an answer, given as the JSON document of `ask`."""
    given = said["status"] == "answered"
    if said["status"] == CRASHED:
        return Verdict(question, WRONG, said["text"])
    if question["expect"] == ANSWERABLE and not given:
        return Verdict(question, MISSED, f"{said['status']}: {_first_line(said)}")
    problem = _problem(question, said, given=given)
    return (
        Verdict(question, WRONG, f"{problem} ({_first_line(said)})") if problem else Verdict(question, RIGHT)
    )


def _problem(question: Mapping[str, Any], said: Mapping[str, Any], *, given: bool) -> str:
    """Return what is wrong with an answer, empty where nothing is."""
    expect = question["expect"]
    if expect == ANSWERABLE:
        return _differs(question, said)
    if expect == "if_answered":
        return _differs(question, said) if given else ""
    if expect == "any":
        numbers = {_number(v["value"]) for v in said["values"]}
        return next((f"gives {bad}" for bad in question["never"] if Decimal(bad) in numbers), "")
    if expect == "corrected":
        return _words(question, said) if given else ""
    if expect == "no_figure":
        found = figures(said, of=question.get("of", ""))
        return f"gives {found[0]}" if given and found else ""
    return "answered where it must ask back or refuse" if given else ""


def figures(said: Mapping[str, Any], *, of: str = "") -> list[str]:
    """Return the figures an answer gives: whatever is a number or a date, and with `of` whatever is labelled so."""
    if of:
        return [
            str(v["value"]) for v in said["values"] if _has(of, f"{v['label']} {v['unit']}") and v["value"]
        ]
    return [
        str(v["value"]) for v in said["values"] if _number(v["value"]) is not None or _is_date(v["value"])
    ]


def _differs(question: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    if "refs" in question:
        wanted, found = [str(r) for r in question["refs"]], [str(r) for r in said["refs"]]
        if question.get("ordered", False) and len(wanted) > 1 and _alike(wanted) != _alike(found):
            return f"refs {found} are not {wanted} in order"
        if sorted(_alike(wanted)) != sorted(_alike(found)):
            return f"refs {sorted(found)} are not {sorted(wanted)}"
    if "value" in question:
        problem = _headline(question, said)
        if problem:
            return problem
    numbers = {_number(v["value"]) for v in said["values"]}
    for figure in question.get("includes", ()):
        if Decimal(figure) not in numbers and -Decimal(figure) not in numbers:
            return f"{figure} is not among its values"
    return _words(question, said)


def _alike(refs: Sequence[str]) -> list[str]:
    """Return refs with a line of a workstream's own number (L17) read as the workstream (W17): the same money."""
    return [re.sub(r"^L(?=\d+$)", "W", ref) for ref in refs]


def _headline(question: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    value, unit = question["value"], question.get("unit", "")
    if unit in {"word", "date"} or _number(value) is None:
        return "" if _says(value, unit, said) else f"does not say {value}"
    if not said["values"]:
        return f"gives no figure, not {value}"
    first = said["values"][0]
    found, wanted = _number(first["value"]), Decimal(value)
    if found is None:
        return f"its headline {first['value']!r} is no number"
    if unit == "pounds" and first["unit"] != "pounds":
        return f"its headline is in {first['unit']}, not pounds"
    if question.get("signless"):
        found, wanted = abs(found), abs(wanted)
    near = {"share": SHARE_ROUNDED, "chance": CHANCE_ROUNDED}.get(unit, Decimal("0.005"))
    if abs(found - wanted) <= near or (unit in {"share", "chance"} and abs(found / 100 - wanted) <= near):
        return ""
    return f"its headline is {first['label']} {first['value']}, not {value}"


def _says(value: str, unit: str, said: Mapping[str, Any]) -> bool:
    texts = [said["text"], *(str(v["value"]) for v in said["values"])]
    return any(_has(form, text) for form in _forms(value, unit) for text in texts)


def _forms(value: str, unit: str) -> list[str]:
    """Return the ways a word or date may be written: as it is, and for a date as people write it."""
    if unit != "date":
        return [value, value.replace("_", " "), value.replace("_", "/")]
    year, month, *day = (int(part) for part in value.split("-"))
    on = date(year, month, day[0] if day else 1)
    return [value, *(f"{f'{on.day} ' if day else ''}{on:{month}} {on.year}" for month in ("%B", "%b"))]


def _words(question: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    missing = [words for words in question.get("says", ()) if not _has(words, said["text"])]
    extra = [words for words in question.get("never_says", ()) if _has(words, said["text"])]
    if missing:
        return f"does not say {missing[0]!r}"
    return f"says {extra[0]!r}" if extra else ""


def _has(words: str, text: str) -> bool:
    return words.casefold() in text.casefold()


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _is_date(value: object) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", str(value)))


def _first_line(said: Mapping[str, Any]) -> str:
    return str(said["text"]).partition("\n")[0][:140]
