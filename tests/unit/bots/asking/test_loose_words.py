"""Words that say one thing beside one word and another beside the next: gap, off, top, extra, in place, both."""

import pytest

from bots.rules.asking.query import Against, Filter, Query, Shape, Time
from bots.rules.asking.reading import understand
from bots.rules.asking.say import restated
from bots.rules.asking.things import Thing
from programme.rules.calendar import FinancialMonth, FinancialYear
from tests.unit.bots.asking import names
from tests.unit.bots.asking.names import (
    GROUPS,
    MUSIC_COSTS,
    MUSIC_INCOME,
    NORTHSHIRE,
    NORTHSHIRE_LINES,
    TODAY,
)

Y2025, Y2026 = FinancialYear(2025), FinancialYear(2026)
LINE = {ref: line for ref, (line, _) in NORTHSHIRE_LINES.items()}
ASC, PLACE = GROUPS["Adult Social Care"], GROUPS["Place & Growth"]
DIFFERENCE = Against(time=Time(years=(Y2025,)))
PLACEMENTS = names.within(NORTHSHIRE, "budget_line", "External Placements", "b1", is_printed=False)
KERB = names.within(NORTHSHIRE, "saving", "Kerbside parking permits", "PL20")


def asked(question: str, *more: Thing) -> Query | None:
    lexicon = names.lexicon(*names.UNSEEN, *more) if more else names.unseen()
    return understand(question, lexicon, today=TODAY).answerable


def plan(*subjects: Thing, year: FinancialYear = Y2026, **slots: object) -> Query:
    return Query(slots.pop("shape", Shape.FIGURE), "plan", subjects, time=Time(years=(year,)), **slots)


class TestAYearAgainstAnother:
    @pytest.mark.parametrize(
        "question",
        ["gap between 25/26 and 26/27 in ASC", "what's changed between 25/26 and 26/27 for ASC",
         "difference between 25/26 and 26/27, adult social care"],
    )  # fmt: skip
    def test_is_a_difference_of_the_plan(self, question):
        assert asked(question) == plan(ASC, shape=Shape.COMPARE, against=DIFFERENCE)

    @pytest.mark.parametrize(
        "question",
        [
            "how much extra in 26/27 compared with 25/26",
            "26/27 vs 25/26",
            "extra savings in 26/27 on top of 25/26",
        ],
    )
    def test_is_no_difference_of_two_increments(self, question):
        assert asked(question) == plan(NORTHSHIRE, shape=Shape.COMPARE, against=DIFFERENCE)

    def test_is_what_is_new_on_the_year_before(self):
        new = Query(Shape.FIGURE, "new", (NORTHSHIRE,), time=Time(years=(Y2026,)))

        assert asked("new savings in 26/27 on top of 25/26") == new
        assert asked("new savings in 26/27 compared with 25/26") == new
        assert asked("new savings in 27/28 on top of 25/26") is None

    @pytest.mark.parametrize("question", ["ASC this year compared to last", "asc this year vs last please"])
    def test_may_leave_its_word_out(self, question):
        assert asked(question) == plan(ASC, shape=Shape.COMPARE, against=DIFFERENCE)


class TestVerbsOfSaving:
    @pytest.mark.parametrize(
        "question",
        ["how much comes off adult social care in 26/27", "how much is ASC expected to deliver in 26/27",
         "what are we getting off ASC 26/27", "26/27: what is due to be saved in ASC"],
    )  # fmt: skip
    def test_ask_for_the_plan(self, question):
        assert asked(question) == plan(ASC)

    def test_of_what_is_likely_ask_for_the_forecast(self):
        assert asked("how much is ASC likely to bring in in 26/27") == Query(
            Shape.FIGURE, "forecast", (ASC,), time=Time(years=(Y2026,))
        )


class TestTop:
    def test_of_an_amount_is_more_than_it(self):
        over = (Filter("amount", ">500000"),)

        assert asked("which lines top £500k in 26/27") == plan(
            shape=Shape.LIST, programmes=(NORTHSHIRE,), filters=over, rows="lines"
        )
        assert asked("anything over half a million in 26/27") == asked("anything over £500k in 26/27")

    @pytest.mark.parametrize("question", ["what would top up the ASC total", "top up £500k", "top £500k"])
    def test_is_no_rank_without_rows(self, question):
        assert asked(question) is None

    def test_total_is_their_sum(self):
        assert asked("top 5 savings total 26/27") == plan(NORTHSHIRE, order="biggest", n=5, rows="lines")


class TestInPlace:
    def test_is_of_place_where_there_is_a_place(self):
        assert asked("how much is at risk in place") == Query(Shape.FIGURE, "at_risk", (PLACE,))
        assert asked("how many one-off savings in place") == Query(
            Shape.COUNT, "line", (PLACE,), filters=(Filter("shape", "one_off"),), rows="lines"
        )


class TestOneWordOfSeveralNames:
    def test_is_asked_back_and_not_answered_as_the_name_that_begins_with_it(self):
        assert asked("parking 26/27") == plan(LINE["PL01"])
        assert asked("parking 26/27", KERB) is None

    @pytest.mark.parametrize(
        "question", ["both parking lines together 26/27", "total of all parking lines 26/27"]
    )
    def test_is_all_of_them_where_it_says_so(self, question):
        query = asked(question, KERB)

        assert query is not None
        assert {line.ref for line in query.subjects} == {"PL01", "PL20"}

    def test_is_never_half_of_them(self):
        together = names.lexicon(*names.PUBLISHED)

        read = understand("both music service lines 24/25", together, today=TODAY).answerable

        assert read is not None
        assert set(read.subjects) == {MUSIC_INCOME, MUSIC_COSTS}


class TestPeriods:
    def test_before_the_newest_and_since_one(self):
        last = Query(Shape.FIGURE, "variance", (PLACEMENTS,), time=Time(last_period=True))
        month = FinancialMonth(Y2026, 4)
        since = Query(
            Shape.FIGURE, "movement", (PLACEMENTS,), time=Time(months=(month,), is_bare=True, is_from=True)
        )

        assert asked("external placements variance last period", PLACEMENTS) == last
        assert asked("external placements movement since month 4", PLACEMENTS) == since
        for query in (last, since):
            assert asked(restated(query), PLACEMENTS) == query

    def test_are_of_budgets_alone(self):
        assert asked("ASC savings last period") is None


class TestSend:
    def test_is_a_service_in_capitals(self):
        assert not understand("SEND transport", names.unseen(), today=TODAY).is_write
        assert understand("send ASC01 to the board", names.unseen(), today=TODAY).is_write


class TestVerbsInNames:
    def test_are_the_same_however_they_are_bent(self):
        house = names.within(NORTHSHIRE, "milestone", "Second house opens", "M9")

        assert asked("by how much did the second house opening slip", house) == Query(
            Shape.FIGURE, "slipped", (house,)
        )
