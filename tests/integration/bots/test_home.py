"""The Home tab: what is in somebody's name, what they hear, their account; a stranger gets a link and nothing else."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

import pytest

from bots.models import Handle, Preference
from programme.models import Milestone
from tests.factories.bots import World, a_world
from tests.factories.ground import a_milestone
from tests.fakes.rehearsal import Person, Rehearsal
from tests.fakes.worker import work_off, work_through

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    made = a_world()
    work_off()
    return made


@pytest.fixture
def lead(workspace: Rehearsal, world: World) -> Person:
    return workspace.as_user("U0LEAD")


def open_home(person: Person) -> dict[str, Any]:
    person.open_home()
    person.slack.wait_until_delivered()
    work_off()
    return person.wait_for_home()


def words_of(view: dict[str, Any]) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def button(view: dict[str, Any], action: str) -> dict[str, Any]:
    """Return the first button of an action, with its block's id."""
    for block in view["blocks"]:
        for element in [block.get("accessory"), *block.get("elements", [])]:
            if element and element.get("action_id") == action:
                return {"block_id": block["block_id"], **element}
    raise AssertionError(f"no {action} in {words_of(view)}")


class TestHome:
    def test_shows_what_is_in_ones_name(self, lead: Person, world: World) -> None:
        home = open_home(lead)

        said = words_of(home)
        assert "WS3 Fostering" in said
        assert "No RAG is published" in said
        assert "M7 Panel approves the homes" in said
        assert "Live alerts are on" in said
        assert lead.slack.refused() == []

    def test_carries_keys_and_no_things(self, lead: Person, world: World) -> None:
        home = open_home(lead)

        values = {button(home, action)["value"] for action in ("rate", "reforecast")}
        assert values == {str(h.id) for h in Handle.objects.filter(person=world.lead)}
        assert str(world.milestone.id) not in words_of(home)

    def test_shows_nothing_exempt(self, workspace: Rehearsal) -> None:
        world = a_world(marking="exempt")
        work_off()

        home = open_home(workspace.as_user("U0CHAIR"))

        assert "Fostering" not in words_of(home)
        assert world.milestone.name not in words_of(home)

    def test_of_a_stranger_is_a_link_and_nothing_else(self, workspace: Rehearsal, world: World) -> None:
        home = open_home(workspace.as_user("U0NEWCOMER"))

        assert "/account/link/" in words_of(home)
        assert "Fostering" not in words_of(home)

    def test_of_a_guest_says_no(self, workspace: Rehearsal, world: World) -> None:
        home = open_home(workspace.as_user("U0GUEST"))

        assert "members of this workspace alone" in words_of(home)
        assert "/account/link/" not in words_of(home)


class TestChangesFromHome:
    def test_a_milestone_moves(self, lead: Person, world: World) -> None:
        home = open_home(lead)

        lead.click_in_view(home, "reforecast", block_id=button(home, "reforecast")["block_id"])
        work_off()
        form = lead.wait_for_view("Why it moves")
        lead.submit(form, {"forecast": "2027-05-04", "reason": "The panel moved"})
        work_off()

        assert Milestone.objects.get(pk=world.milestone.pk).forecast_date == date(2027, 5, 4)
        assert "4 May 2027" in words_of(lead.wait_for_home("4 May 2027"))
        assert lead.slack.refused() == []

    def test_somebody_elses_key_opens_nothing(
        self, workspace: Rehearsal, lead: Person, world: World, live_server: Any
    ) -> None:
        home = open_home(lead)
        lead.click_in_view(home, "reforecast", block_id=button(home, "reforecast")["block_id"])
        body = next(d["body"] for d in reversed(workspace.deliveries()) if d["kind"] == "actions")

        forged = body.replace("U0LEAD", "U0CHAIR").replace("trigger_id%22%3A+%22", "trigger_id%22%3A+%221")
        workspace.signed_post(
            f"{live_server.url}/slack/events", forged, content_type="application/x-www-form-urlencoded"
        )
        work_through()  # what waits for a view that nobody opened is tried again for five seconds

        assert "Panel approves" not in json.dumps(workspace.as_user("U0CHAIR").seen(), ensure_ascii=False)


class TestWhatOneHears:
    def test_is_chosen_in_a_modal(self, lead: Person, world: World) -> None:
        home = open_home(lead)

        lead.click_in_view(home, "hear")
        work_off()
        form = lead.wait_for_view("Send me")
        after = lead.submit(
            form, {"live": "on", "wants": "worsened", "quiet_from": "20:00", "quiet_to": "07:30"}
        )
        work_off()

        row = Preference.objects.get(person=world.lead)
        assert (row.wants, row.quiet_from, row.quiet_to) == ("worsened", time(20), time(7, 30))
        assert after is not None
        assert "Quiet from 20:00 to 07:30" in words_of(lead.wait_for_home("Quiet from"))

    def test_half_a_quiet_time_is_said_under_its_field(self, lead: Person, world: World) -> None:
        home = open_home(lead)
        lead.click_in_view(home, "hear")
        work_off()
        form = lead.wait_for_view("Send me")

        after = lead.submit(form, {"live": "on", "wants": "all", "quiet_from": "20:00"})

        assert after is not None
        assert "both hours" in after["errors"]["quiet_from"]
        assert not Preference.objects.filter(quiet_from__isnull=False).exists()


class TestChoosing:
    def test_offers_what_may_be_updated_and_goes_on_to_its_form(self, lead: Person, world: World) -> None:
        a_milestone(world.workstream, ref="M8", name="Homes open")
        lead.shortcut("move_milestone")
        work_off()
        pick = lead.wait_for_view("Which milestone")

        everything = lead.suggest(pick, "thing")
        found = lead.suggest(pick, "thing", "homes op")
        form = lead.submit(pick, {"thing": found[0]["value"]})

        assert len(everything) == 2
        assert [o["text"]["text"] for o in found] == ["M8 Homes open"]
        assert form is not None
        assert "M8 Homes open" in words_of(form)
        after = lead.submit(form, {"forecast": "2027-06-01", "reason": "Builders"})
        assert after is not None
        assert "forecast 1 Jun 2027" in words_of(after)

    def test_offers_nothing_to_whoever_may_update_nothing(self, workspace: Rehearsal, world: World) -> None:
        chair = workspace.as_user("U0CHAIR")

        chair.shortcut("move_milestone")
        work_off()

        assert "nothing of this kind" in words_of(chair.wait_for_view("nothing of this kind"))

    def test_on_a_message_its_words_are_the_reason_to_start_from(
        self, workspace: Rehearsal, lead: Person, world: World
    ) -> None:
        said = workspace.as_user("U0LEAD").say("The contractor says six weeks more", "C0GENERAL")

        lead.shortcut("move_milestone_from_message", said)
        work_off()
        pick = lead.wait_for_view("Which milestone")
        form = lead.submit(pick, {"thing": lead.suggest(pick, "thing", "M7")[0]["value"]})

        assert form is not None
        assert "The contractor says six weeks more" in words_of(form)

    def test_by_command_a_ref_goes_straight_to_its_form(self, lead: Person, world: World) -> None:
        lead.slash("/tracker move m7")
        work_off()

        assert "M7 Panel approves" in words_of(lead.wait_for_view("Why it moves"))
