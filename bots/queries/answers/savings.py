"""The figures of savings: one line, or the total of a heading, workstream or programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bots.rules.answer import day
from bots.rules.asking.things import Thing
from bots.rules.savings_answer import GroupFacts, LineFacts, YearChosen, choose_year
from bots.rules.status_answer import MoneyFacts
from programme.rules.calendar import FinancialYear
from programme.rules.reasons import given
from savings.queries import Position, SavingRow
from savings.queries.positions import position_of, year_split

NOT_PUBLISHED: Final = "not published"


def money_facts(position: Position, *, on: date, year: FinancialYear | None = None) -> MoneyFacts:
    """Return a position in the year asked for, or in the one that stands for it."""
    chosen = choose_year(year, tuple(position.years), today=on)
    return MoneyFacts(lines=position.lines, chosen=chosen, money=position.year(chosen.year))


def group_facts(
    rows: Sequence[SavingRow],
    subject: Thing,
    year: FinancialYear | None,
    *,
    reading: str,
    link: str,
    on: date,
) -> GroupFacts:
    """Return the savings of a heading, workstream, owner or programme in the year asked for, or the one that stands."""
    facts = money_facts(position_of(rows), on=on, year=year)
    own = (subject.shown_ref,) if subject.shown_ref else ()
    return GroupFacts(
        title=subject.title,
        refs=(*own, *(row.ref for row in rows)),
        reading=reading,
        chosen=facts.chosen,
        money=facts.money,
        lines=facts.lines,
        illustrative=subject.illustrative,
        link=link,
    )


def line_facts(
    row: SavingRow, subject: Thing, year: FinancialYear | None, *, reading: str, link: str, on: date
) -> LineFacts:
    """Return one line in the year asked for, or the one that stands."""
    chosen = _year_of(row, year, on=on)
    return LineFacts(
        title=subject.title,
        refs=(row.ref,),
        reading=reading,
        chosen=chosen,
        split=year_split(row, chosen.year),
        basis=row.forecast_basis,
        delay=row.delay.basis if row.delay is not None else "",
        kind=row.kind,
        kind_words=row.kind_words,
        maturity=row.maturity_words,
        outlook=_outlook(row),
        claimed=row.claimed.get(chosen.year),
        validated=row.validated.get(chosen.year),
        illustrative=row.illustrative,
        link=link,
    )


def _year_of(row: SavingRow, asked: FinancialYear | None, *, on: date) -> YearChosen:
    held = {year for profile in (row.plan, row.forecast) if profile for year in profile.years}
    return choose_year(asked, tuple(held), today=on)


def _outlook(row: SavingRow) -> str:
    said = row.outlook
    if said is None:
        return NOT_PUBLISHED
    why = f": {given(said.reason)}" if given(said.reason) else ""
    return f"{said.words} ({day(said.recorded_at)}, {said.by}{why})"
