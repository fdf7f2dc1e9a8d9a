"""What the papers print, in words and values: totals beside the sums of their rows, proposals, and where it comes from.

Figures of a paper are shown as printed, in the unit printed; `values` hold pounds where the unit is one of money.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import Answer, Status, Value, counted
from savings.rules.casting import CASTS, COPY_INCOMPLETE, NOT_COMPARED, PAPER_DISAGREES, STATUS_WORDS, Cast
from savings.rules.cells import POUNDS_IN

DEFINITION: Final = "A printed total casts when it equals the sum of its rows, within what rounding allows."
MOST_CASTS: Final = 8
MOST_VALUES: Final = 60
VERDICTS: Final = (CASTS, PAPER_DISAGREES, COPY_INCOMPLETE, NOT_COMPARED)


@dataclass(frozen=True)
class Told:
    """What every answer of a family carries beside its facts. `where` names the paper's programme."""

    where: str
    code: str
    reading: str
    intent: str
    at: datetime
    illustrative: bool = False
    link: str = ""


def answer_casting(casts: Sequence[Cast], told: Told) -> Answer:
    """Say whether printed totals cast: how many do not, and each of those with both figures and the difference."""
    if not casts:
        return no_totals(told)
    verdicts = Counter(cast.status for cast in casts)
    apart = [c for c in casts if c.status == PAPER_DISAGREES]
    compared = verdicts[CASTS] + len(apart)
    if not compared:
        headline = f"None of {_totals(len(casts))} of {told.where} can be compared with its rows."
    elif apart:
        headline = f"No: {len(apart)} of {_totals(compared)} of {told.where} {_do(apart)} not cast."
    else:
        headline = f"Yes: {_all(compared)} of {told.where} cast."
    rest = [f"{verdicts[v]} {STATUS_WORDS[v]}" for v in (CASTS, COPY_INCOMPLETE, NOT_COMPARED) if verdicts[v]]
    return _answer(
        told,
        headline=headline,
        lines=(
            *(f"• {cast_sentence(c)}" for c in apart[:MOST_CASTS]),
            *_more(apart),
            f"Of the others: {', '.join(rest)}." if rest and apart else "",
            *(
                f"• {_incomplete(c)}"
                for c in casts
                if c.status == COPY_INCOMPLETE and len(casts) <= MOST_CASTS
            ),
        ),
        values=(
            Value("printed totals that do not cast", len(apart), "casts"),
            *(
                Value(f"printed totals: {STATUS_WORDS[v]}", verdicts[v], "casts")
                for v in VERDICTS
                if verdicts[v]
            ),
            *(value for c in apart for value in cast_values(c)),
        ),
    )


def answer_cast_list(casts: Sequence[Cast], told: Told) -> Answer:
    """List printed totals, those that disagree with their rows first."""
    if not casts:
        return no_totals(told)
    worst = sorted(casts, key=lambda c: VERDICTS.index(c.status) != VERDICTS.index(PAPER_DISAGREES))
    return _answer(
        told,
        headline=f"{_totals(len(casts)).capitalize()} of {told.where}.",
        lines=(*(f"• {cast_sentence(c)}" for c in worst[:MOST_CASTS]), *_more(worst)),
        values=(
            Value("printed totals", len(casts), "casts"),
            *(value for c in worst for value in cast_values(c)),
        ),
    )


def answer_cast_count(casts: Sequence[Cast], told: Told) -> Answer:
    """Count printed totals, by verdict."""
    return answer_casting(casts, told) if casts else no_totals(told)


def answer_printed(casts: Sequence[Cast], told: Told) -> Answer:
    """Say one printed total beside the sum of its readable rows; several are listed, none added up."""
    if not casts:
        return no_totals(told)
    if len(casts) > 1:
        return answer_cast_list(casts, told)
    (one,) = casts
    return _answer(
        told,
        headline=f"{cast_sentence(one)} ({told.where}).",
        lines=(one.note,) if one.note else (),
        values=cast_values(one),
    )


def no_totals(told: Told) -> Answer:
    """Say that no printed total of what was asked is held."""
    return _answer(
        told, headline=f"No printed total of {told.where} is held to compare.", lines=(), values=()
    )


def cast_sentence(cast: Cast) -> str:
    """Say a printed total beside its rows: "Total 2024/25: printed £000 6,108, rows come to 6,118: 10 more"."""
    name = ", ".join(filter(None, (cast.label, cast.period)))
    if cast.printed is None:
        return f"{name}: no total is printed in our copy; rows come to {_figure(cast.sum, cast.unit)}"
    printed = f"{name}: printed {_figure(cast.printed, cast.unit)}"
    if cast.sum is None:
        return f"{printed}; its rows cannot be added up, cells are blank in our copy"
    said = f"{printed}, rows come to {_figure(cast.sum, cast.unit)}"
    if not cast.difference:
        return f"{said}: {STATUS_WORDS[cast.status]}"
    more = "more" if cast.difference > 0 else "less"
    return f"{said}: {_figure(abs(cast.difference), cast.unit)} {more}, {STATUS_WORDS[cast.status]}"


def cast_values(cast: Cast) -> tuple[Value, ...]:
    """Return the printed figure, its rows' sum and the difference (sum less printed), each where known."""
    name = ", ".join(filter(None, (cast.table, cast.label, cast.period)))
    figures = (("printed", cast.printed), ("sum of rows", cast.sum), ("difference", cast.difference))
    found = [(f"{words}: {name}", figure) for words, figure in figures if figure is not None]
    if cast.unit in POUNDS_IN:
        return tuple(Value(label, figure * POUNDS_IN[cast.unit], "pounds") for label, figure in found)
    return tuple(Value(label, figure, "number") for label, figure in found)


def _figure(figure: Decimal | None, unit: str) -> str:
    if figure is None:
        return "not known"
    written = f"{figure:,f}"
    if unit == "£000":
        return f"£{written}k" if figure >= 0 else f"-£{written[1:]}k"
    if unit == "£m":
        return f"£{written}m" if figure >= 0 else f"-£{written[1:]}m"
    if unit == "£":
        return f"£{written}" if figure >= 0 else f"-£{written[1:]}"
    return f"{written}%" if unit == "%" else written


def _totals(number: int) -> str:
    return counted(number, "printed total").lower()


def _all(number: int) -> str:
    return "the one printed total" if number == 1 else f"all {number} printed totals"


def _do(rows: Sequence[object]) -> str:
    return "does" if len(rows) == 1 else "do"


def _incomplete(cast: Cast) -> str:
    return f"{cast_sentence(cast)}{f': {cast.note}' if cast.note else ''}"


def _more(rows: Sequence[object]) -> tuple[str, ...]:
    left = len(rows) - MOST_CASTS
    return (f"• and {left} more",) if left > 0 else ()


def _answer(told: Told, *, headline: str, lines: Sequence[str], values: Sequence[Value]) -> Answer:
    return Answer(
        status=Status.ANSWERED,
        as_at=told.at,
        headline=headline,
        intent=told.intent,
        reading=told.reading,
        lines=tuple(filter(None, lines)),
        values=tuple(values)[:MOST_VALUES],
        refs=(told.code,) if told.code else (),
        link=told.link,
        definition=DEFINITION,
        illustrative=told.illustrative,
    )
