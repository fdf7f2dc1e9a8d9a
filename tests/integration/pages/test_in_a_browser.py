"""The pages in a browser: axe finds nothing at all, the keyboard suffices, a telephone and A4 hold them."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from governance.models import Meeting
from programme.models import Person
from programme.queries import actor_for_person
from tests.integration.admin.desk import Desk
from tests.integration.admin.test_in_a_browser import CHROMIUM, look
from tests.integration.pages.at_work import a_board_at_work
from tests.integration.pages.walking import kind_of, walk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]
SHOTS = os.environ.get("SHOTS")
BOARD = "/boards/southampton-cl-story-board/"


def everything(page):
    """Return all that axe finds, of any weight."""
    violations = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in violations]


def shoot(page, path, suffix=""):
    """Keep a picture where somebody wants to look."""
    if SHOTS:
        name = re.sub(r"\W+", "-", kind_of(path)).strip("-").lower() or "home"
        page.screenshot(path=f"{SHOTS}/{name}{suffix}.png", full_page=True)


def one_of_each_kind(desk):
    """Return a page of each kind that somebody can reach, and the board with most on it."""
    pages = [BOARD, *(path for path, (_, words) in walk(desk.client).items() if words)]
    return list({kind_of(path): path for path in reversed(pages)}.values())


@pytest.fixture
def chair():
    """Load Southampton's copy as of today, with its board at work, and sit down as the chair."""
    a_board_at_work()
    person = Person.objects.get(email="chair@example.test")
    return Desk(actor_for_person(person.pk, door="page"))


class TestEveryKindOfPage:
    def test_passes_axe_fits_a_telephone_and_prints(self, chair, live_server):
        paths = one_of_each_kind(chair)

        def visit(page):
            found, wide, printed = {}, {}, {}
            for path in paths:
                page.set_viewport_size({"width": 1280, "height": 900})
                page.goto(f"{live_server.url}{path}")
                found[path] = everything(page)
                shoot(page, path)
                page.emulate_media(media="print")
                printed[path] = page.locator(".top nav:visible, .contents:visible, button:visible").count()
                page.set_viewport_size({"width": 690, "height": 1000})
                shoot(page, path, "-a4")
                page.emulate_media(media="screen")
                page.set_viewport_size({"width": 320, "height": 640})
                wide[path] = page.evaluate("document.documentElement.scrollWidth")
                found[path] += everything(page)
                shoot(page, path, "-320")
            return found, wide, printed

        (found, wide, printed), wrong = look(chair, live_server, visit, seconds=500)

        assert found == {path: [] for path in paths}
        assert wide == dict.fromkeys(paths, 320)
        assert printed == dict.fromkeys(paths, 0)
        assert wrong == []


class TestAPersonAtTheKeyboard:
    def test_skips_to_the_content_and_looks_back_to_a_meeting(self, chair, live_server):
        board = chair.open(BOARD).response.context["board"]
        held = Meeting.objects.filter(board_id=board.id, state="held").order_by("starts_at").last()

        def type_alone(page):
            page.goto(f"{live_server.url}{BOARD}", wait_until="networkidle")
            page.keyboard.press("Tab")
            first = page.evaluate("document.activeElement.textContent")
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            reached = page.evaluate("document.activeElement.id")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Tab")
            on_button = page.evaluate("document.activeElement.textContent")
            page.keyboard.press("Enter")
            page.wait_for_selector("#board .notice")
            told = page.inner_text("#as-at")
            kept = page.evaluate("document.activeElement.textContent")
            return first, reached, on_button, told, kept, page.url, everything(page)

        found, wrong = look(chair, live_server, type_alone)

        first, reached, on_button, told, kept, url, axe = found
        assert first == "Skip to the content"
        assert reached == "meeting"
        assert on_button == kept == "Show"
        assert told.startswith("As at the meeting of")
        assert str(held.id) in url
        assert axe == []
        assert wrong == []

    def test_opens_a_fold_and_sees_where_it_is(self, chair, live_server):
        def fold(page):
            page.goto(f"{live_server.url}{BOARD}", wait_until="networkidle")
            summary = page.locator("#money .year > details > summary").first
            summary.focus()
            page.keyboard.press("Enter")
            is_open = page.locator("#money .year > details").first.get_attribute("open") is not None
            outline = summary.evaluate("e => getComputedStyle(e).outlineStyle")
            return is_open, outline

        (is_open, outline), wrong = look(chair, live_server, fold)

        assert is_open
        assert outline == "solid"
        assert wrong == []


class TestPartsThatReload:
    def test_narrow_findings_in_place_by_keyboard(self, chair, live_server):
        def narrow(page):
            page.goto(f"{live_server.url}/findings/", wait_until="networkidle")
            page.focus("#standing")
            page.keyboard.type("To read")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_url("**standing=read**")
            expect(page.locator("#number")).to_have_text("1 finding")
            kept = page.evaluate("document.activeElement.textContent")
            page.go_back(wait_until="networkidle")
            return kept, page.inner_text("#number"), everything(page)

        (kept, after, axe), wrong = look(chair, live_server, narrow)

        assert kept == "Show"
        assert after == "3 findings"
        assert axe == []
        assert wrong == []

    def test_take_an_alert_in_hand_without_leaving_the_page(self, chair, live_server):
        def take(page):
            page.goto(f"{live_server.url}{BOARD}", wait_until="networkidle")
            page.evaluate("window.still = true")
            buttons = page.locator("#escalated button")
            before = buttons.count()
            buttons.first.focus()
            page.keyboard.press("Enter")
            expect(buttons).to_have_count(before - 1)
            return before, page.evaluate("window.still"), everything(page)

        (before, is_same_page, axe), wrong = look(chair, live_server, take)

        assert before > 0
        assert is_same_page
        assert axe == []
        assert wrong == []
