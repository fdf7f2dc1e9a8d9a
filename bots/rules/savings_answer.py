"""Savings in words and values: one line, or the total of many, in one financial year.

Totals come from savings.rules.totals and are only worded here. A blank is not known, never nil.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Protocol

from bots.rules.answer import MOST_REFS, Answer, Status, Value
from programme.rules.calendar import FinancialYear
from savings.rules import totals
from savings.rules.enabling import BASIS_WORDS
from savings.rules.notation import NOT_KNOWN, show_pounds
from savings.rules.shortfall import YearSplit

DEFINITION: Final = "Shortfall is plan less forecast: loss is gone for good, timing comes in another year."
WITHOUT_EXEMPT: Final = "Over the lines you may see, without exempt items."
COUNTED: Final = "Totals take in cash-releasing savings, income and adjustments."
NIL: Final = Decimal(0)


class YearMoney(Protocol):
    """One year over some lines: a position with what is claimed and validated, and the kinds beside it."""

    @property
    def year(self) -> FinancialYear: ...
    @property
    def ledger(self) -> totals.Position: ...
    @property
    def claimed(self) -> Decimal: ...
    @property
    def validated(self) -> Decimal: ...
    @property
    def beside(self) -> Mapping[str, totals.Total]: ...


@dataclass(frozen=True, slots=True)
class YearChosen:
    """The year an answer is about, and how it came to be: asked for, this one, or the table's first."""

    year: FinancialYear
    how: str
    table: tuple[FinancialYear, ...]

    @property
    def is_held(self) -> bool:
        """Return whether the table has it."""
        return self.year in self.table

    @property
    def table_words(self) -> str:
        """Say which years the table has."""
        if not self.table:
            return "no year of it is held"
        first, last = self.table[0], self.table[-1]
        return f"its table has {first}" + ("" if first == last else f" to {last}")


@dataclass(frozen=True)
class LineFacts:
    """One saving in one year. `outlook` is what was said, in words; amounts in pounds, None is not known."""

    title: str
    refs: tuple[str, ...]
    reading: str
    chosen: YearChosen
    split: YearSplit
    basis: str
    delay: str
    kind: str
    kind_words: str
    maturity: str
    outlook: str
    claimed: Decimal | None
    validated: Decimal | None
    illustrative: bool = False
    link: str = ""


@dataclass(frozen=True)
class GroupFacts:
    """The savings of a heading, workstream or programme in one year; `money` is None where no year is held."""

    title: str
    refs: tuple[str, ...]
    reading: str
    chosen: YearChosen
    money: YearMoney | None
    lines: int
    illustrative: bool = False
    link: str = ""
    extra: tuple[str, ...] = field(default_factory=tuple)


def choose_year(given: FinancialYear | None, table: Sequence[FinancialYear], *, today: date) -> YearChosen:
    """Return the year to answer for: the one asked, else this financial year, else the table's first."""
    held = tuple(sorted(table))
    if given is not None:
        return YearChosen(given, "", held)
    this = FinancialYear.containing(today)
    if this in held or not held:
        return YearChosen(this, "this financial year", held)
    return YearChosen(held[0], f"the first year of its table, which does not have {this}", held)


def answer_line(facts: LineFacts, *, at: datetime) -> Answer:
    """Word one line."""
    chosen, split = facts.chosen, facts.split
    if not chosen.is_held:
        return _not_held(facts.title, facts, at=at)
    plan, forecast = split.plan, split.forecast
    is_counted = totals.SavingKind(facts.kind) in totals.COUNTED_KINDS
    lines = [
        _line_shortfall(split),
        f"The forecast stands {BASIS_WORDS[facts.basis]}." if facts.basis else "",
        f"Delay: {facts.delay}." if facts.delay else "",
        _delivered(facts.claimed or NIL, facts.validated or NIL),
        f"Kind: {facts.kind_words}. Maturity: {facts.maturity}. Outlook: {facts.outlook}.",
        "" if is_counted else f"{facts.kind_words} stands beside totals, not in them.",
    ]
    return _answer(
        facts,
        headline=f"{facts.title}, {chosen.year}: plan {show_pounds(plan)}, {_one_forecast(facts)}.",
        lines=lines,
        values=[
            *_pounds("plan", chosen.year, plan),
            *_pounds("forecast", chosen.year, forecast),
            *_parts(split, chosen.year),
            *_pounds("claimed", chosen.year, facts.claimed),
            *_pounds("validated", chosen.year, facts.validated),
        ],
        notes=(),
        at=at,
    )


