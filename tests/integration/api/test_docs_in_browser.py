"""The page to try the API on, in a browser, under the policy that lets no inline script run."""

import shutil
import threading

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFLINE = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]


def look(address, act):
    """Open an address in a browser, act on the page, and return what came of it and what went wrong.

    In a thread of its own, since Playwright's loop would have Django refuse its database to this one.
    """
    found, wrong = [], []

    def run():
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
            page = browser.new_page()
            page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda problem: wrong.append(str(problem)))
            page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
            page.goto(address)
            found.append(act(page))
            browser.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    return found, wrong


class TestDocs:
    def test_list_every_use_without_breaking_the_policy(self, live_server):
        def uses(page: Page) -> set[str]:
            page.wait_for_selector(".opblock", timeout=30_000)
            return set(
                page.locator(".opblock-summary-path").evaluate_all("all => all.map(e => e.dataset.path)")
            )

        found, wrong = look(f"{live_server.url}/api/docs/", uses)

        assert wrong == []
        assert {"/api/v1/milestones/{id}/reforecast", "/api/v1/positions"} <= found[0]
