"""What is held of budget lines, groups and funds at a period or a year, as the rows answers are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from bots.queries.answers import reach, scope
from bots.rules.asking.query import Query, Time, amount_fits
from bots.rules.asking.things import Thing
from bots.rules.budget_facts import BudgetRow, Cause, Causes, month_words
from bots.rules.money_answer import Said
from bots.rules.savings_answer import choose_year
from bots.rules.tokens import words
from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings import queries as money
from savings.queries import BudgetLineRow
from savings.queries.monitored import MonitoredFund, MonitoredLine, Monitoring
from savings.queries.monitoring import monitoring
from savings.rules.casting import PAPER_DISAGREES
from savings.rules.cells import POUNDS_IN
from savings.rules.monitoring import FUND_CONVENTIONS, FundTotal
from savings.rules.notation import show_pounds
from savings.rules.totals import Total

FIGURES: Final = frozenset(
    {"budget", "gross_budget", "net_budget", "income_budget", "projection", "variance", "movement"}
)
ADVERSE: Final = "adverse"
FAVOURABLE: Final = "favourable"
NIL: Final = "nil"
WITHIN: Final = "within"
NOTES: Final = ("Over the budget lines you may see, without exempt items.",)


@dataclass(frozen=True)
class When:
    """A time of one programme: a monitored period, or a year with yearly figures."""

    words: str
    month: Monitoring | None = None
    year: FinancialYear | None = None
    base: Monitoring | None = None  # what a movement is counted from, where it is not the period before
    earlier: bool = False  # the month before the one monitored, known only by the movement printed since


class Sides:
    """What is held of the programmes a query is over, read once."""

    def __init__(self, query: Query, *, reader: Actor, at: datetime) -> None:
        self.query, self.reader, self.at = query, reader, at
        self.ids = scope.programme_ids(query, reader=reader)
        self.lines = money.budget_lines(reader=reader, programme_ids=self.ids)
        self.programmes = ground.programmes(reader=reader, ids=self.ids)
        illustrative = any(p.illustrative for p in self.programmes.values())
        self.said: Said = reach.said_of(query, illustrative=illustrative, notes=NOTES)

    def said_of(self, query: Query) -> Said:
        """Return what an answer carries."""
        return self.said

    def whens(self, query: Query) -> list[When]:
        """Return the times a query asks about, of its first programme that has any; the newest where it names none."""
        if query.time.last_period:
            return self._before_newest(query.metric)
        if query.time.is_from:
            return self._from(query.time)
        if query.time.months:
            months = self._held(query.time)
            asked = months[-1:] if query.metric == "movement" else months
            return [w for m in asked if (w := self._at(m, query.metric))]
        years = query.time.years
        if years:
            return [w for y in years if (w := self._in(y))]
        newest = self._monitored(None, "")
        if newest is not None:
            return [When(month_words(newest.month), newest)]
        held = sorted({f.year for line in self.lines.values() for f in line.figures if not f.period})
        if not held:
            return []
        chosen = choose_year(None, held, today=self.at.date()).year
        return [When(str(chosen), year=chosen)]

    def _before_newest(self, metric: str) -> list[When]:
        """Return the last period reported before the newest, where anything of it is known."""
        newest = self._monitored(None, "")
        if newest is None:
            return []
        found = self._at(newest.since or _before(newest.month), metric)
        return [found] if found else []

    def _from(self, time: Time) -> list[When]:
        """Return the newest period, told beside the one a movement is counted from; none where that is not held."""
        newest = self._monitored(None, "")
        if newest is None:
            return []
        month = self._held(time)[0]
        if month >= newest.month:
            return []
        if month == (newest.since or _before(newest.month)):
            return [When(month_words(newest.month), newest)]
        start = self._monitored(month.year, month.label)
        return [When(month_words(newest.month), newest, base=start)] if start else []

    def _held(self, time: Time) -> tuple[FinancialMonth, ...]:
        """Return the months asked for; named without a year, those of the newest year that has figures of one."""
        held = {f.year for line in self.lines.values() for f in line.figures if f.period}
        if not time.is_bare or not held or any(m.year in held for m in time.months):
            return time.months
        return tuple(FinancialMonth(max(held), m.number) for m in time.months)

    def _at(self, month: FinancialMonth, metric: str) -> When | None:
        found = self._monitored(month.year, month.label)
        if found is not None:
            return When(month_words(month), found)
        later = self._monitored(month.next().year, month.next().label)
        if later is None or later.since is not None:
            return None
        if metric == "movement":
            return When(month_words(later.month), later)
        return When(month_words(month), later, earlier=True)

    def _in(self, year: FinancialYear) -> When | None:
        found = self._monitored(year, "")
        if found is not None:
            return When(month_words(found.month), found)
        has = any(f.year == year and not f.period for line in self.lines.values() for f in line.figures)
        return When(str(year), year=year) if has else None

    def _monitored(self, year: FinancialYear | None, period: str) -> Monitoring | None:
        found = monitoring(reader=self.reader, programme_ids=self.ids, year=year, period=period)
        return next(iter(found.values()), None)

    # Rows.

    def rows(self, query: Query, when: When) -> list[BudgetRow]:
        """Return the lines a query is over at a time, each once, those left out dropped."""
        if when.base is not None:
            now, then = (
                self.rows(query, w)
                for w in (replace(when, base=None), replace(when, month=when.base, base=None))
            )
            return _moved_from(now, then, when.base.month)
        every = self._month_lines(when) if when.month else self._year_lines(when)
        wanted = [row for thing, row in every if self._is_wanted(query, thing)]
        return [row for row in wanted if fits_of(query, row)]

    def wholes(self, query: Query, when: When) -> list[BudgetRow]:
        """Return the totals of what is named: of its lines, groups and funds; of a programme, its funds' totals."""
        if when.base is not None:
            now, then = (
                self.wholes(query, w)
                for w in (replace(when, base=None), replace(when, month=when.base, base=None))
            )
            return _moved_from(now, then, when.base.month)
        found: list[BudgetRow] = []
        for subject in query.subjects or self._programme_things():
            found += self._whole(subject, query, when)
        return found

    def _programme_things(self) -> list[Thing]:
        return [
            Thing("programme", p.name, p.id, p.code, p.name, id=p.id, illustrative=p.illustrative)
            for p in self.programmes.values()
        ]

    def _whole(self, subject: Thing, query: Query, when: When) -> list[BudgetRow]:
        if subject.kind == "budget_line" and subject.id is not None:
            one = replace(query, subjects=(subject,), filters=())
            return self.rows(one, when)
        if when.month is None:
            rows = self.rows(replace(query, subjects=(subject,), filters=()), when)
            return [self.summed(rows, subject.name)] if len(rows) > 1 else rows
        if subject.kind == "programme":
            return [self._fund_row(fund, when) for fund in when.month.funds]
        named = words(subject.name)
        for fund in when.month.funds:
            if named in (words(fund.convention.name), words(fund.convention.fund)):
                return [self._fund_row(fund, when)]
            for group in fund.groups:
                if group.name and named in (words(group.name), words(f"{group.name} total")):
                    printed = group.printed.direction if group.printed else ""
                    return [
                        self.total_row(group.name, group.total, fund, when, group.direction_words, printed)
                    ]
        return []

    def _is_wanted(self, query: Query, line: BudgetLineRow) -> bool:
        fits = [self._is_of(s, line) for s in query.subjects]
        left = [self._is_of(x, line) for x in query.excluded]
        return (not query.subjects or any(fits)) and not any(left)

    def _is_of(self, thing: Thing, line: BudgetLineRow) -> bool:
        if thing.kind == "budget_line" and thing.id is not None:
            return thing.id == line.id
        if thing.kind == "programme":
            return thing.programme_id == line.programme_id
        if thing.programme_id != line.programme_id:
            return False
        convention = FUND_CONVENTIONS.get(line.fund)
        fund = convention.name if convention else ""
        names = (line.group, f"{line.group} total" if line.group else "", line.fund, fund)
        return any(name and words(name) == words(thing.name) for name in names)

    def _where(self, line: BudgetLineRow | None = None) -> str:
        programme = (
            next(iter(self.programmes.values())) if line is None else self.programmes[line.programme_id]
        )
        return f"{programme.code}, Illustrative" if programme.illustrative else programme.code

    def _month_lines(self, when: When) -> list[tuple[BudgetLineRow, BudgetRow]]:
        assert when.month is not None
        return [
            (self.lines[line.id], self._line_row(line, fund, when))
            for fund in when.month.funds
            for line in fund.lines
            if line.id in self.lines
        ]

    def _line_row(self, line: MonitoredLine, fund: MonitoredFund, when: When) -> BudgetRow:
        f = line.figures
        pounds = {
            "budget": f.budget, "net_budget": f.budget, "gross_budget": f.budget_parts.gross,
            "income_budget": f.budget_parts.income, "projection": f.projection, "variance": f.variance,
            "movement": line.moved, "original": f.original, "spend": f.spend_to_date,
        }  # fmt: skip
        row = BudgetRow(
            name=line.name,
            where=self._where(self.lines[line.id]),
            when=when.words,
            fund=fund.convention.name,
            is_ringfenced=fund.convention.is_ringfenced,
            group=line.group,
            pounds=pounds,
            since=self._since(line.since, when),
            direction=line.direction.value if line.direction else "",
            direction_words=line.direction_words,
            printed_direction=line.printed.direction,
            causes=_causes_of(line),
            why=_not_stated(line.name, f.budget),
        )
        return _month_before(row, when) if when.earlier else row

    def _fund_row(self, fund: MonitoredFund, when: When) -> BudgetRow:
        balance = fund.balance
        printed = fund.printed.direction if fund.printed else ""
        name = fund.convention.name
        if fund.printed and fund.printed.label and not fund.convention.is_ringfenced:
            name = fund.printed.label
        row = self.total_row(name, fund.total, fund, when, fund.direction_words, printed)
        return replace(
            row, balance=balance.balance if balance else None, balance_when=balance.about if balance else ""
        )

    def total_row(
        self, name: str, total: FundTotal, fund: MonitoredFund, when: When, direction: str, printed: str
    ) -> BudgetRow:
        columns: dict[str, Total] = {
            "budget": total.budget, "net_budget": total.budget, "gross_budget": total.gross_budget,
            "income_budget": total.income_budget, "projection": total.projection, "variance": total.variance,
            "movement": total.movement, "spend": total.spend_to_date,
        }  # fmt: skip
        word = direction.partition(":")[0]
        row = BudgetRow(
            name=name,
            where=self._where(),
            when=when.words,
            fund=fund.convention.name,
            is_ringfenced=fund.convention.is_ringfenced,
            pounds={key: column.amount for key, column in columns.items()},
            known={k: c.words for k, c in columns.items() if c.known and not c.is_complete},
            since=self._since(when.month.since if when.month else None, when),
            direction=word if word in ("up", "level", "down") else "",
            direction_words=direction,
            printed_direction=printed,
            why=_not_stated(name, total.budget.amount),
        )
        return _month_before(row, when) if when.earlier else row

    def _since(self, since: FinancialMonth | None, when: When) -> str:
        assert when.month is not None
        if since is not None:
            return f"month {since.number}"
        before = when.month.month.number - 1
        return f"month {before}, as printed" if before else "the period before, as printed"

    def _year_lines(self, when: When) -> list[tuple[BudgetLineRow, BudgetRow]]:
        found = []
        for line in self.lines.values():
            figure = next((f for f in line.figures if f.year == when.year and not f.period), None)
            if figure is None:
                continue
            convention = FUND_CONVENTIONS[line.fund]
            row = BudgetRow(
                name=line.name,
                where=self._where(line),
                when=when.words,
                fund=convention.name,
                is_ringfenced=convention.is_ringfenced,
                group=line.group,
                pounds={
                    "budget": figure.current_budget,
                    "projection": figure.projection,
                    "variance": figure.variance,
                    "movement": figure.movement,
                },
                why={
                    **_not_stated(line.name, figure.current_budget),
                    "net_budget": _NET_NOT_SAID.format(line.name, show_pounds(figure.current_budget)),
                },
                also=self._rivals(line, when),
            )
            found.append((line, row))
        return found

    def _rivals(self, line: BudgetLineRow, when: When) -> tuple[tuple[str, Decimal], ...]:
        """Return which other figures of the same budget the papers print, where they disagree, in pounds."""
        return tuple(
            (c.label, c.sum * POUNDS_IN[c.unit])
            for c in money.casts(reader=self.reader, programme_id=line.programme_id)
            if c.table == "budget" and c.period == when.words and c.status == PAPER_DISAGREES
            and c.sum is not None and c.unit in POUNDS_IN
        )  # fmt: skip

    def summed(self, rows: Sequence[BudgetRow], name: str) -> BudgetRow:
        keys = {key for row in rows for key in row.pounds}
        sums = {
            key: None
            if any(row.held(key) is None for row in rows)
            else sum((row.held(key) or Decimal(0) for row in rows), Decimal(0))
            for key in keys
        }
        return replace(rows[0], name=name, group="", pounds=sums, causes=None)