def answer_group(facts: GroupFacts, *, at: datetime) -> Answer:
    """Word the total of a heading, workstream or programme."""
    if not facts.lines:
        return _answer(facts, headline=f"{facts.title}: no savings line is held.", lines=[], values=[],
                       notes=(WITHOUT_EXEMPT,), at=at)  # fmt: skip
    if facts.money is None or not facts.chosen.is_held:
        return _not_held(facts.title, facts, at=at)
    return _answer(
        facts,
        headline=f"{facts.title}, {facts.chosen.year}: {money_headline(facts.money)}.",
        lines=[*facts.extra, *money_lines(facts.money)],
        values=money_values(facts.money),
        notes=(f"{COUNTED} {WITHOUT_EXEMPT}",),
        at=at,
    )


def money_headline(money: YearMoney) -> str:
    """Say plan and forecast of a year in one breath, each with how many lines it is over where some lack."""
    ledger = money.ledger
    if not ledger.plan.of and not ledger.plan.pounds:
        return "no line of the kinds that totals take in"
    plan = ledger.plan
    if plan.known == plan.of or not plan.known:
        return f"plan {_total(plan)}, {_forecast(ledger)}"
    known = f"{plan.known} of {plan.of} lines"
    if not plan.amount:
        return f"nothing but nil is known of its plan ({known} known), {_forecast(ledger)}"
    return f"plan {_total(plan)} for {known}, {_forecast(ledger)}"


def money_lines(money: YearMoney) -> list[str]:
    """Say the rest of a year: shortfall and its parts, lines known, what is delivered, other kinds beside."""
    ledger = money.ledger
    lines = [f"Plan: {ledger.plan.words}."] if ledger.plan.known < ledger.plan.of else []
    if ledger.forecast.known:
        lines.append(_group_shortfall(ledger))
    elif ledger.plan.of:
        lines.append("Nobody has forecast it, so no shortfall is known.")
    split = ledger.plan.of - ledger.lines_not_split
    apart = [
        (ledger.not_split if split else NIL, "of shortfall is not split into loss and timing"),
        (ledger.plan_without_forecast if ledger.forecast.known else NIL, "of plan has no forecast"),
        (ledger.forecast_without_plan, "of forecast has no plan known"),
    ]
    lines += [f"{show_pounds(pounds)} {words}." for pounds, words in apart if pounds]
    lines.append(_delivered(money.claimed, money.validated))
    beside = [f"{kind_words(kind)} {_total(total)} ({total.words})" for kind, total in money.beside.items()]
    if beside:
        lines.append(f"Beside it, not in it: {'; '.join(beside)}.")
    return lines


def money_values(money: YearMoney) -> list[Value]:
    """Return the figures of a year in pounds, those that are known, and how many lines they are over."""
    ledger, year = money.ledger, money.year
    values = []
    if ledger.plan.of or ledger.plan.pounds:
        is_known = ledger.plan.amount or ledger.plan.known == ledger.plan.of  # else nothing but nil is
        values += _pounds("plan", year, ledger.plan.amount) if is_known else []
        values += _pounds("forecast", year, ledger.forecast.amount)
    if ledger.forecast.known and ledger.plan.of > ledger.lines_not_split:
        values += _pounds("loss", year, ledger.loss)
        values += _pounds("timing", year, ledger.timing)
        values += _pounds("over-delivery", year, ledger.over_delivery)
    values += _pounds("claimed", year, money.claimed or None)
    values += _pounds("validated", year, money.validated or None)
    values.append(Value("lines", ledger.plan.of, "lines"))
    values.append(Value(f"lines with a known plan {year}", ledger.plan.known, "lines"))
    for kind, total in money.beside.items():
        values += _pounds(f"{kind_words(kind)} beside the total", year, total.amount)
    return values


def shortfall_words(shortfall: Decimal, loss: Decimal, timing: Decimal, over_delivery: Decimal) -> str:
    """Say how a shortfall is made up: "shortfall £40k = loss £15k + timing £25k"."""
    parts = f"loss {show_pounds(loss)} + timing {show_pounds(timing)}"
    if over_delivery:
        parts += f" − over-delivery {show_pounds(over_delivery)}"
    return f"shortfall {show_pounds(shortfall)} = {parts}"


