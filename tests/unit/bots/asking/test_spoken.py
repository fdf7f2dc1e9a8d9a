"""How officers say more in one breath: sums, differences, two years, what is above and below a question."""

from dataclasses import replace

import pytest

from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.mail import lead_of, unwrapped
from bots.rules.asking.query import Against, Query, Shape, Time
from bots.rules.asking.reading import understand
from bots.rules.asking.restating import restated
from programme.rules.calendar import FinancialMonth, FinancialYear
from tests.unit.bots.asking import names
from tests.unit.bots.asking.names import GROUPS, NORTHSHIRE, NORTHSHIRE_LINES, TODAY

Y2025, Y2026, Y2027 = (FinancialYear(april) for april in range(2025, 2028))
LINE = {ref: line for ref, (line, _) in NORTHSHIRE_LINES.items()}
ASC, RESOURCES, HEALTH = GROUPS["Adult Social Care"], GROUPS["Resources"], GROUPS["Public Health"]


def asked(question: str) -> Query | None:
    return understand(question, names.unseen(), today=TODAY).answerable


PLACEMENTS = replace(names.within(NORTHSHIRE, "budget_line", "Placements", "b1", is_printed=False), ref="")
LOOKED_AFTER = replace(
    names.within(NORTHSHIRE, "indicator", "Children looked after", "i1", is_printed=False), ref=""
)

PRESSURE = names.within(NORTHSHIRE, "pressure", "Fostering savings deferred", "24P3b")


def measured(question: str) -> Query | None:
    return understand(
        question, Lexicon([NORTHSHIRE, PLACEMENTS, LOOKED_AFTER, PRESSURE]), today=TODAY
    ).answerable


def plan(*subjects, years=(), **slots) -> Query:
    return Query(slots.pop("shape", Shape.FIGURE), "plan", subjects, time=Time(years=years), **slots)


class TestTwoYears:
    @pytest.mark.parametrize(
        "question",
        ["ASC this year and next", "ASC this year and next year", "ASC this and next year",
         "how much is ASC saving this financial year and the year after"],
    )  # fmt: skip
    def test_are_both_read_where_the_word_is_said_once(self, question):
        assert asked(question) == plan(ASC, years=(Y2026, Y2027))

    def test_are_never_the_milestones_due_next(self):
        assert asked("savings this year and next") == plan(NORTHSHIRE, years=(Y2026, Y2027))

    def test_are_a_difference_where_a_change_is_asked_for(self):
        assert asked("change between this year and next in Resources") == plan(
            RESOURCES, years=(Y2027,), shape=Shape.COMPARE, against=Against(time=Time(years=(Y2026,)))
        )

    @pytest.mark.parametrize(
        "question",
        ["top 3 savings this year and next", "compare Resources and ASC this year and next",
         "list Resources savings 25/26 and 26/27", "how many Resources lines over £50k in 25/26 and 26/27"],
    )  # fmt: skip
    def test_are_never_answered_as_one(self, question):
        assert asked(question) is None


class TestSums:
    @pytest.mark.parametrize("question", ["add ASC01 and RES01 25/26", "add together ASC01 and RES01 25/26"])
    def test_are_no_requests_for_a_change(self, question):
        assert asked(question) == plan(LINE["ASC01"], LINE["RES01"], years=(Y2025,))

    @pytest.mark.parametrize(
        "question",
        ["add 50k to RES01", "add RES01 to Resources", "add RES01 and ASC01 to the plan", "add RES01"],
    )
    def test_leave_a_request_for_a_change_what_it_is(self, question):
        understood = understand(question, names.unseen(), today=TODAY)

        assert understood.is_write
        assert not understood.readings


class TestSumsOfTheLargest:
    @pytest.mark.parametrize(
        "question",
        ["sum of the top 3 savings in Resources 25/26",
         "how much do the three biggest Resources savings come to in 25/26",
         "what do the top three add up to in Resources, 25/26"],
    )  # fmt: skip
    def test_are_one_figure(self, question):
        assert asked(question) == plan(RESOURCES, years=(Y2025,), order="biggest", n=3, rows="lines")

    def test_are_read_again_as_they_are_restated(self):
        query = plan(RESOURCES, years=(Y2025,), order="smallest", n=4, rows="lines")

        assert asked(restated(query)) == query

    @pytest.mark.parametrize(
        "question", ["how much are the biggest savings worth", "how much do the top 3 save"]
    )
    def test_are_no_sum_where_none_is_asked_for(self, question):
        assert asked(question) is None


class TestPressures:
    @pytest.mark.parametrize(
        "question", ["24P3b 25/26", "how much is the fostering pressure in 25/26", "pressure 24P3b, 25/26"]
    )
    def test_are_found_by_ref_or_where_the_question_says_pressure(self, question):
        assert measured(question) == Query(Shape.FIGURE, "pressure", (PRESSURE,), time=Time(years=(Y2025,)))

    def test_are_not_meant_by_a_name_alone(self):
        assert measured("fostering 25/26") is None