def sign_of(query: Query) -> str:
    """Return which variances alone are asked for: adverse, favourable, nil, within (not adverse), "" for any."""
    return next((f.value for f in query.filter("sign") if not f.negated), "")


def fits_of(query: Query, row: BudgetRow) -> bool:
    """Return whether a row's figure is of the sign and size asked for; the size of an underspend is above nought."""
    amount, sign = row.held(query.metric), sign_of(query)
    if sign == FAVOURABLE and amount is not None:
        amount = -amount
    if sign in (NIL, WITHIN):
        return amount is not None and (amount == 0 or (sign == WITHIN and amount < 0))
    return amount_fits(query.filters, amount) and (not sign or (amount is not None and amount > 0))


_NET_NOT_SAID: Final = "whether the budget of {0} is net or gross is not said; its budget is {1}"


def _not_stated(name: str, budget: Decimal | None) -> dict[str, str]:
    return {
        "gross_budget": f"no gross budget is published for {name}; its current budget is {show_pounds(budget)}",
        "income_budget": f"no income budget is published for {name}; its current budget is {show_pounds(budget)}",
    }


def _causes_of(line: MonitoredLine) -> Causes | None:
    found = line.causes
    if found is None:
        return None
    causes = tuple(Cause(c.name, c.amount, c.note) for c in found.causes)
    return Causes(causes, found.not_itemised, found.words)


