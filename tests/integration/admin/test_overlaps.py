"""The page of possible double counts: asked, answered, kept, and nothing typed is lost."""

import pytest

from programme.rules import access
from savings.queries import overlaps
from tests.factories.ground import LOADING, a_programme, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk

PAGE = "/admin/savings/overlapanswer/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def pair(programme):
    return [a_saving(programme, name="Fleet review") for _ in range(2)]


def answer(pair, **given):
    one, other = pair
    return {"first": str(one.pk), "second": str(other.pk), "verdict": "double", "note": "Same vans", **given}


class TestThePage:
    def test_asks_about_two_lines_and_says_why(self, programme, pair):
        page = Desk(someone(access.FINANCE, programme)).open(PAGE)

        assert page.status == 200
        assert "Asked because of the same wording." in page.words
        assert all(saving.ref in page.words for saving in pair)

    def test_keeps_an_answer_and_asks_no_more(self, programme, pair):
        desk = Desk(someone(access.FINANCE, programme))

        answered = desk.send(PAGE, answer(pair))
        page = desk.open(PAGE)

        assert answered.status == 302
        assert "To answer (0)" in page.words
        assert "The same money, counted twice" in page.words
        assert overlaps(reader=LOADING)[0].answered_by == desk.actor.name

    def test_loses_nothing_that_was_typed_when_something_is_missing(self, programme, pair):
        desk = Desk(someone(access.FINANCE, programme))

        page = desk.send(PAGE, answer(pair, verdict="", note="The same four vans"))

        assert page.status == 422
        assert "Not kept. verdict: Choose one of" in page.words
        assert 'value="The same four vans"' in page.html

    @pytest.mark.parametrize("first", ["", "not-a-key", "00000000-0000-0000-0000-000000000000"])
    def test_says_so_when_a_line_is_gone(self, programme, pair, first):
        page = Desk(someone(access.FINANCE, programme)).send(PAGE, answer(pair, first=first))

        assert "no longer there for you" in page.words

    def test_lets_a_lead_look_and_not_answer(self, programme, pair):
        desk = Desk(someone(access.LEAD, programme))

        page, posted = desk.open(PAGE), desk.send(PAGE, answer(pair))

        assert "Keep the answer" not in page.words
        assert "You may not change" in posted.words
        assert overlaps(reader=LOADING)[0].is_open

    def test_is_no_page_for_members(self, programme, pair):
        assert Desk(someone(access.MEMBER, programme)).open(PAGE).status in (302, 403)

    def test_shows_a_closed_line_to_nobody_else(self, programme, pair):
        a_saving(programme, name="Fleet review", marking="exempt", exempt_paragraph=3, ref="SECRET7")

        page = Desk(someone(access.FINANCE, programme)).open(PAGE)

        assert "SECRET7" not in page.html
