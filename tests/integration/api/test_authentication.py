"""Who may call: tokens and their ends, scopes, a browser's session."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from programme import changes
from programme.models import ApiToken, Person
from programme.rules import access
from tests.factories.ground import a_council, a_milestone, a_person, grant, someone
from tests.fakes.callers import Caller, a_token

pytestmark = pytest.mark.django_db


class TestToken:
    def test_lets_its_owner_in_with_the_grants_of_the_moment(self):
        council = a_council()
        manager = someone(access.MANAGER, council)

        answer = Caller(manager).get("me")

        assert answer.status_code == 200
        assert answer.json()["email"] == manager.email
        assert answer.json()["grants"] == [
            {
                "role": "manager",
                "organisation_id": str(council.id),
                "programme_id": None,
                "workstream_id": None,
                "cleared": False,
            }
        ]

    def test_without_one_is_asked_to_sign_in(self):
        answer = Caller().get("me")

        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["type"].endswith("/api/problems/#sign-in")

    @pytest.mark.parametrize("token", ["pt_unknown", "", "not even one", "pt_\u00e9"])
    def test_that_nobody_holds_is_refused(self, token):
        answer = Caller(token=token or " ").get("me")

        assert answer.status_code == 401

    def test_that_is_revoked_is_told_as_one_nobody_holds(self):
        owner = someone(access.STAFF, a_council())
        caller = Caller(owner)
        token = ApiToken.objects.get(person_id=owner.person_id)
        changes.revoke_token(token_id=token.id, by=owner, at=timezone.now())

        revoked, unknown = caller.get("me"), Caller(token="pt_unknown").get("me")

        assert revoked.status_code == unknown.status_code == 401
        assert revoked.json()["detail"] == unknown.json()["detail"]

    def test_that_is_over_is_refused(self):
        owner = someone(access.STAFF, a_council())
        caller = Caller(owner)
        ApiToken.objects.filter(person_id=owner.person_id).update(expires_at=timezone.now())

        assert caller.get("me").status_code == 401

    def test_of_a_closed_account_is_refused(self):
        owner = someone(access.STAFF, a_council())
        caller = Caller(owner)
        Person.objects.filter(pk=owner.person_id).update(is_active=False)

        assert caller.get("me").status_code == 401

    def test_sees_no_more_than_the_grants_left(self):
        person = a_person()
        milestone = a_milestone()
        caller = Caller(grant(person, access.STAFF, milestone.programme))
        assert caller.get(f"milestones/{milestone.id}").status_code == 200

        for held in person.grants.all():
            changes.withdraw_grant(grant_id=held.id, by=access.system(), at=timezone.now())

        assert caller.get(f"milestones/{milestone.id}").status_code == 404

    def test_is_kept_as_a_hash_and_noted_when_used(self):
        owner = someone(access.STAFF, a_council())
        token = a_token(owner)

        Caller(token=token).get("me")

        row = ApiToken.objects.get(person_id=owner.person_id)
        assert token not in {str(value) for value in vars(row).values()}
        assert timezone.now() - row.last_used_at < timedelta(minutes=5)


class TestScope:
    def test_of_reading_reads_and_does_not_write(self):
        milestone = a_milestone()
        caller = Caller(someone(access.MANAGER, milestone.programme), scope="read")

        read = caller.get(f"milestones/{milestone.id}")
        written = caller.post(
            f"milestones/{milestone.id}/reforecast", {"forecast": "2027-05-01", "reason": "Late"}, version=1
        )

        assert read.status_code == 200
        assert written.status_code == 403
        assert written.json()["type"].endswith("#scope")
        assert 'error="insufficient_scope"' in written["WWW-Authenticate"]
        milestone.refresh_from_db()
        assert milestone.version == 1


class TestSession:
    def test_lets_somebody_signed_in_read(self):
        member = someone(access.MEMBER, a_council())
        browser = Client()
        browser.force_login(Person.objects.get(pk=member.person_id))

        answer = browser.get("/api/v1/me")

        assert answer.status_code == 200
        assert answer.json()["name"] == member.name

    def test_writes_only_with_its_csrf_token(self):
        milestone = a_milestone()
        manager = someone(access.MANAGER, milestone.programme)
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(Person.objects.get(pk=manager.person_id))

        answer = browser.post(
            f"/api/v1/milestones/{milestone.id}/reforecast",
            {"forecast": "2027-05-01", "reason": "Late"},
            content_type="application/json",
            headers={"If-Match": '"1"'},
        )

        assert answer.status_code == 403
        assert "CSRF" in answer.json()["detail"]
        assert answer["Content-Type"] == "application/problem+json"
