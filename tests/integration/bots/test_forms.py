"""A milestone is moved from the alert about it: by a form that opens at once, is checked when sent, and works once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bots import changes as bots
from bots.models import Inbox, Notice
from programme import changes
from programme.models import Grant, Milestone
from tests.factories.bots import World, a_world
from tests.factories.ground import LOADING
from tests.fakes.rehearsal import Person, Rehearsal
from tests.fakes.worker import work_off, work_once

pytestmark = pytest.mark.django_db(transaction=True)

LATER = date(2027, 6, 30)


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def alert(workspace: Rehearsal, world: World) -> dict[str, Any]:
    """The alert as the workstream's lead has it."""
    work_off()
    world.move(LATER)
    work_off()
    return workspace.wait_for_message("Panel approves", to="U0LEAD")


@pytest.fixture
def lead(workspace: Rehearsal) -> Person:
    return workspace.as_user("U0LEAD")


def open_form(lead: Person, alert: dict[str, Any]) -> dict[str, Any]:
    lead.click(alert, "reforecast")
    work_off()
    return lead.wait_for_view("Why it moves")


def forecast_of(world: World) -> date | None:
    return Milestone.objects.get(pk=world.milestone.pk).forecast_date


class TestTheButton:
    def test_is_there_for_whoever_may_move_the_milestone(self, alert: dict[str, Any]) -> None:
        assert "reforecast" in str(alert["blocks"])

    def test_is_not_there_for_others(self, workspace: Rehearsal, alert: dict[str, Any]) -> None:
        other = workspace.wait_for_message("Panel approves", to="U0CHAIR")

        assert "reforecast" not in str(other["blocks"])

    def test_carries_a_key_and_no_fact(self, world: World, alert: dict[str, Any]) -> None:
        values = [e["value"] for b in alert["blocks"] for e in b.get("elements", []) if "value" in e]

        assert len(values) == 1
        assert str(world.milestone.id) not in values[0]


