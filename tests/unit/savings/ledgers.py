"""Made-up lines for the tests of both bridges."""

from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from savings.rules.enabling import standing, year_splits
from savings.rules.ledger import LedgerLine
from savings.rules.linking import Named, links_of
from savings.rules.totals import SavingKind
from tests.unit.savings.strategies import FIRST_YEAR, amounts, pairs_of_profiles, profile

APRIL = FIRST_YEAR.start_year
CASH, ADJUSTMENT = SavingKind.CASH_RELEASING, SavingKind.ADJUSTMENT
OUTLOOKS = (
    "",
    "delivered",
    "on_track",
    "at_risk",
    "deliverable_later",
    "undeliverable",
    "replaced",
    "withdrawn",
)


def key(number):
    """Return the id of a line by its number."""
    return UUID(int=number)


def a_line(
    number, plan=(), forecast=None, *, outlook="", validated=0, claimed=0, kind=CASH, corrects=None, **more
):
    """Return a line: plan and forecast from 2024/25 on, validated and claimed in that year."""
    planned = profile(*plan) if plan else None
    said = profile(*forecast) if forecast else None
    now = standing(planned, said, [], start=None, on=FIRST_YEAR.start)
    return LedgerLine(
        key=key(number),
        kind=kind,
        years=year_splits(planned, now),
        begins=APRIL if plan else None,
        outlook=outlook,
        claimed={APRIL: Decimal(claimed)} if claimed else {},
        validated={APRIL: Decimal(validated)} if validated else {},
        corrects=None if corrects is None else key(corrects),
        **more,
    )


def linked(lines, replaced_by):
    """Return the lines with what covers them; `replaced_by` leads from a line's number to those of its replacements."""
    plans = {line.key: {one.year.start_year: one.plan for one in line.years} for line in lines}
    named = {
        line.key: Named(
            plan=plans[line.key],
            kind=line.kind,
            corrects=line.corrects,
            replaced_by=[key(n) for n in replaced_by.get(line.key.int, ())],
            is_withdrawn=line.outlook == "withdrawn",
            validated=line.validated,
        )
        for line in lines
    }
    links = links_of(named)
    return [_with_cover(line, links[line.key].cover) if line.key in links else line for line in lines]


def _with_cover(line, cover):
    values = {name: getattr(line, name) for name in line.__slots__}
    return LedgerLine(**{**values, "cover": cover})


@st.composite
def ledgers(draw, *, links=True):
    """Lines of every kind and outlook, some of them adjustments, some replaced by a later line of the list."""
    pairs = draw(st.lists(pairs_of_profiles(st.none() | amounts), min_size=1, max_size=7))
    lines = []
    for number, (plan, forecast) in enumerate(pairs):
        kind = draw(st.sampled_from(SavingKind))
        sign = -1 if kind is ADJUSTMENT else 1
        planned = [None if value is None else sign * value for value in plan.values]
        said = draw(
            st.none() | st.just([None if value is None else sign * value for value in forecast.values])
        )
        money = st.just(0) if kind is ADJUSTMENT else st.integers(0, 300_000)
        lines.append(
            a_line(
                number,
                planned,
                said,
                outlook=draw(st.sampled_from(OUTLOOKS if links else OUTLOOKS[:6])),
                validated=draw(st.just(0) | money),
                claimed=draw(st.just(0) | money),
                kind=kind,
                corrects=draw(st.none() | st.integers(0, 6)) if kind is ADJUSTMENT else None,
                workstream=draw(st.none() | st.sampled_from([key(100), key(200)])),
                heading=draw(st.sampled_from(["", "Care", "Schools"])),
            )
        )
    if not links:
        return lines
    replaced_by = {
        number: [draw(st.integers(number + 1, len(lines) - 1))]
        for number in range(len(lines) - 1)
        if draw(st.booleans())
    }
    return linked(lines, replaced_by)
