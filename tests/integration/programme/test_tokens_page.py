"""The page of one's own API tokens: made with a scope and an end, shown once, revoked at once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from programme.models import ApiToken, Person
from programme.rules import access
from tests.factories.ground import a_council, someone
from tests.fakes.callers import Caller, a_token

pytestmark = pytest.mark.django_db

PAGE = "/account/tokens/"


@pytest.fixture
def owner():
    return someone(access.STAFF, a_council())


@pytest.fixture
def browser(owner):
    browser = Client()
    browser.force_login(Person.objects.get(pk=owner.person_id))
    return browser


def asked(**values):
    last_day = timezone.localdate() + timedelta(days=30)
    return {"name": "Dashboard", "scope": "read", "last_day": last_day.isoformat(), **values}


class TestMaking:
    def test_shows_the_token_once_and_it_works(self, browser, owner):
        page = browser.post(PAGE, asked())

        token = re.search(r'<code id="token">(pt_[^<]+)</code>', page.content.decode())[1]
        assert page["Cache-Control"] == "no-store"
        assert Caller(token=token).get("me").json()["email"] == owner.email
        assert Caller(token=token).get("me").json()["may_write"] is False
        assert token not in browser.get(PAGE).content.decode()

    def test_lets_it_work_to_the_end_of_its_last_day(self, browser, owner):
        browser.post(PAGE, asked(last_day=timezone.localdate().isoformat()))

        row = ApiToken.objects.get(person_id=owner.person_id)
        assert timezone.localtime(row.expires_at - timedelta(seconds=1)).date() == timezone.localdate()
        assert row.expires_at > timezone.now()

    def test_twice_by_sending_the_form_again_makes_one(self, browser, owner):
        browser.post(PAGE, asked())

        again = browser.post(PAGE, asked())

        assert "You have a token of this name" in again.content.decode()
        assert ApiToken.objects.filter(person_id=owner.person_id).count() == 1

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"name": ""}, "This field is required"),
            ({"scope": "everything"}, "Select a valid choice"),
            ({"last_day": "2020-01-01"}, "Choose a day from today"),
            ({"last_day": "2099-01-01"}, "Choose a day from today"),
            ({"last_day": "soon"}, "Enter a valid date"),
        ],
    )
    def test_says_what_is_not_right(self, browser, values, words):
        page = browser.post(PAGE, asked(**values))

        assert words in page.content.decode()
        assert not ApiToken.objects.exists()


class TestRevoking:
    def test_ends_it_at_once(self, browser, owner):
        caller = Caller(owner)
        token = ApiToken.objects.get(person_id=owner.person_id)

        page = browser.post(f"{PAGE}{token.id}/revoke/", follow=True)

        assert "is revoked" in page.content.decode()
        assert caller.get("me").status_code == 401

    def test_of_somebody_else_is_told_as_none(self, browser):
        a_token(someone(access.STAFF, a_council()))
        token = ApiToken.objects.get()

        answer = browser.post(f"{PAGE}{token.id}/revoke/")

        assert answer.status_code == 404
        token.refresh_from_db()
        assert token.revoked_at is None


class TestPage:
    def test_asks_a_stranger_to_sign_in(self):
        answer = Client().get(PAGE)

        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")

    def test_lists_ones_own_tokens_alone(self, browser, owner):
        a_token(someone(access.STAFF, a_council()))
        theirs = ApiToken.objects.get()
        a_token(owner)

        page = browser.get(PAGE).content.decode()

        assert theirs.prefix not in page
        assert "works until" in page
        assert "<script" not in page