class TestTheForm:
    def test_opens_at_once_and_is_filled_in_after(
        self, workspace: Rehearsal, lead: Person, alert: dict[str, Any]
    ) -> None:
        reply = lead.click(alert, "reforecast")
        loading = lead.seen()["view"]
        work_off()
        form = lead.wait_for_view("Why it moves")

        assert reply["status"] == 200
        assert "Looking" in str(loading["blocks"])
        assert "Forecast now: 30 Jun 2027, said by Max Manager" in str(form["blocks"])
        assert "Baseline: 31 Mar 2027" in str(form["blocks"])
        assert workspace.refused() == []

    def test_saves_what_is_sent(
        self, workspace: Rehearsal, world: World, lead: Person, alert: dict[str, Any]
    ) -> None:
        form = open_form(lead, alert)

        after = lead.submit(form, {"forecast": "2027-04-01", "reason": "The panel sits early"})
        work_off()

        assert forecast_of(world) == date(2027, 4, 1)
        assert after is not None
        assert "forecast 1 Apr 2027, was 30 Jun 2027" in str(after["blocks"])
        assert workspace.wait_for_message("Closed: 1 day late, was 91 days late", to="U0LEAD")

    def test_keeps_who_and_by_which_door(self, world: World, lead: Person, alert: dict[str, Any]) -> None:
        lead.submit(open_form(lead, alert), {"forecast": "2027-04-01", "reason": "The panel sits early"})

        report = world.milestone.reports.latest("recorded_at")
        assert (report.reported_by, report.reason) == (world.lead, "The panel sits early")

    def test_says_under_the_field_what_is_wrong(
        self, world: World, lead: Person, alert: dict[str, Any]
    ) -> None:
        form = open_form(lead, alert)

        blank = lead.submit(form, {"forecast": "2027-04-01", "reason": "   "})
        same = lead.submit(form, {"forecast": "2027-06-30", "reason": "No change"})

        assert blank is not None
        assert same is not None
        assert "Say why" in blank["errors"]["reason"]
        assert "30 Jun 2027 already" in same["errors"]["forecast"]
        assert forecast_of(world) == LATER

    def test_refuses_what_somebody_else_saved_meanwhile(
        self, world: World, lead: Person, alert: dict[str, Any]
    ) -> None:
        form = open_form(lead, alert)
        world.move(date(2027, 8, 1), reason="Another month")

        after = lead.submit(form, {"forecast": "2027-04-01", "reason": "The panel sits early"})

        assert after is not None
        assert "the forecast is now 1 Aug 2027" in after["errors"]["forecast"]
        assert forecast_of(world) == date(2027, 8, 1)

    def test_refuses_whose_right_was_taken_away_meanwhile(
        self, world: World, lead: Person, alert: dict[str, Any]
    ) -> None:
        form = open_form(lead, alert)
        (grant,) = Grant.objects.filter(person=world.lead)
        changes.withdraw_grant(grant_id=grant.id, by=LOADING, at=datetime.now(tz=UTC))

        after = lead.submit(form, {"forecast": "2027-04-01", "reason": "The panel sits early"})

        assert after is not None
        assert after["errors"]
        assert forecast_of(world) == LATER

    def test_works_once(self, world: World, lead: Person, alert: dict[str, Any], live_server: Any) -> None:
        form = open_form(lead, alert)
        lead.submit(form, {"forecast": "2027-04-01", "reason": "The panel sits early"})
        body = next(d["body"] for d in reversed(lead.slack.deliveries()) if d["kind"] == "submission")
        world.move(date(2027, 8, 1), reason="Another month")

        again = lead.slack.signed_post(
            f"{live_server.url}/slack/events",
            body,
            skew=-30,
            content_type="application/x-www-form-urlencoded",
        )

        assert again.status == 200
        assert "errors" in again.json()
        assert forecast_of(world) == date(2027, 8, 1)

    def test_is_over_after_an_hour(self, world: World, lead: Person, alert: dict[str, Any]) -> None:
        form = open_form(lead, alert)
        Inbox.objects.filter(kind="action").update(received_at=datetime.now(tz=UTC) - timedelta(hours=2))

        after = lead.submit(form, {"forecast": "2027-04-01", "reason": "The panel sits early"})

        assert after is not None
        assert "form is over" in after["errors"]["forecast"]

    def test_of_somebody_else_is_no_good(
        self, workspace: Rehearsal, world: World, lead: Person, alert: dict[str, Any], live_server: Any
    ) -> None:
        form = open_form(lead, alert)
        lead.submit(form, {"forecast": "2027-06-30", "reason": "No change"})
        body = next(d["body"] for d in reversed(workspace.deliveries()) if d["kind"] == "submission")
        forged = body.replace("U0LEAD", "U0CHAIR").replace("2027-06-30", "2027-04-01")

        again = workspace.signed_post(
            f"{live_server.url}/slack/events", forged, content_type="application/x-www-form-urlencoded"
        )

        assert "errors" in again.json()
        assert forecast_of(world) == LATER

    def test_of_an_item_marked_exempt_meanwhile_shows_nothing(
        self, workspace: Rehearsal, world: World, lead: Person, alert: dict[str, Any]
    ) -> None:
        changes.revise_milestone(
            milestone_id=world.milestone.id,
            version=None,
            values={"marking": "exempt", "exempt_paragraph": 3},
            by=LOADING,
            at=datetime.now(tz=UTC),
        )

        lead.click(alert, "reforecast")
        work_off()

        view = lead.wait_for_view("only in the tracker itself")
        assert "Panel" not in str(view["blocks"])

    def test_opens_for_nobody_but_the_one_who_was_told(
        self, slack: Rehearsal, world: World, alert: dict[str, Any]
    ) -> None:
        leads = Notice.objects.get(person=world.lead)
        bots.receive(
            key="trigger:forged",
            kind="action",
            team_id="T0REHEARSAL",
            user_id="U0CHAIR",
            payload={"notice": str(leads.id)},
            at=datetime.now(tz=UTC),
        )

        work_once("bots.answer")

        assert "milestone" not in Inbox.objects.get(kind="action").payload
