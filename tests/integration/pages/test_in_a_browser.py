"""The pages in a browser: axe finds nothing at all, the keyboard suffices, a telephone and A4 hold them."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from governance.models import Board
from programme.models import Person
from programme.queries import actor_for_person
from tests.factories.examples import tell
from tests.integration.admin.desk import Desk
from tests.integration.admin.test_in_a_browser import CHROMIUM, look

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]
SHOTS = os.environ.get("SHOTS")


def everything(page):
    """Return all that axe finds, of any weight."""
    violations = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in violations]


def shoot(page, name):
    """Keep a picture where somebody wants to look."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def at_the_desk_of(email):
    """Return one of the example people, signed in."""
    person = Person.objects.get(email=email)
    return Desk(actor_for_person(person.pk, door="page"))


@pytest.fixture
def story():
    """Load Southampton's copy as of today."""
    return tell("southampton", at=timezone.now())


class TestEveryPage:
    def test_passes_axe_and_fits_a_telephone(self, story, live_server):
        boards = [b.code for b in Board.objects.filter(programme__code=story.code).order_by("code")]
        paths = {"home": "/", "boards": "/boards/"} | {f"board-{code}": f"/boards/{code}/" for code in boards}
        chair = at_the_desk_of("chair@example.test")

        def visit(page):
            found, wide = {}, {}
            for name, path in paths.items():
                page.set_viewport_size({"width": 1280, "height": 900})
                page.goto(f"{live_server.url}{path}", wait_until="networkidle")
                found[name] = everything(page)
                shoot(page, name)
                page.set_viewport_size({"width": 320, "height": 640})
                wide[name] = page.evaluate("document.documentElement.scrollWidth")
                found[name] += everything(page)
                shoot(page, f"{name}-320")
            return found, wide

        (found, wide), wrong = look(chair, live_server, visit)

        assert found == {name: [] for name in paths}
        assert wide == {name: 320 for name in paths}
        assert wrong == []
