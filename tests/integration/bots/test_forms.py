"""A milestone is moved from the alert about it: by a form that opens at once, is checked when sent, and works once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bots import changes as bots
from bots.models import Inbox, Notice
from programme import changes
from programme.models import Grant, Milestone
from tests.factories.bots import World, a_world
from tests.factories.ground import LOADING
from tests.factories.savings import a_saving
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


def forecast_for(saving: Any, year: int) -> Any:
    return saving.forecasts.filter(year=year).latest("recorded_at").amount


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

        assert "thing" not in Inbox.objects.get(kind="action").payload


class TestUndo:
    def test_takes_a_forecast_back_from_the_modal(
        self, world: World, lead: Person, alert: dict[str, Any]
    ) -> None:
        after = lead.submit(
            open_form(lead, alert), {"forecast": "2027-04-01", "reason": "The panel sits early"}
        )
        work_off()

        assert after is not None
        lead.click_in_view(after, "undo")
        work_off()

        report = world.milestone.reports.latest("recorded_at")
        assert forecast_of(world) == LATER
        assert report.reason == "Taken back by Lena Lead from Slack"
        assert "30 Jun 2027 again" in str(lead.wait_for_view("again")["blocks"])

    def test_is_offered_in_the_thread_of_the_alert(
        self, workspace: Rehearsal, world: World, lead: Person, alert: dict[str, Any]
    ) -> None:
        lead.submit(open_form(lead, alert), {"forecast": "2027-04-01", "reason": "The panel sits early"})
        work_off()
        told = workspace.wait_for_message("forecast 1 Apr 2027, was 30 Jun 2027", to="U0LEAD")

        lead.click(told, "undo")
        work_off()

        assert told["thread_ts"] == alert["ts"]
        assert forecast_of(world) == LATER
        again = workspace.wait_for_message("taken back", to="U0LEAD")
        assert again["ts"] == told["ts"]
        assert "undo" not in str(again["blocks"])

    def test_takes_nothing_back_that_somebody_changed_since(
        self, workspace: Rehearsal, world: World, lead: Person, alert: dict[str, Any]
    ) -> None:
        after = lead.submit(
            open_form(lead, alert), {"forecast": "2027-04-01", "reason": "The panel sits early"}
        )
        world.move(date(2027, 8, 1), reason="Another month")

        assert after is not None
        lead.click_in_view(after, "undo")
        work_off()

        assert forecast_of(world) == date(2027, 8, 1)
        assert "changed it since" in str(lead.wait_for_view("changed it since")["blocks"])

    def test_is_over_after_ten_minutes(self, world: World, lead: Person, alert: dict[str, Any]) -> None:
        after = lead.submit(
            open_form(lead, alert), {"forecast": "2027-04-01", "reason": "The panel sits early"}
        )
        row = Inbox.objects.get(kind="action")
        row.payload["saved"]["at"] = (datetime.now(tz=UTC) - timedelta(minutes=11)).isoformat()
        row.save()

        assert after is not None
        lead.click_in_view(after, "undo")
        work_off()

        assert forecast_of(world) == date(2027, 4, 1)
        assert "ten minutes" in str(lead.wait_for_view("ten minutes")["blocks"])

    def test_works_for_its_own_person_alone(self, world: World, lead: Person, alert: dict[str, Any]) -> None:
        lead.submit(open_form(lead, alert), {"forecast": "2027-04-01", "reason": "The panel sits early"})
        form = Inbox.objects.get(kind="action")

        with pytest.raises(bots.FormProblem):
            bots.undo_form(
                form=str(form.id), team_id="T0REHEARSAL", user_id="U0CHAIR", at=datetime.now(tz=UTC)
            )

        assert forecast_of(world) == date(2027, 4, 1)


class TestARating:
    def test_is_reported_with_its_reason_and_taken_back(self, world: World, lead: Person) -> None:
        changes.report_status(
            workstream_id=world.workstream.id,
            version=None,
            rating="amber",
            reason="Two homes late",
            by=world.actor(world.manager),
            at=datetime.now(tz=UTC),
        )
        lead.slash("/tracker rag WS3")
        work_off()
        form = lead.wait_for_view("RAG now: Amber, said by Max Manager")

        after = lead.submit(form, {"rating": "red", "reason": "No builder"})
        work_off()

        assert after is not None
        assert "RAG Red, was Amber" in str(after["blocks"])
        newest = world.workstream.status_reports.latest("recorded_at")
        assert (newest.rating, newest.reason, newest.rater) == ("red", "No builder", world.lead)
        lead.click_in_view(after, "undo")
        work_off()
        assert world.workstream.status_reports.latest("recorded_at").rating == "amber"

    def test_says_what_somebody_else_said_meanwhile(self, world: World, lead: Person) -> None:
        lead.slash("/tracker rag WS3")
        work_off()
        form = lead.wait_for_view("RAG now")
        changes.report_status(
            workstream_id=world.workstream.id,
            version=None,
            rating="green",
            reason="All well",
            by=world.actor(world.manager),
            at=datetime.now(tz=UTC),
        )

        after = lead.submit(form, {"rating": "red", "reason": "No builder"})

        assert after is not None
        assert "the RAG is now Green, by Max Manager" in after["errors"]["rating"]
        assert world.workstream.status_reports.latest("recorded_at").rating == "green"


class TestASavingsForecast:
    def test_is_said_by_year_and_taken_back(self, world: World, lead: Person) -> None:
        saving = a_saving(world.workstream, ref="24S2", plan={2027: Decimal(500_000)})
        for amount in ("480000", "450000"):
            lead.slash("/tracker forecast 24S2")
            work_off()
            form = lead.wait_for_view("Financial year")
            after = lead.submit(form, {"year": "2027", "amount": f"£{amount}", "reason": "Fewer places"})
            work_off()
            assert after is not None

        assert "forecast for 2027/28 £450k, was £480k" in str(after["blocks"])
        assert forecast_for(saving, 2027) == 450_000
        lead.click_in_view(after, "undo")
        work_off()
        assert forecast_for(saving, 2027) == 480_000

    def test_says_under_the_amount_what_cannot_be_read(self, world: World, lead: Person) -> None:
        a_saving(world.workstream, ref="24S2", plan={2027: Decimal(500_000)})
        lead.slash("/tracker forecast 24S2")
        work_off()
        form = lead.wait_for_view("Financial year")

        after = lead.submit(form, {"year": "2027", "amount": "a lot", "reason": "Fewer places"})

        assert after is not None
        assert "not an amount of money" in after["errors"]["amount"]
