"""A statement of accountability: its totals, and what was signed beside what stands."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from savings.rules.accountability import FIGURES, StatementLine, beside, digest, total_of
from savings.rules.totals import SavingKind
from tests.unit.savings.strategies import amounts

known_or_not = st.none() | amounts
lines = st.lists(
    st.builds(
        StatementLine,
        key=st.uuids().map(str),
        ref=st.text(max_size=5),
        name=st.text(max_size=10),
        kind=st.sampled_from(SavingKind),
        in_budget=known_or_not,
        plan=known_or_not,
        forecast=known_or_not,
        validated=known_or_not,
    ),
    max_size=6,
    unique_by=lambda line: line.key,
)


def line(key="a", kind=SavingKind.CASH_RELEASING, **figures):
    given_ = {name: None if value is None else Decimal(value) for name, value in figures.items()}
    return StatementLine(key, key.upper(), f"Line {key}", kind, **given_)


class TestStatementLine:
    @given(lines=lines)
    def test_comes_back_as_it_was_kept(self, lines):
        assert [StatementLine.from_json(one.to_json()) for one in lines] == lines

    def test_a_gap_beside_a_blank_is_not_known(self):
        assert line(plan=120, forecast=90).gap == 30
        assert line(plan=120).gap is None


class TestTotalOf:
    def test_takes_in_the_kinds_that_reduce_a_budget(self):
        found = total_of(
            [line(plan=100, forecast=80), line("b", SavingKind.COST_AVOIDANCE, plan=70), line("c", plan=None)]
        )

        assert (found.plan, found.forecast, found.gap) == (100, 80, 20)
        assert found.validated is None


class TestBeside:
    def test_shows_what_changed_since_it_was_signed(self):
        signed = [line("a", plan=100), line("b", plan=50)]
        now = [line("a", plan=100), replace(line("b", plan=50), forecast=Decimal(40)), line("c", plan=10)]

        assert [one.has_changed for one in beside(signed, now)] == [False, True, True]

    def test_keeps_a_line_that_went(self):
        (found,) = beside([line("a", plan=100)], [])

        assert found.now is None
        assert found.has_changed

    @given(lines=lines)
    def test_nothing_changes_by_looking(self, lines):
        assert not any(one.has_changed for one in beside(lines, lines))
        assert digest(lines) == digest(list(lines))

    @given(lines=lines.filter(bool), name=st.sampled_from(FIGURES), amount=amounts)
    def test_another_figure_is_another_statement(self, lines, name, amount):
        first = lines[0]
        other = replace(first, **{name: amount if getattr(first, name) != amount else amount + 1})

        assert digest([other, *lines[1:]]) != digest(lines)
