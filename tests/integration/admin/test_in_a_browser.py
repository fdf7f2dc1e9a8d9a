"""The admin in a browser: axe finds nothing serious, the keyboard gets past the sidebar, scripts of ours work."""

import shutil
import threading
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse
from playwright.sync_api import sync_playwright

from programme import changes
from programme.models import Milestone
from programme.rules import access
from tests.factories.governance import a_board, a_seat, overseen
from tests.factories.ground import LONG_AGO, a_milestone, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, form_url, list_url, remove_url

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFLINE = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]


def look(desk, server, act, *, seconds=120):
    """Have somebody act in a browser, signed in; return what came of it and what their console said was wrong.

    In a thread of its own, since Playwright's loop would have Django refuse its database to this one.
    """
    found, wrong = [], []
    session = desk.client.cookies["sessionid"].value

    def run():
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
            context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
            page = context.new_page()
            page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda problem: wrong.append(str(problem)))
            found.append(act(page))
            browser.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(seconds)
    return found[0] if found else None, [w for w in wrong if "favicon" not in w and "404" not in w]


def grave(page):
    """Return what axe calls serious or critical."""
    violations = Axe().run(page).response["violations"]
    return [
        (v["id"], v["nodes"][0]["html"][:120]) for v in violations if v["impact"] in ("serious", "critical")
    ]


@pytest.fixture
def workstream():
    workstream = a_workstream(name="Residential homes")
    board = a_board(workstream.programme)
    a_seat(board)
    overseen(workstream, board)
    milestone = a_milestone(workstream)
    a_saving(workstream, waits_for=[milestone])
    return workstream


@pytest.fixture
def office(workstream):
    return Desk(someone(access.PMO, workstream.programme.organisation, cleared=True))


class TestAxe:
    def test_finds_nothing_serious(self, office, workstream, live_server):
        milestone, saving = workstream.milestones.get(), workstream.savings.get()
        paths = [
            reverse("admin:index"),
            list_url(type(workstream)),
            form_url(workstream),
            form_url(milestone),
            form_url(saving),
            form_url(workstream.oversight.board),
            remove_url(milestone),
            f"{form_url(milestone)[:-7]}history/",
        ]

        def visit(page):
            found = {}
            for path in paths:
                page.goto(f"{live_server.url}{path}")
                page.wait_for_timeout(100)
                found[path] = grave(page)
            return found

        found, wrong = look(office, live_server, visit)

        assert found == {path: [] for path in paths}
        assert wrong == []


class TestAPersonAtTheKeyboard:
    def test_skips_to_the_content_first(self, office, workstream, live_server):
        def tab(page):
            page.goto(f"{live_server.url}{form_url(workstream)}")
            page.keyboard.press("Tab")
            first = page.evaluate("document.activeElement.textContent")
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            return first, page.evaluate("document.activeElement.closest('main') !== null")

        (first, is_inside), _ = look(office, live_server, tab)

        assert first == "Skip to the content"
        assert is_inside


class TestTheConflictPage:
    def test_passes_axe_and_keep_mine_works(self, office, workstream, live_server):
        milestone = workstream.milestones.get()
        colleague = someone(access.MANAGER, workstream.programme)

        def clash(page):
            page.goto(f"{live_server.url}{form_url(workstream)}")
            thread = threading.Thread(target=move)
            thread.start()
            thread.join()
            page.fill("#id_milestones-0-forecast_date", "1 Jun 2027")
            page.fill("#id_milestones-0-reason", "Found a faster route")
            page.click("button[name=_save]")
            page.wait_for_selector("#keep-mine")
            found = grave(page)
            page.click("#keep-mine button")
            page.wait_for_url(f"**{list_url(type(workstream))}**")
            return found

        def move():
            changes.reforecast_milestone(
                milestone_id=milestone.pk,
                version=None,
                forecast=date(2027, 9, 30),
                reason="Tender was late",
                by=colleague,
                at=LONG_AGO,
            )
            connection.close()

        found, _ = look(office, live_server, clash)

        assert found == []
        assert Milestone.objects.get(pk=milestone.pk).forecast_date == date(2027, 6, 1)


class TestTheCalendar:
    def test_writes_the_day_as_everywhere(self, office, workstream, live_server):
        def pick(page):
            page.goto(f"{live_server.url}{form_url(workstream)}")
            page.locator("td.field-forecast_date .tracker-pick").first.click()
            calendar = page.locator(".tracker-calendar")
            shown = calendar.input_value()
            calendar.evaluate("e => { e.value = '2027-06-01'; e.dispatchEvent(new Event('change')); }")
            return shown, page.input_value("#id_milestones-0-forecast_date")

        found, wrong = look(office, live_server, pick)

        assert found == ("2027-03-31", "1 Jun 2027")
        assert wrong == []
