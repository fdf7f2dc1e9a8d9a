"""Imports in a browser: axe finds nothing serious, a file goes all the way by keyboard, the page says when it is."""

import shutil
import threading

import pytest
from django.db import connections
from django.urls import reverse

from programme.rules import access
from savings import changes
from savings.models import Saving, SheetImport
from tests.factories.ground import a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.fakes.worker import work_off
from tests.integration.admin.desk import Desk, add_url, form_url, list_url
from tests.integration.admin.test_in_a_browser import CHROMIUM, grave, look
from tests.integration.savings.imports.office import HEAD, NOW, ROWS, a_sheet, imported, kept, read, write

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None and shutil.which("chromium") is None, reason="needs Chromium"),
]
PICTURES = None  # a folder, to look at the pages


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def desk(programme):
    return Desk(someone(access.PMO, programme.organisation))


def picture(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def worked_off():
    """Do what waits, in a thread of its own: Playwright's would have Django refuse its database."""

    def work():
        work_off("savings.import_sheet")
        connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()


def every_state(programme, by):
    """Return an import in each state that has a page of its own."""
    strand = a_workstream(programme, ref="WS1", name="Early help")
    a_saving(strand, ref="26S1", name="Fostering", plan={2026: 90_000})
    a_saving(programme, ref="26S3", name="Home to school transport", maturity=3, plan={2026: 5})
    mixed = [*ROWS, ("26S4", "Agency", "abc", "1", "1"), ("26S5", "Fleet", "abc", "1", "1"),
             ("Total", "", "1,150", "2,240", "2,281")]  # fmt: skip
    found = {
        "rejected": read(programme, by, a_sheet(mixed), name="mixed.csv"),
        "asking": read(
            programme, by, a_sheet([("26S9", "Fees", "100", "50", "25")], said="Savings"), name="ask.csv"
        ),
        "refused": read(programme, by, b"PK not a zip", name="broken.xlsx"),
        "written": imported(programme, by, a_sheet(ROWS[:2]), name="written.csv"),
    }
    a_saving(programme, ref="L1", ref_is_printed=False, name="Fees", heading="Roads", plan={})
    found["rows"] = read(
        programme,
        by,
        a_sheet([("Buses", "Fees", "1", "1", "1")], head=["Heading", *HEAD[1:]]),
        name="rows.csv",
    )
    moved = read(programme, by, a_sheet([("26S2", "Residential homes", "7", "8", "9")]), name="conflicts.csv")
    line = Saving.objects.get(ref="26S2", removed_at=None)
    changes.plan_saving(saving_id=line.id, version=None, amounts={2026: 3}, by=by, at=NOW, reason="later")
    changes.revise_saving(saving_id=line.id, version=None, values={"name": "Homes"}, by=by, at=NOW)
    write(moved, by)
    found["conflicts"] = moved
    found["running"] = changes.ask_import(
        programme_id=programme.id, file_name="running.csv", content=a_sheet(), options={}, by=by, at=NOW,
    )  # fmt: skip
    return found


class TestPages:
    def test_axe_finds_nothing_serious(self, programme, desk, live_server):
        pages = {
            "list": list_url(SheetImport),
            "upload": add_url(SheetImport),
            **{name: form_url(row) for name, row in every_state(programme, desk.actor).items()},
            "programme": form_url(programme),
            "confirm": reverse("admin:savings_confirm_form", args=[programme.id]),
        }

        def act(page):
            found = {}
            for name, path in pages.items():
                page.goto(live_server.url + path)
                found[name] = grave(page)
                picture(page, name)
            return found

        found, wrong = look(desk, live_server, act)

        assert found == {name: [] for name in pages}
        assert wrong == []

    def test_fit_a_narrow_window(self, programme, desk, live_server):
        paths = [add_url(SheetImport), form_url(every_state(programme, desk.actor)["rejected"])]

        def act(page):
            page.set_viewport_size({"width": 420, "height": 900})
            wide = []
            for n, path in enumerate(paths):
                page.goto(live_server.url + path)
                picture(page, f"narrow-{n}")
                wide.append(page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))
            return wide

        found, _ = look(desk, live_server, act)

        assert found == [False, False]


class TestAllTheWay:
    def test_a_file_is_read_and_written_by_keyboard_and_the_page_says_so_by_itself(
        self, programme, desk, live_server, tmp_path
    ):
        path = kept(tmp_path, a_sheet())

        def act(page):
            page.goto(f"{live_server.url}{add_url(SheetImport)}?programme={programme.code}")
            page.set_input_files("#id_file", path)
            page.focus("text=Read the file")
            page.keyboard.press("Enter")
            page.wait_for_selector("[data-tracker-again]")
            worked_off()
            page.wait_for_selector("text=Ready to be written", timeout=20_000)
            page.focus("button:text-is('Write')")
            page.keyboard.press("Enter")
            page.wait_for_selector("[data-tracker-again]")
            worked_off()
            page.wait_for_selector("text=It can be undone", timeout=20_000)
            return page.url

        found, wrong = look(desk, live_server, act)

        assert found is not None
        assert wrong == []
        assert Saving.objects.filter(programme=programme).count() == 3
