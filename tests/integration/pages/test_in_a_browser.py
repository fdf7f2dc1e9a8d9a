"""The pages in a browser: axe finds nothing at all, the keyboard suffices, a telephone and A4 hold them."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from governance import changes
from governance.models import Action, Decision, DecisionMaker, Meeting
from programme.models import Person
from programme.queries import actor_for_person
from tests.factories.ground import LOADING
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


def tab_to(page, wanted, *, most=250):
    """Press Tab until the focus is on an element that fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {wanted})(document.activeElement)"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def follow(page, start):
    """Follow, by keyboard alone, the first link whose address is this or begins so."""
    fits = f"a => a === '{start}'" if start == "/" else f"a => a.startsWith('{start}')"
    tab_to(page, f"e.tagName === 'A' && ({fits})(e.getAttribute('href'))")
    with page.expect_navigation(wait_until="networkidle"):
        page.keyboard.press("Enter")


def one_of_each_kind(desk):
    """Return a page of each kind that somebody can reach, and the board with most on it."""
    pages = [
        BOARD,
        "/nowhere/",
        "/account/",
        "/account/calendar/",
        *(path for path, (_, words) in walk(desk.client).items() if words),
    ]
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


class TestTheWayOfAMember:
    def test_goes_by_keyboard_from_my_boards_to_a_decision_and_a_digest(self, chair, live_server):
        for maker in DecisionMaker.objects.filter(organisation__boards__code=BOARD.split("/")[2]):
            changes.revise_decision_maker(
                decision_maker_id=maker.id, version=None, by=LOADING, at=timezone.now(),
                values={"holder_id": chair.actor.person_id},
            )  # fmt: skip
        told = []

        def go(page):
            page.goto(f"{live_server.url}/", wait_until="networkidle")
            for start in (BOARD, "/meetings/", "/papers/", "/decisions/"):
                follow(page, start)
                told.append(page.inner_text("h1"))
            reached = page.url.rstrip("/").split("/")[-1]
            tab_to(page, "e.value === 'made'")
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            tab_to(page, "e.name === 'note'")
            page.keyboard.type("Heard by the board")
            tab_to(page, "e.textContent === 'Record the step'")
            page.keyboard.press("Enter")
            page.wait_for_selector(".message.success")
            told.append(page.inner_text(".message.success"))
            for start in ("/", "/digests/", "/digests/"):
                follow(page, start)
            told.append(page.inner_text("main .notice"))
            return reached, page.url

        (reached, url), wrong = look(chair, live_server, go, seconds=400)

        decision = Decision.objects.get(pk=reached)
        assert told[0] == "Transformation Board"
        assert told[1].startswith("Meeting of ")
        assert told[2] == decision.paper.subject
        assert told[3] == decision.title
        assert told[4] == f"{decision.ref} is refused."
        assert "Its figures are frozen as at" in told[5]
        assert "/digests/" in url
        assert decision.state == "refused"
        assert wrong == []

    def test_is_told_what_is_wrong_where_the_keyboard_already_is(self, chair, live_server):
        action = Action.objects.filter(board__code=BOARD.split("/")[2], done_on=None).first()
        changes.revise_action(
            action_id=action.id, version=None, by=LOADING, at=timezone.now(),
            values={"owner_id": chair.actor.person_id},
        )  # fmt: skip

        def err(page):
            page.set_viewport_size({"width": 320, "height": 640})
            page.goto(f"{live_server.url}/actions/{action.id}/")
            page.fill("[name=done_on]", "")
            page.fill("[name=outcome]", "The contract is signed")
            page.click("#act button")
            page.wait_for_selector(".problems")
            focus = page.evaluate("document.activeElement.className")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            at = page.evaluate("document.activeElement.name || document.querySelector(':target').name")
            kept = page.input_value("[name=outcome]")
            return focus, at, kept, page.evaluate("document.documentElement.scrollWidth"), everything(page)

        (focus, at, kept, wide, axe), wrong = look(chair, live_server, err)

        assert "problems" in focus
        assert at == "done_on"
        assert kept == "The contract is signed"
        assert wide == 320
        assert axe == []
        assert [w for w in wrong if "422" not in w] == []


class TestPartsThatReload:
    def test_narrow_findings_in_place_by_keyboard(self, chair, live_server):
        def narrow(page):
            page.goto(f"{live_server.url}/findings/", wait_until="networkidle")
            whole = page.inner_text("#number")
            page.focus("#standing")
            for _ in range(3):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_url("**standing=read**")
            expect(page.locator("#number")).not_to_have_text(whole)
            states = set(page.locator("#findings tbody td:nth-of-type(3)").all_inner_texts())
            told = page.inner_text("#number"), page.locator("#findings tbody tr").count()
            kept = page.evaluate("document.activeElement.textContent")
            page.go_back()
            expect(page.locator("#number")).to_have_text(whole)  # the page of before is asked for anew
            page.wait_for_load_state("networkidle")
            return whole, states, told, kept, page.inner_text("#number"), everything(page)

        (whole, states, (told, rows), kept, after, axe), wrong = look(chair, live_server, narrow)

        assert {one.strip() for one in states} == {"To read"}
        assert told == f"{rows} finding{'' if rows == 1 else 's'}"
        assert kept == "Show"
        assert after == whole
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
