"""Removing asks why, goes through changes one by one, and takes all or none."""

import pytest

from programme import changes
from programme.models import Milestone, Workstream
from programme.outbox.models import Event
from programme.rules import access
from savings.models import Saving
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, list_url, remove_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def desk(workstream):
    return Desk(someone(access.MANAGER, workstream.programme))


def trail(thing):
    event = Event.objects.filter(aggregate_id=thing.pk).latest("recorded_at")
    return event.type, event.payload["reason"], event.actor_name, event.door


def select(desk, model, things, **more):
    return desk.send(
        list_url(model),
        {"action": "delete_selected", "_selected_action": [str(t.pk) for t in things], **more},
    )


class TestRemovingOne:
    def test_asks_why_first(self, desk, workstream):
        milestone = a_milestone(workstream)

        asked = desk.open(remove_url(milestone))
        refused = desk.send(remove_url(milestone), asked.last_form)

        assert "Why?" in asked
        assert milestone.name in asked
        assert "Say why" in refused
        assert Milestone.objects.get(pk=milestone.pk).removed_at is None

    def test_leaves_the_thing_on_the_record_with_its_event(self, desk, workstream):
        milestone = a_milestone(workstream)
        asked = desk.open(remove_url(milestone))

        answer = desk.send(remove_url(milestone), asked.last_form | {"reason": "Merged with another"})

        milestone.refresh_from_db()
        assert answer.status == 302
        assert milestone.removed_at is not None
        assert trail(milestone) == (
            "programme.milestone.removed",
            "Merged with another",
            desk.actor.name,
            "admin",
        )
        assert milestone.name not in desk.list(Milestone).html

    def test_says_what_stands_in_the_way(self, desk, workstream):
        a_milestone(workstream)
        asked = desk.open(remove_url(workstream))

        answer = desk.send(remove_url(workstream), asked.last_form | {"reason": "Closed"})

        assert "still has 1 milestones" in answer
        assert answer.last_form["reason"] == "Closed"

    def test_of_something_saved_meanwhile_asks_to_look_again(self, desk, workstream):
        milestone = a_milestone(workstream)
        asked = desk.open(remove_url(milestone))
        changes.revise_milestone(
            milestone_id=milestone.pk, version=None, values={"name": "Renamed"}, by=LOADING, at=LONG_AGO
        )

        answer = desk.send(remove_url(milestone), asked.last_form | {"reason": "Doubled"})

        assert "saved by someone else" in answer
        assert Milestone.objects.get(pk=milestone.pk).removed_at is None

    def test_of_a_frozen_saving_says_that_it_takes_a_decision(self, desk, workstream):
        saving = a_saving(workstream, maturity=3)
        asked = desk.open(remove_url(saving))

        answer = desk.send(remove_url(saving), asked.last_form | {"reason": "Not wanted"})

        assert "it is withdrawn by a decision" in answer
        assert Saving.objects.get(pk=saving.pk).removed_at is None


class TestRemovingMany:
    def test_asks_why_and_removes_nothing_yet(self, desk, workstream):
        milestones = [a_milestone(workstream), a_milestone(workstream)]

        page = select(desk, Milestone, milestones)

        assert "Remove 2 milestones" in page.html
        assert all(m.name in page for m in milestones)
        assert Milestone.objects.filter(removed_at=None).count() == 2

    def test_leaves_the_same_trail_as_one(self, desk, workstream):
        milestones = [a_milestone(workstream), a_milestone(workstream)]
        page = select(desk, Milestone, milestones)

        answer = select(desk, Milestone, milestones, **page_fields(page), reason="Out of scope")

        assert answer.status == 302
        for milestone in milestones:
            assert trail(milestone) == (
                "programme.milestone.removed",
                "Out of scope",
                desk.actor.name,
                "admin",
            )
        assert not Milestone.objects.filter(removed_at=None).exists()

    def test_without_a_reason_asks_again(self, desk, workstream):
        milestones = [a_milestone(workstream)]
        page = select(desk, Milestone, milestones)

        answer = select(desk, Milestone, milestones, **page_fields(page), reason="  ")

        assert "Say why" in answer
        assert Milestone.objects.filter(removed_at=None).count() == 1

    def test_takes_all_or_none(self, desk, workstream):
        empty, full = a_workstream(workstream.programme), workstream
        a_milestone(full)
        page = select(desk, Workstream, [empty, full])

        answer = select(desk, Workstream, [empty, full], **page_fields(page), reason="Closed")

        assert "still has 1 milestones" in answer
        assert Workstream.objects.filter(removed_at=None).count() == 2

    def test_is_not_offered_to_a_lead(self, workstream):
        milestone = a_milestone(workstream)
        lead = Desk(someone(access.LEAD, workstream))

        select(lead, Milestone, [milestone], post="yes", reason="Forged")

        assert "delete_selected" not in lead.list(Milestone).html
        assert Milestone.objects.get(pk=milestone.pk).removed_at is None


def page_fields(page):
    return {k: v for k, v in page.last_form.items() if k.startswith("version-") or k == "post"}
