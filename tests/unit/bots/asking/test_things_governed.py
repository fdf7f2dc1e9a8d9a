"""How questions of decisions, who makes them, proposals, budget areas and what is spent are read."""

from datetime import date

import pytest

from bots.rules.asking.query import Query, Shape, Time
from bots.rules.asking.reading import understand
from bots.rules.asking.restating import restated
from programme.rules.calendar import FinancialYear
from tests.unit.bots.asking import names
from tests.unit.bots.asking.names import TODAY, within

PLACE = names.NORTHSHIRE
D3 = within(PLACE, "decision", "Close the Elm Road depot", "D3")
CABINET = within(PLACE, "decision_maker", "Cabinet")
PROPOSAL = within(PLACE, "proposal", "Demand reduction", "p")
AREA = within(PLACE, "budget_area", "Support Services")
GRANT = within(PLACE, "budget_line", "DSG")
SEN = within(PLACE, "cost_driver", "SEN transport", "t")
EVERYTHING = (*names.UNSEEN, D3, CABINET, PROPOSAL, AREA, GRANT, SEN)
YEAR = Time(years=(FinancialYear(2025),))


def asked(question: str) -> Query | None:
    return understand(question, names.lexicon(*EVERYTHING), today=TODAY).answerable


class TestReadsDecisions:
    @pytest.mark.parametrize(
        "question", ["D3", "decision D3", "status of D3", "where is decision D3", "close the Elm Road depot"]
    )
    def test_looked_up(self, question):
        assert asked(question) == Query(Shape.LOOK_UP, "decision", (D3,))

    @pytest.mark.parametrize(
        ("question", "shape", "metric"),
        [
            ("who decides D3", Shape.WHO, "decider"),
            ("when is D3 needed by", Shape.WHEN, "needed_by"),
            ("when was D3 made?", Shape.WHEN, "decided_on"),
            ("when was decision D3 decided", Shape.WHEN, "decided_on"),
            ("has D3 been decided", Shape.YES_NO, "decided_on"),
        ],
    )
    def test_by_who_and_when(self, question, shape, metric):
        assert asked(question) == Query(shape, metric, (D3,))

    @pytest.mark.parametrize(
        "question", ["D4", "who decides D4", "when was D4 made", "how much does D3 save", "why D3 red"]
    )
    def test_and_refuses_what_is_not_held(self, question):
        assert asked(question) is None

    @pytest.mark.parametrize(
        "question",
        ["anything waiting on cabinet", "what's waiting for Cabinet", "what is waiting on the cabinet?"],
    )
    def test_that_wait_for_somebody(self, question):
        assert asked(question) == Query(Shape.LIST, "waiting", (CABINET,), rows="decisions")


class TestReadsFigures:
    @pytest.mark.parametrize(
        "question", ["demand reduction proposal 25/26", "proposal demand reduction in 2025/26"]
    )
    def test_of_one_proposal(self, question):
        assert asked(question) == Query(Shape.FIGURE, "proposals", (PROPOSAL,), time=YEAR)

    @pytest.mark.parametrize(
        "question", ["total budget of Support Services", "what's the budget for support services"]
    )
    def test_of_a_budget_area(self, question):
        assert asked(question) == Query(Shape.FIGURE, "budget", (AREA,))

    @pytest.mark.parametrize(
        ("question", "metric"),
        [
            ("how many SEN passengers in March 2023", "driver_volume"),
            ("SEN transport cost per passenger Mar 2023", "driver_unit_cost"),
            ("what did SEN transport cost in March 2023", "driver_cost"),
        ],
    )
    def test_of_what_drives_a_cost(self, question, metric):
        march = Time(window=(date(2023, 3, 1), date(2023, 3, 31)))

        assert asked(question) == Query(Shape.FIGURE, metric, (SEN,), time=march)

    def test_of_spend_and_balance(self):
        assert asked("spend to date on DSG") == Query(Shape.FIGURE, "spend", (GRANT,))
        assert asked("DSG cumulative deficit in £m") == Query(
            Shape.FIGURE, "balance", (GRANT,), unit="millions"
        )

    @pytest.mark.parametrize(
        "question", ["overdue actions", "which actions are overdue?", "list the overdue actions"]
    )
    def test_of_actions_that_are_overdue(self, question):
        found = asked(question)

        assert found is not None
        assert (found.shape, found.metric, found.rows) == (Shape.LIST, "overdue_actions", "actions")


class TestRestating:
    @pytest.mark.parametrize(
        "query",
        [
            Query(Shape.LOOK_UP, "decision", (D3,)),
            Query(Shape.WHO, "decider", (D3,)),
            Query(Shape.WHEN, "needed_by", (D3,)),
            Query(Shape.WHEN, "decided_on", (D3,)),
            Query(Shape.YES_NO, "decided_on", (D3,)),
            Query(Shape.LIST, "waiting", (CABINET,), rows="decisions"),
            Query(Shape.LIST, "decisions", (CABINET,), rows="decisions"),
            Query(Shape.FIGURE, "proposals", (PROPOSAL,), time=YEAR),
            Query(Shape.FIGURE, "budget", (AREA,)),
            Query(Shape.FIGURE, "area_target", (AREA,)),
            Query(Shape.FIGURE, "spend", (GRANT,)),
            Query(Shape.FIGURE, "balance", (GRANT,)),
            Query(Shape.FIGURE, "driver_volume", (SEN,)),
            Query(Shape.FIGURE, "driver_unit_cost", (SEN,)),
            Query(
                Shape.FIGURE, "driver_cost", (SEN,), time=Time(window=(date(2023, 3, 1), date(2023, 3, 31)))
            ),
            Query(Shape.LIST, "overdue_actions", programmes=(PLACE,), rows="actions"),
            Query(Shape.COUNT, "overdue_actions", programmes=(PLACE,), rows="actions"),
        ],
        ids=lambda q: f"{q.shape} {q.metric}",
    )
    def test_is_read_as_the_same_again(self, query):
        assert asked(restated(query)) == query, restated(query)
