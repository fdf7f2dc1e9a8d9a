"""The page behind an answer's link: the same answer, row by row, for whoever is signed in."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest
from django.test import Client
from django.utils import timezone

from bots.queries import answer
from tests.factories.ground import a_person, grant
from tests.integration.bots.hubs import hubs

pytestmark = pytest.mark.django_db


def signed_in(role: str = "staff"):
    programme, _ = hubs()
    person = a_person()
    reader = grant(person, role, programme.organisation)
    client = Client()
    client.force_login(person)
    return client, reader


class TestAnswerPage:
    def test_is_where_an_answer_links_and_says_the_same(self):
        client, reader = signed_in()
        said = answer("list the lines of Placements", reader=reader, at=timezone.now())

        page = client.get(said.link)

        assert urlparse(said.link).path == "/answers/"
        assert parse_qs(urlparse(said.link).query)["q"] == [said.asked]
        assert page.status_code == 200
        assert "24S1" in page.content.decode()
        assert said.headline in page.content.decode()

    def test_offers_the_readings_of_an_unclear_question(self):
        client, _ = signed_in()

        page = client.get("/answers/", {"q": "savings 24S1 FY27"}).content.decode()

        assert page.count('href="/answers/?q=') == 2

    def test_is_for_those_signed_in(self):
        assert Client().get("/answers/", {"q": "savings"}).status_code == 302
