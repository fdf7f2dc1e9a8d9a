"""Whoever owns an action or a finding, and whoever holds the post that decides, takes it a step on from its page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from governance import changes
from governance.models import Action, Decision, Finding
from programme.models import Person
from programme.rules import access
from programme.rules.access import Actor
from tests.factories.governance import a_decision, a_decision_maker, an_action, overseen, some_findings
from tests.factories.ground import LOADING, a_programme, a_workstream, someone

pytestmark = pytest.mark.django_db


def client_of(actor: Actor, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def fields(page: str) -> dict[str, str]:
    """Return the hidden fields of the form on a page, as a browser would send them."""
    form = page[page.index('id="act"') :]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def owner() -> Actor:
    return someone(access.MEMBER, a_programme(code="acting"))


@pytest.fixture
def programme(owner: Actor) -> Any:
    from programme.models import Programme

    return Programme.objects.get(code="acting")


@pytest.fixture
def action(programme: Any, owner: Actor) -> Action:
    return an_action(programme, owner_id=owner.person_id)


class TestAnAction:
    def test_waits_on_the_first_page_of_its_owner_alone(
        self, action: Action, owner: Actor, programme: Any
    ) -> None:
        other = someone(access.MEMBER, programme)

        assert f"/actions/{action.id}/" in read(client_of(owner), "/")
        assert "Waiting for you" not in read(client_of(other), "/")

    def test_is_done_by_its_owner_and_taken_up_again(self, action: Action, owner: Actor) -> None:
        client, path = client_of(owner), f"/actions/{action.id}/"
        sent = fields(read(client, path)) | {"done_on": "2026-04-09", "outcome": "They were told"}

        done = client.post(path, sent, follow=True)
        action.refresh_from_db()
        was_done = action.done_on
        again = client.post(path, fields(done.content.decode()) | {"reason": "Two were missed"}, follow=True)
        action.refresh_from_db()

        assert was_done == date(2026, 4, 9)
        assert f"{action.ref} is done." in done.content.decode()
        assert "They were told" in done.content.decode()
        assert f"{action.ref} is open again." in again.content.decode()
        assert action.done_on is None

    def test_says_what_is_wrong_above_and_beside_and_keeps_what_was_typed(
        self, action: Action, owner: Actor
    ) -> None:
        client, path = client_of(owner), f"/actions/{action.id}/"
        ahead = (timezone.localdate() + timedelta(days=2)).isoformat()

        answer = client.post(path, fields(read(client, path)) | {"done_on": ahead, "outcome": "Told all"})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "There is a problem" in page
        assert '<a href="#id_done_on">Done on: An action is done once it is done' in page
        assert "<title>Problem: " in page
        assert "Told all" in page
        assert f'value="{ahead}"' in page

    def test_keeps_what_was_typed_where_somebody_else_was_first(self, action: Action, owner: Actor) -> None:
        client, path = client_of(owner), f"/actions/{action.id}/"
        seen = fields(read(client, path))
        changes.complete_action(
            action_id=action.id, version=None, done_on=date(2026, 4, 8), by=LOADING, at=timezone.now()
        )

        met = client.post(path, seen | {"done_on": "2026-04-09", "outcome": "Told all"})
        action.refresh_from_db()
        was = action.outcome
        page = met.content.decode()
        sent = client.post(path, fields(page) | {"done_on": "2026-04-09", "outcome": "Told all"})
        action.refresh_from_db()

        assert met.status_code == 409
        assert "It is now: done 8 April 2026" in page
        assert "Told all" in page
        assert was == ""
        assert sent.status_code == 302
        assert (action.done_on, action.outcome) == (date(2026, 4, 9), "Told all")

    def test_is_only_to_be_read_by_others(self, action: Action, programme: Any) -> None:
        client, path = client_of(someone(access.MEMBER, programme)), f"/actions/{action.id}/"
        offered = 'id="act"' in read(client, path)

        forced = client.post(path, {"act": "done", "version": action.version, "done_on": "2026-04-09"})
        action.refresh_from_db()

        assert not offered
        assert forced.status_code == 403
        assert "You may not change" in forced.content.decode()
        assert action.done_on is None

    def test_takes_a_token_against_forgery(self, action: Action, owner: Actor) -> None:
        client = client_of(owner, enforce_csrf_checks=True)

        forged = client.post(f"/actions/{action.id}/", {"act": "done", "version": 1, "done_on": "2026-04-09"})

        assert forged.status_code == 403
        assert "Please try again" in forged.content.decode()
        assert "script-src 'self'" in forged.headers["Content-Security-Policy"]


class TestAFinding:
    @pytest.fixture
    def finding(self, programme: Any, owner: Actor) -> Finding:
        first, *_ = some_findings(programme, owner_id=owner.person_id)
        return first

    def test_goes_on_by_its_owner_and_is_closed_by_another(
        self, finding: Finding, owner: Actor, programme: Any
    ) -> None:
        path = f"/findings/{finding.id}/"
        mine, office = client_of(owner), client_of(someone(access.MANAGER, programme))
        for state, note in (("accepted", ""), ("done", "A board was set up")):
            sent = mine.post(path, fields(read(mine, path)) | {"state": state, "note": note})
            assert sent.status_code == 302
        owned = read(mine, path)
        closed = office.post(path, fields(read(office, path)) | {"state": "closed", "note": "Seen"})
        finding.refresh_from_db()

        assert 'value="closed"' not in owned
        assert closed.status_code == 302
        assert finding.state == "closed"

    def test_asks_what_was_done(self, finding: Finding, owner: Actor) -> None:
        client, path = client_of(owner), f"/findings/{finding.id}/"
        client.post(path, fields(read(client, path)) | {"state": "accepted"})

        answer = client.post(path, fields(read(client, path)) | {"state": "done", "note": ""})

        assert answer.status_code == 422
        assert (
            '<a href="#id_note">What was done, or why: Say what was done, or why' in answer.content.decode()
        )

    def test_that_is_to_be_read_takes_no_step(self, programme: Any) -> None:
        *_, strength = some_findings(programme)
        client = client_of(someone(access.MANAGER, programme))

        assert 'id="act"' not in read(client, f"/findings/{strength.id}/")


class TestADecision:
    @pytest.fixture
    def decision(self, programme: Any, owner: Actor) -> Decision:
        maker = a_decision_maker(programme.organisation, holder_id=owner.person_id)
        changes.set_limit(
            decision_maker_id=maker.id, kind="saving_change", limit=10**6, by=LOADING, at=timezone.now()
        )
        workstream = a_workstream(programme)
        overseen(workstream, None, maker)
        return a_decision(programme, maker, amount="1000", key_decision=False, workstream_id=workstream.id)

    def test_is_made_by_the_holder_of_the_post_who_is_no_officer(
        self, decision: Decision, owner: Actor
    ) -> None:
        client, path = client_of(owner), f"/decisions/{decision.id}/"
        waiting = read(client, "/")
        today = timezone.localdate()

        made = client.post(
            path, fields(read(client, path)) | {"step": "made", "on": today.isoformat(), "note": "As advised"},
            follow=True,
        )  # fmt: skip
        decision.refresh_from_db()

        assert path in waiting
        assert f"{decision.ref} is made." in made.content.decode()
        assert "As advised" in made.content.decode()
        assert decision.made_on == today

    def test_is_only_to_be_read_by_other_members(self, decision: Decision, programme: Any) -> None:
        client, path = client_of(someone(access.MEMBER, programme)), f"/decisions/{decision.id}/"
        offered = 'id="act"' in read(client, path)

        forced = client.post(
            path, {"act": "step", "version": decision.version, "step": "made", "on": "2026-05-01"}
        )
        decision.refresh_from_db()

        assert not offered
        assert forced.status_code == 403
        assert decision.made_on is None

    def test_meets_what_somebody_else_recorded(self, decision: Decision, owner: Actor) -> None:
        client, path = client_of(owner), f"/decisions/{decision.id}/"
        seen = fields(read(client, path))
        today = timezone.localdate()
        changes.take_step(
            decision_id=decision.id, version=None, step="consulted", on=today, by=LOADING, at=timezone.now()
        )

        met = client.post(path, seen | {"step": "made", "on": today.isoformat(), "note": "As advised"})

        assert met.status_code == 409
        assert "It is now: consulted on" in met.content.decode()
        assert "As advised" in met.content.decode()
