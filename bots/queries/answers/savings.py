"""The figures of savings: one line, or the total of a heading, workstream or programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bots.queries.answers.addresses import form_of
from bots.rules.answer import Answer, day
from bots.rules.lexicon import Lexicon
from bots.rules.reading import Reading, Thing
from bots.rules.savings_answer import (
    GroupFacts,
    LineFacts,
    YearChosen,
    answer_group,
    answer_line,
    choose_year,
)
from bots.rules.status_answer import MoneyFacts
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries import Position, SavingRow
from savings.queries.positions import position_of, year_split

NOT_PUBLISHED: Final = "not published"


def savings_of(reading: Reading, lexicon: Lexicon, *, reader: Actor, on: date, at: datetime) -> Answer:
    """Return the answer on the savings of a thing in a year."""
    subject = reading.slots.subject
    assert subject is not None
    rows = list(money.savings(reader=reader, ids=lexicon.lines(subject), on=on).values())
    if subject.kind == "saving" and rows:
        return answer_line(_line(rows[0], subject, reading, reader=reader, on=on), at=at)
    return answer_group(_group(rows, subject, reading, reader=reader, on=on), at=at)


def money_facts(position: Position, *, on: date, year: FinancialYear | None = None) -> MoneyFacts:
    """Return a position in the year asked for, or in the one that stands for it."""
    chosen = choose_year(year, tuple(position.years), today=on)
    return MoneyFacts(lines=position.lines, chosen=chosen, money=position.year(chosen.year))


def title_of(thing: Thing) -> str:
    """Return how an answer calls a thing: its label and its programme, marked where that is illustrative."""
    return f"{thing.label} ({thing.where})"


def _group(
    rows: Sequence[SavingRow], subject: Thing, reading: Reading, *, reader: Actor, on: date
) -> GroupFacts:
    facts = money_facts(position_of(rows), on=on, year=reading.slots.year)
    own = (subject.shown_ref,) if subject.shown_ref else ()
    model = {"workstream": "programme_workstream", "programme": "programme_programme"}.get(subject.kind, "")
    return GroupFacts(
        title=title_of(subject),
        refs=(*own, *(row.ref for row in rows)),
        reading=reading.words,
        chosen=facts.chosen,
        money=facts.money,
        lines=facts.lines,
        illustrative=subject.illustrative,
        link=form_of(model, subject.id, reader=reader) if model else "",
    )


def _line(row: SavingRow, subject: Thing, reading: Reading, *, reader: Actor, on: date) -> LineFacts:
    chosen = _year_of(row, reading.slots.year, on=on)
    return LineFacts(
        title=title_of(subject),
        refs=(row.ref,),
        reading=reading.words,
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
        link=form_of("savings_saving", row.id, reader=reader),
    )


def _year_of(row: SavingRow, asked: FinancialYear | None, *, on: date) -> YearChosen:
    held = {year for profile in (row.plan, row.forecast) if profile for year in profile.years}
    return choose_year(asked, tuple(held), today=on)


def _outlook(row: SavingRow) -> str:
    said = row.outlook
    if said is None:
        return NOT_PUBLISHED
    return f"{said.words} ({day(said.recorded_at)}, {said.by}: {said.reason})"