def _month_before(row: BudgetRow, when: When) -> BudgetRow:
    """Return a row one month earlier than the one monitored: its variance less the movement printed since then."""
    now, moved = row.held("variance"), row.held("movement")
    assert when.month is not None
    told = month_words(when.month.month)
    variance = None if now is None or moved is None else now - moved
    not_held = f"only its variance is known of {when.words}, by the movement printed at {told}"
    return replace(
        row,
        pounds={"variance": variance},
        causes=None,
        since="",
        direction="",
        direction_words="",
        printed_direction="",
        why={key: not_held for key in FIGURES},
        worked_out={
            "variance": f"Worked out: {show_pounds(now)} at {told}, "
            f"less the movement of {show_pounds(moved)} printed since."
        },
    )


def _before(month: FinancialMonth) -> FinancialMonth:
    return FinancialMonth.containing(month.first_day - timedelta(days=1))


def _moved_from(
    now: Sequence[BudgetRow], then: Sequence[BudgetRow], month: FinancialMonth
) -> list[BudgetRow]:
    """Return rows with their movement counted from an earlier month: the variance now less the variance then."""
    held = {(r.name, r.group, r.fund): r for r in then}
    told = []
    for row in now:
        earlier = held.get((row.name, row.group, row.fund))
        a, b = row.held("variance"), None if earlier is None else earlier.held("variance")
        moved = None if a is None or b is None else a - b
        known = {k: v for k, v in row.known.items() if k != "movement"}
        if earlier is not None and "variance" in {**row.known, **earlier.known}:
            known["movement"] = row.known.get("variance") or earlier.known["variance"]
        told.append(
            replace(
                row,
                pounds={**row.pounds, "movement": moved},
                known=known,
                since=month_words(month),
                direction="",
            )
        )
    return told
