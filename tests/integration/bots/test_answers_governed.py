"""Decisions, who they wait for, overdue actions, and the status of boards and owners, against what was recorded."""

from __future__ import annotations

from datetime import date

import pytest

from bots.queries import answer
from programme.rules.access import public
from tests.factories.governance import a_board, a_decision, a_decision_maker, an_action, overseen
from tests.factories.ground import a_milestone, a_person, a_programme, a_workstream
from tests.factories.savings import a_saving
from tests.integration.bots.hubs import AT, hubs

pytestmark = pytest.mark.django_db


def ask(question: str, **options):
    return answer(question, reader=public(), at=AT, **options)


def values(said) -> dict[str, str]:
    return {v.label: v.text for v in said.values}


@pytest.fixture
def decided():
    """Two decisions of one programme: one that waits for Cabinet, one that a post made."""
    programme, workstream = hubs()
    cabinet = a_decision_maker(programme.organisation, name="Cabinet (illustrative)", kind="executive")
    post = a_decision_maker(programme.organisation, name="Director of Place")
    a_decision(programme, cabinet, ref="D1", title="Close the second hub", needed_by=date(2026, 12, 10))
    a_decision(programme, post, ref="D2", title="Sell the lease", effective=date(2026, 5, 7), kind="other")
    return programme, workstream


class TestADecision:
    def test_is_looked_up_by_its_ref_and_by_its_title(self, decided):
        for question in ("D1", "decision D1", "status of D1", "close the second hub"):
            said = ask(question)

            assert said.status == "answered", question
            assert values(said)["state"] == "proposed"
            assert values(said)["needed by"] == "2026-12-10"
            assert said.refs == ("D1",)

    def test_that_waits_was_not_made(self, decided):
        said = ask("when was D1 made")

        assert said.values == ()
        assert "has not been made" in said.headline

    def test_that_was_made_has_its_day(self, decided):
        assert values(ask("when was D2 made")) == {"made": "2026-05-07"}
        assert ask("when is D2 needed by").values == ()

    def test_has_who_makes_it(self, decided):
        assert values(ask("who decides D2")) == {"decision-maker": "Director of Place"}

    def test_that_is_nobodys_is_unknown(self, decided):
        assert ask("decision D9").status != "answered"

    def test_waits_for_its_own_maker_alone(self, decided):
        assert ask("anything waiting on cabinet").refs == ("D1",)
        assert ask("what is waiting on director of place").refs == ()


class TestOverdueActions:
    def test_are_those_past_their_day(self):
        programme, _ = hubs()
        late = an_action(programme)
        an_action(programme, due_on=date(2027, 4, 10))

        said = ask("overdue actions")

        assert said.refs == (late.ref,)
        assert next(iter(values(said).values())) == "1"


class TestMilestones:
    def test_of_a_heading_are_those_its_lines_wait_for(self):
        hubs()

        assert ask("milestones of heading Placements").refs == ("M1",)


class TestStatus:
    def test_of_a_heading_is_its_money_first(self):
        hubs()

        said = ask("status of Placements")

        assert said.intent == "status"
        assert said.values[0].text == "60000.00"
        assert "2026/27" in said.headline
        assert any("overdue" in line for line in said.lines)

    def test_of_a_board_is_its_ratings_and_what_waits(self):
        programme, workstream = hubs()
        overseen(workstream, a_board(programme, name="Hub Board"))

        said = ask("status of Hub Board")

        assert said.status == "answered"
        assert "red" in said.headline.lower()
        assert values(said)["waiting"] == "0"

    def test_of_an_owner_is_of_what_they_own_alone(self):
        programme = a_programme(code="owned")
        jane = a_person(name="Jane Smith")
        workstream = a_workstream(programme, ref="W9", name="Lets", owner_id=jane.id)
        a_saving(programme, ref="X1", plan={2026: 1000}, owner_id=jane.id)
        a_saving(programme, ref="X2", plan={2026: 9000})
        a_milestone(workstream, ref="M8", name="Let it", baseline_date=date(2026, 9, 1))

        said = ask("status of Jane Smith")

        assert said.status == "answered"
        assert said.values[0].text == "1000.00"
        assert "X2" not in said.refs
