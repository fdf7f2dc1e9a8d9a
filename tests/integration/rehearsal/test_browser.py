"""The pages in a browser: live, from the keyboard, and passing axe. Skipped where there is no Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fakes.rehearsal import Rehearsal
from tests.integration.rehearsal.conftest import AppUnderTest, button, modal, plain, reason_input
from tests.integration.rehearsal.test_mail import alert, send

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")

ALERT: list[dict[str, Any]] = [
    {"type": "header", "text": plain("Fostering has slipped")},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*£1.25m* is at risk"},
        "fields": [plain("Red"), plain("Was Amber")],
    },
    {
        "type": "actions",
        "block_id": "act",
        "elements": [button("ack", "Acknowledge", style="primary"), button("go", "More")],
    },
    {"type": "context", "elements": [plain("As at 22 November 2026")]},
    {
        "type": "data_table",
        "caption": "Savings",
        "rows": [[{"type": "raw_text", "text": "Name"}], [{"type": "raw_text", "text": "Fostering"}]],
    },
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    yield page
    page.close()
    assert troubles == []


def assert_accessible(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []


class TestWorkspace:
    def test_a_message_arrives_without_reloading(self, slack: Rehearsal, page: Page) -> None:
        page.goto(f"{slack.url}/?pane=U0CHAIR:C0BOARD")

        slack.api("chat.postMessage", channel="C0BOARD", text="Fostering slipped", blocks=ALERT)

        expect(page.get_by_role("heading", name="Fostering has slipped")).to_be_visible()
        expect(page.get_by_role("table", name="Savings")).to_be_visible()
        assert_accessible(page)

    def test_ask_from_the_keyboard_and_read_the_answer(
        self, slack: Rehearsal, app: AppUnderTest, page: Page
    ) -> None:
        page.goto(f"{slack.url}/?pane=U0CHAIR:C0BOARD")
        app.will_answer({"text": "Two are red"})

        page.get_by_label("Message #programme-board").focus()
        page.keyboard.type("/tracker red")
        page.keyboard.press("Enter")

        expect(page.get_by_text("Two are red")).to_be_visible()
        expect(page.get_by_text("Only visible to you")).to_be_visible()
        expect(page.get_by_label("Message #programme-board")).to_be_focused()

    def test_a_button_reaches_the_app(self, slack: Rehearsal, app: AppUnderTest, page: Page) -> None:
        slack.api("chat.postMessage", channel="C0BOARD", text="Fostering slipped", blocks=ALERT)
        page.goto(f"{slack.url}/?pane=U0CHAIR:C0BOARD")

        page.get_by_role("button", name="Acknowledge").click()

        payload = app.wait_for(1)[-1].payload
        assert payload["actions"][0]["action_id"] == "ack"

    def test_side_by_side_each_sees_their_own(self, slack: Rehearsal, page: Page) -> None:
        slack.api("chat.postMessage", channel="C0BOARD", text="For the board")
        page.goto(f"{slack.url}/?pane=U0CHAIR:C0BOARD")

        page.get_by_role("button", name="Compare with someone else").click()
        page.get_by_label("View as").nth(1).select_option("U0NEWCOMER")

        newcomer = page.get_by_role("region", name="Newcomer’s view")
        expect(page.get_by_role("region", name="Board chair’s view")).to_contain_text("For the board")
        expect(newcomer).to_be_visible()
        expect(newcomer).not_to_contain_text("For the board")
        expect(newcomer).not_to_contain_text("programme-board")
        assert_accessible(page)

    def test_a_thread_and_back_with_the_browsers_own_button(self, slack: Rehearsal, page: Page) -> None:
        root = slack.api("chat.postMessage", channel="C0BOARD", text="Root")["ts"]
        slack.api("chat.postMessage", channel="C0BOARD", text="Under it", thread_ts=root)
        page.goto(f"{slack.url}/?pane=U0CHAIR:C0BOARD")

        page.get_by_role("link", name="1 reply").click()
        page.get_by_label("Reply", exact=True).fill("Thank you")
        page.keyboard.press("Enter")

        expect(page.get_by_role("log", name="Thread")).to_contain_text("Thank you")
        assert_accessible(page)
        page.go_back()
        expect(page.get_by_role("log", name="Thread")).to_have_count(0)

    def test_another_conversation_says_that_it_has_news(self, slack: Rehearsal, page: Page) -> None:
        page.goto(f"{slack.url}/?pane=U0CHAIR:C0GENERAL")

        slack.api("chat.postMessage", channel="C0BOARD", text="News")

        expect(page.locator("[data-place=C0BOARD].has-new")).to_be_visible()
        page.get_by_role("link", name="programme-board").click()
        expect(page.locator("[data-place=C0BOARD].has-new")).to_have_count(0)


class TestModal:
    def open(self, slack: Rehearsal, app: AppUnderTest, page: Page) -> None:
        slack.as_user("U0CHAIR").slash("/tracker update")
        page.goto(f"{slack.url}/?pane=U0CHAIR:D0CHAIR")
        date = {"type": "datepicker", "action_id": "when", "initial_date": "2027-09-30"}
        choice = {
            "type": "radio_buttons",
            "action_id": "sure",
            "options": [{"text": plain("Sure"), "value": "yes"}, {"text": plain("Not sure"), "value": "no"}],
        }
        view = modal(
            reason_input(hint=plain("The board reads it")),
            {"type": "input", "block_id": "b2", "label": plain("When"), "element": date},
            {"type": "input", "block_id": "b3", "label": plain("How sure"), "element": choice},
        )
        slack.api("views.open", trigger_id=app.wait_for(1)[0].form["trigger_id"], view=view)

    def test_opens_live_takes_the_focus_and_gives_it_back(
        self, slack: Rehearsal, app: AppUnderTest, page: Page
    ) -> None:
        self.open(slack, app, page)

        expect(page.get_by_role("dialog", name="Reforecast")).to_be_visible()
        expect(page.get_by_label("Reason")).to_be_focused()
        assert_accessible(page)

        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_label("Message Programme Tracker")).to_be_focused()

    def test_filled_in_later_has_the_focus_in_its_first_field(
        self, slack: Rehearsal, app: AppUnderTest, page: Page
    ) -> None:
        slack.as_user("U0CHAIR").slash("/tracker update")
        page.goto(f"{slack.url}/?pane=U0CHAIR:D0CHAIR")
        words = {"type": "section", "text": plain("Looking…")}
        opened = {k: v for k, v in modal(words).items() if k != "submit"}
        trigger = app.wait_for(1)[0].form["trigger_id"]
        said = slack.api("views.open", trigger_id=trigger, view=opened)
        assert said["ok"], said
        expect(page.get_by_role("dialog")).to_be_focused()

        slack.api("views.update", view_id=said["view"]["id"], view=modal(reason_input()))

        expect(page.get_by_label("Reason")).to_be_focused()

    def test_shows_errors_under_the_fields_and_keeps_the_rest(
        self, slack: Rehearsal, app: AppUnderTest, page: Page
    ) -> None:
        self.open(slack, app, page)

        page.get_by_label("Reason").fill("Late")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Error: Please complete this required field.")).to_be_visible()
        expect(page.get_by_label("Reason")).to_have_value("Late")
        assert_accessible(page)

        app.will_answer({"response_action": "errors", "errors": {"why": "Somebody changed it meanwhile"}})
        page.get_by_label("Not sure").check()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Error: Somebody changed it meanwhile")).to_be_visible()

        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        values = app.requests[-1].payload["view"]["state"]["values"]
        assert values["why"]["reason"]["value"] == "Late"
        assert values["b2"]["when"]["selected_date"] == "2027-09-30"
        assert values["b3"]["sure"]["selected_option"]["value"] == "no"


class TestHome:
    def test_opening_the_tab_tells_the_app_and_shows_what_it_publishes(
        self, slack: Rehearsal, app: AppUnderTest, page: Page
    ) -> None:
        page.goto(f"{slack.url}/?pane=U0CHAIR:C0BOARD")

        page.get_by_role("link", name="Home").click()
        tabs = [request.json["event"]["tab"] for request in app.wait_for(1)]
        slack.api("views.publish", user_id="U0CHAIR", view={"type": "home", "blocks": ALERT})

        expect(page.get_by_role("heading", name="Fostering has slipped")).to_be_visible()
        assert tabs == ["home"]
        assert_accessible(page)


class TestMail:
    def test_a_mail_arrives_and_is_read(self, slack: Rehearsal, page: Page) -> None:
        page.goto(f"{slack.url}/mail")
        expect(page.get_by_text("No mail yet.")).to_be_visible()

        send(slack, alert("chair@example.test", "Slipped: Fostering"))
        page.get_by_role("link", name="Slipped: Fostering").click()

        expect(page.frame_locator("iframe").get_by_text("slipped")).to_be_visible()
        expect(page.get_by_role("link", name="Mail 1")).to_be_visible()
        assert_accessible(page)