def kind_words(kind: str) -> str:
    """Write a kind of saving in words: "non-cash", "cost avoidance"."""
    return kind.replace("_", "-") if kind in ("non_cash", "cash_releasing") else kind.replace("_", " ")


def _answer(
    facts: LineFacts | GroupFacts,
    *,
    headline: str,
    lines: list[str],
    values: list[Value],
    notes: tuple[str, ...],
    at: datetime,
) -> Answer:
    how = f", {facts.chosen.year}: {facts.chosen.how}" if facts.chosen.how and facts.chosen.table else ""
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline=headline,
        intent="savings",
        reading=f"{facts.reading}{how}",
        lines=tuple(line for line in lines if line),
        notes=notes,
        values=tuple(values),
        refs=facts.refs[:MOST_REFS],
        link=facts.link,
        definition=DEFINITION,
        illustrative=facts.illustrative,
    )


def _not_held(title: str, facts: LineFacts | GroupFacts, *, at: datetime) -> Answer:
    words = f"{title}: no figure is held for {facts.chosen.year}; {facts.chosen.table_words}."
    notes = () if isinstance(facts, LineFacts) else (WITHOUT_EXEMPT,)
    return _answer(facts, headline=words, lines=[], values=[], notes=notes, at=at)


def _total(total: totals.Total) -> str:
    return show_pounds(total.amount)


def _forecast(ledger: totals.Position) -> str:
    forecast = ledger.forecast
    if not forecast.known:
        return "no forecast"
    if forecast.known == forecast.of:
        return f"forecast {_total(forecast)}"
    theirs = ledger.plan.pounds - ledger.plan_without_forecast
    over = f"{forecast.known} of {forecast.of} lines"
    return f"forecast {_total(forecast)} for {over}, which plan {show_pounds(theirs)}"


def _one_forecast(facts: LineFacts) -> str:
    if facts.split.forecast is None:
        return "no forecast" if not facts.basis else f"forecast {NOT_KNOWN}"
    return f"forecast {show_pounds(facts.split.forecast)}"


def _group_shortfall(ledger: totals.Position) -> str:
    split = ledger.plan.of - ledger.lines_not_split
    if not split:
        return f"{_gap(ledger.not_split)} on the lines forecast, not split into loss and timing."
    over = f", over {split} of {ledger.plan.of} lines" if ledger.lines_not_split else ""
    shortfall = ledger.loss + ledger.timing - ledger.over_delivery
    return _shortfall_sentence(shortfall, ledger.loss, ledger.timing, ledger.over_delivery, over)


def _gap(shortfall: Decimal) -> str:
    """Say plan less forecast: "Shortfall £40k", "£15k over plan", "No shortfall against plan"."""
    if not shortfall:
        return "No shortfall against plan"
    return f"Shortfall {show_pounds(shortfall)}" if shortfall > 0 else f"{show_pounds(-shortfall)} over plan"


def _line_shortfall(split: YearSplit) -> str:
    shortfall = split.shortfall
    if split.loss is None or split.timing is None or split.over_delivery is None or shortfall is None:
        if shortfall is None:
            return f"No shortfall is known: {split.reason}." if split.reason else ""
        why = f": {split.reason}" if split.reason else ""
        return f"{_gap(shortfall)}, not split into loss and timing{why}."
    return _shortfall_sentence(shortfall, split.loss, split.timing, split.over_delivery)


def _shortfall_sentence(
    shortfall: Decimal, loss: Decimal, timing: Decimal, over_delivery: Decimal, over: str = ""
) -> str:
    if not (loss or timing or over_delivery):
        return f"No shortfall against plan{over}."
    words = shortfall_words(shortfall, loss, timing, over_delivery)
    return f"{words[0].upper()}{words[1:]}{over}."


def _delivered(claimed: Decimal, validated: Decimal) -> str:
    if not claimed and not validated:
        return "Nothing is claimed or validated."
    claims = f"Claimed {show_pounds(claimed)}" if claimed else "Nothing claimed"
    return f"{claims}; validated by finance {show_pounds(validated) if validated else 'nothing'}."


def _pounds(label: str, year: FinancialYear, amount: Decimal | None) -> list[Value]:
    return [] if amount is None else [Value(f"{label} {year}", amount, "pounds")]


def _parts(split: YearSplit, year: FinancialYear) -> list[Value]:
    return [
        *_pounds("loss", year, split.loss),
        *_pounds("timing", year, split.timing),
        *_pounds("over-delivery", year, split.over_delivery),
    ]
