"""What sign a saving carries in a sheet, and which lines stand against it.

The option, else the sheet's words, else the lines: where nearly all carry one sign, that is a saving's. A line
of the other sign is an adjustment where its words or its type say so, and a problem where nothing does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from savings.rules.sheets.entries import Entry
from savings.rules.sheets.reading import (
    NEGATIVE,
    NIL,
    OPTION,
    POSITIVE,
    SHEET,
    Assumption,
    Options,
    Question,
    Role,
)
from savings.rules.sheets.rowwords import ADJUSTMENT, is_adjusting, kind_of
from savings.rules.sheets.scale import Said
from savings.rules.sheets.statements import other_side_in, signs_in
from savings.rules.sheets.text import listed

CLEAR_MAJORITY = 3  # lines of the one sign for each unexplained line of the other; a choice of ours


@dataclass(slots=True)
class Signs:
    """The sign a saving carries, and the rows against it: adjustments, and those that nothing explains."""

    sign: str | None = None
    sign_from: str = ""
    adjustments: set[int] = field(default_factory=set)
    unexplained: set[int] = field(default_factory=set)
    pressures: dict[int, str] = field(default_factory=dict)
    """Rows against the savings where the sheet says that such amounts are pressures, and the words that say so."""
    questions: list[Question] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)

    @property
    def factor(self) -> int:
        return -1 if self.sign == NEGATIVE else 1


def line_sign(entries: Sequence[Entry]) -> int:
    """Return 1 or -1 for a line whose amounts all have that sign, else that of their sum; 0 without amounts."""
    values = [figure.value for entry in entries for figure in entry.figures.values() if figure.value]
    if not values:
        return 0
    if all(value > 0 for value in values) or all(value < 0 for value in values):
        return 1 if values[0] > 0 else -1
    total = sum(values, NIL)
    return 1 if total > 0 else -1 if total < 0 else (1 if values[0] > 0 else -1)


def is_mixed(entries: Sequence[Entry]) -> bool:
    """Return whether a line has amounts of both signs."""
    values: list[Decimal] = [f.value for entry in entries for f in entry.figures.values() if f.value]
    return any(value > 0 for value in values) and any(value < 0 for value in values)


def settle_sign(
    lines: Mapping[int, Sequence[Entry]], said: Sequence[Said], options: Options, taken_off: set[int]
) -> Signs:
    """Return the sign of a saving; `lines` are the rows of each line by its first row."""
    found = Signs()
    signs = {row: line_sign(entries) for row, entries in lines.items()}
    worded = {row for row, entries in lines.items() if _explains(entries) or row in taken_off}
    plain_rows = [row for row in signs if row not in worded]
    positive = [row for row in plain_rows if signs[row] > 0]
    negative = [row for row in plain_rows if signs[row] < 0]
    stated = {sign for one in said for sign in signs_in(one.text)}
    if options.sign is not None:
        found.sign, found.sign_from = options.sign, OPTION
    elif len(stated) == 1 and not _belies(stated, positive, negative):
        found.sign, found.sign_from = next(iter(stated)), SHEET
    elif stated:
        _ask(found, positive, negative, "the sheet's words and its amounts do not agree on")
    else:
        _by_lines(found, signs, positive, negative)
    if found.sign is not None:
        against = {row for row, sign in signs.items() if sign * found.factor < 0}
        found.adjustments = {row for row in against if row in worded}
        found.unexplained = against - found.adjustments
        sides = next((one.text for one in said if other_side_in(one.text)), None)
        if sides is not None and found.sign_from != OPTION and stated:
            found.pressures = {
                row: f"a pressure by its sign, as the sheet says ('{sides}')" for row in found.unexplained
            }
            found.unexplained = set()
    return found


def _explains(entries: Sequence[Entry]) -> bool:
    """Return whether a line's words or type say that it corrects other lines."""
    for entry in entries:
        kind = entry.texts.get(Role.KIND)
        if isinstance(kind, str) and kind_of(kind) == ADJUSTMENT:
            return True
        note = entry.texts.get(Role.NOTE)
        if is_adjusting(entry.name or entry.label) or any(
            is_adjusting(part) for part in (*entry.path, entry.group)
        ):
            return True
        if isinstance(note, str) and is_adjusting(note):
            return True
    return False


def _belies(stated: set[str], positive: Sequence[int], negative: Sequence[int]) -> bool:
    """Return whether words say one sign and no line but the other sign is there."""
    fits, against = (positive, negative) if stated == {POSITIVE} else (negative, positive)
    return bool(against) and not fits


def _by_lines(
    found: Signs, signs: Mapping[int, int], positive: Sequence[int], negative: Sequence[int]
) -> None:
    if not positive and not negative:
        every = [sign for sign in signs.values() if sign]
        found.sign = NEGATIVE if every and all(sign < 0 for sign in every) and len(every) > 1 else POSITIVE
        found.sign_from = SHEET
    elif len(positive) >= CLEAR_MAJORITY * len(negative):
        found.sign, found.sign_from = POSITIVE, SHEET
    elif len(negative) >= CLEAR_MAJORITY * len(positive):
        found.sign, found.sign_from = NEGATIVE, SHEET
        found.assumptions.append(
            Assumption(
                "sign",
                "sign: a saving is negative here (in brackets or with a minus), as nearly every line is",
            )
        )
    else:
        _ask(found, positive, negative, "nothing says")


def _ask(found: Signs, positive: Sequence[int], negative: Sequence[int], lead: str) -> None:
    readings = (
        f"savings are positive ({len(positive)} lines)",
        f"savings are negative ({len(negative)} lines)",
    )
    rows = listed(
        [f"row {row}" for row in (negative if len(negative) <= len(positive) else positive)], most=4
    )
    found.questions.append(
        Question(
            "sign",
            readings,
            "--sign positive or --sign negative",
            f"{lead} what sign a saving carries: {len(positive)} lines are positive and {len(negative)} negative"
            + (f" ({rows} stand against the others)" if rows else "")
            + "; give --sign positive or --sign negative",
        )
    )