class TestDifferences:
    def test_are_said_by_minus(self):
        assert asked("Resources minus Public Health 25/26") == plan(
            RESOURCES, years=(Y2025,), shape=Shape.COMPARE, against=Against(subjects=(HEALTH,))
        )

    def test_of_two_figures_are_said_by_less(self):
        assert asked("plan less forecast for Resources 25/26") == plan(
            RESOURCES, years=(Y2025,), shape=Shape.COMPARE, against=Against(metric="forecast")
        )

    def test_of_a_part_leave_it_out(self):
        assert asked("Resources minus RES01 25/26") == plan(
            RESOURCES, years=(Y2025,), excluded=(LINE["RES01"],)
        )

    def test_of_what_is_claimed_and_not_validated(self):
        assert asked("how much of RES01 is claimed but not validated") == Query(
            Shape.COMPARE, "claimed", (LINE["RES01"],), against=Against(metric="validated")
        )


class TestMail:
    @pytest.mark.parametrize(
        "message",
        ["Hi team, hope all is well. How much is ASC saving in 25/26? Kind regards, Jo Smith",
         "On Tue 3 Nov 2026 at 10:12, Sam Jones wrote:\n> how much is ASC saving 25/26",
         "From: Sam\nSent: Tuesday\nSubject: FW: savings\nhow much is ASC saving 25/26?",
         "Hi,\n\nquick question from the DMT agenda:\n\n- ASC, 25/26\n\nThanks"],
    )  # fmt: skip
    def test_is_read_for_its_question(self, message):
        assert asked(message) == plan(ASC, years=(Y2025,))

    def test_is_read_below_a_heading_that_is_of_something_else(self):
        assert asked("RE: budget\n> RES01\nhow much in 25/26?") == plan(LINE["RES01"], years=(Y2025,))

    def test_keeps_what_its_heading_names(self):
        assert asked("RE: Public Health\nhow much in 25/26?") == plan(HEALTH, years=(Y2025,))

    def test_is_not_read_without_a_heading_nobody_understood(self):
        assert asked("RE: Fostrring\nhow much in 25/26?") is None

    def test_leaves_one_line_of_a_list_alone(self):
        assert unwrapped("to: Resources\nhow much") == "to: Resources\nhow much"
        assert lead_of("how much in 25/26") is None


class TestMonths:
    @pytest.mark.parametrize(
        "question", ["movement on Placements m4 to m5", "movement on Placements between month 4 and month 5"]
    )
    def test_next_to_each_other_are_a_movement(self, question):
        months = (FinancialMonth(Y2026, 5),)

        assert measured(question) == Query(Shape.FIGURE, "movement", (PLACEMENTS,), time=Time(months=months))

    @pytest.mark.parametrize(
        "question", ["movement on Placements m3 to m5", "variance on Placements m4 to m5"]
    )
    def test_that_are_no_movement_have_no_reading(self, question):
        assert measured(question) is None

    @pytest.mark.parametrize(
        "question", ["children looked after in March 2022", "how many children looked after, March 2022"]
    )
    def test_of_the_calendar_are_those_of_the_year(self, question):
        months = (FinancialMonth(FinancialYear(2021), 12),)

        assert measured(question) == Query(
            Shape.FIGURE, "indicator", (LOOKED_AFTER,), time=Time(months=months)
        )


class TestBudgets:
    def test_move_from_last_month(self):
        for question in (
            "how much did Placements move from last month",
            "how did the Placements variance move from last period",
        ):
            assert measured(question) == Query(Shape.FIGURE, "movement", (PLACEMENTS,))

    def test_are_forecast_as_projected(self):
        assert measured("Placements block forecast") == Query(Shape.FIGURE, "projection", (PLACEMENTS,))

    def test_are_a_share_of_one_another_or_of_all(self):
        assert measured("Placements overspend as % of net budget") == Query(
            Shape.SHARE, "overspend", (PLACEMENTS,), against=Against(metric="net_budget")
        )
        assert measured("what share of the total overspend is Placements") == Query(
            Shape.SHARE, "overspend", (PLACEMENTS,), against=Against(whole=True)
        )


class TestYesOrNo:
    @pytest.mark.parametrize("lead", ["", "quick one: ", "Hi, could you tell me "])
    def test_is_asked_after_a_courtesy_too(self, lead):
        assert asked(f"{lead}is RES01 one-off").shape is Shape.YES_NO


class TestByWhen:
    @pytest.mark.parametrize("question", ["by when will RES01 finish", "RES01 finish - by when"])
    def test_asks_for_a_date(self, question):
        assert asked(question) == Query(Shape.WHEN, "finish", (LINE["RES01"],))
