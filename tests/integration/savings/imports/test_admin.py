"""An import in the admin: taken at once, shown as it was read, asked about, written, undone; to those it concerns."""

from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from programme.models import Person, StoredFile
from savings import changes
from savings.models import Saving, SheetImport
from tests.factories.ground import a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.fakes.worker import work_off
from tests.integration.admin.desk import Desk, Page, add_url, form_url, list_url
from tests.integration.savings.imports.office import HEAD, LATER, NOW, ROWS, a_sheet, imported, read

pytestmark = pytest.mark.django_db
STEPS = "savings.import_sheet"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def finance(programme):
    return someone("finance", programme)


@pytest.fixture
def desk(finance):
    return Desk(finance)


def sent(desk, content, *, name="savings.csv", **fields):
    """Upload a file as the form does; return the answer as the browser gets it."""
    return desk.client.post(add_url(SheetImport), {"file": SimpleUploadedFile(name, content), **fields})


def act(row, name):
    return reverse(f"admin:savings_sheetimport_{name}", args=[row.id])


def uploaded(desk, programme, content=None, **fields):
    """Upload a file and have it read in the background; return its import and its page."""
    answer = sent(desk, content or a_sheet(), programme=programme.code, **fields)
    assert answer.status_code == 302, answer.content.decode()
    work_off(STEPS)
    row = SheetImport.objects.latest("asked_at")
    return row, desk.form(row)


class TestUpload:
    def test_answers_before_anything_is_read(self, desk, programme):
        answer = sent(desk, a_sheet(), programme=programme.code)

        row = SheetImport.objects.get()
        assert (answer.status_code, answer.url) == (302, form_url(row))
        assert row.state == "waiting"
        assert desk.form(row).html.count("data-tracker-again") == 1

    def test_shows_how_the_sheet_was_read_before_it_is_written(self, desk, programme):
        _, page = uploaded(desk, programme, a_sheet([*ROWS, ("Total", "", "1,150", "2,240", "2,280")]))

        assert "Ready to be written" in page
        assert "Plan 2026/27" in page
        assert "£1,150,000" in page
        assert "All 3 cast" in page
        assert "26S2 Residential review" in page
        assert not Saving.objects.exists()

    def test_a_form_without_a_file_says_so(self, desk, programme):
        page = Page(desk.client.post(add_url(SheetImport), {"programme": programme.code}))

        assert page.status == 422
        assert "Choose a file" in page

    def test_one_that_is_too_large_is_refused_by_its_length_alone(self, desk):
        answer = desk.client.post(
            add_url(SheetImport),
            b"",
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH="500000000",
        )

        assert answer.status_code == 413
        assert "larger than 25 MB" in answer.content.decode()
        assert not StoredFile.objects.exists()

    def test_a_post_from_elsewhere_is_refused(self, finance, programme):
        client = Client(enforce_csrf_checks=True)
        client.force_login(Person.objects.get(pk=finance.person_id))

        answer = client.post(
            add_url(SheetImport),
            {"file": SimpleUploadedFile("s.csv", a_sheet()), "programme": programme.code},
        )

        assert answer.status_code == 403
        assert not SheetImport.objects.exists()

    def test_a_file_is_shown_by_its_name_and_never_trusted_by_it(self, desk, programme):
        name = "../../<script>alert(1)</script>.csv"
        content = a_sheet()

        row = read(programme, desk.actor, content, name=name)
        page = desk.form(row)

        assert "<script>alert" not in page.html
        header = desk.client.get(act(row, "file")).headers["Content-Disposition"]
        assert "<" not in header
        assert "/" not in header

    def test_keeps_the_file_as_it_came(self, desk, programme):
        row, _ = uploaded(desk, programme)

        answer = desk.client.get(act(row, "file"))

        assert answer.content == a_sheet()
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        "content", [b"PK\x03\x04 not a zip", b"\x00" * 50, b"<!DOCTYPE x [<!ENTITY a 'b'>]>"]
    )
    def test_a_hostile_file_is_refused_in_words_and_harms_nobody(self, desk, programme, content):
        answer = sent(desk, content, name="savings.xlsx", programme=programme.code)
        work_off(STEPS)

        page = desk.form(SheetImport.objects.get())
        assert answer.status_code == 302
        assert "Refused" in page

    def test_a_new_programme_is_made_when_it_is_written(self, programme):
        office = Desk(someone("pmo", programme.organisation))

        sent(office, a_sheet(), code="new-one", create="New One")
        work_off(STEPS)
        row = SheetImport.objects.get()
        page = office.form(row)

        assert "New One" in page
        assert "a new programme" in page


class TestWriting:
    def test_is_asked_and_done_in_the_background(self, desk, programme):
        row, page = uploaded(desk, programme)

        desk.send(act(row, "write"), {"version": row.version})
        waiting = desk.form(row)
        work_off(STEPS)
        page = desk.form(row)

        assert "Being written" in waiting
        assert "Written" in page
        assert Saving.objects.count() == 3

    def test_shows_each_change_as_it_was_and_will_be(self, desk, programme):
        a_saving(programme, ref="26S1", name="Fostering", plan={2026: Decimal(90_000)})

        _, page = uploaded(desk, programme, a_sheet(ROWS[:1]))

        assert "Name: Fostering → Fostering recruitment" in page
        assert "2026/27: £90,000 → £100,000" in page

    def test_rows_that_cannot_be_written_come_first_the_same_words_once(self, desk, programme):
        rows = [*ROWS, ("26S4", "Agency", "abc", "1", "1"), ("26S5", "Fleet", "abc", "1", "1")]

        row, page = uploaded(desk, programme, a_sheet(rows))

        assert "Column C, rows 7, 8" in page
        assert "Write those that can be (3)" in page
        assert act(row, "write") in page.html

        desk.send(act(row, "write"), {"version": row.version, "partial": "1"})
        work_off(STEPS)
        assert Saving.objects.count() == 3

    def test_a_button_pressed_on_an_old_page_changes_nothing(self, desk, programme):
        row, _ = uploaded(desk, programme)

        page = desk.send(act(row, "write"), {"version": row.version - 1})

        assert page.status == 422
        assert "look again" in page

    def test_put_aside_stays_so(self, desk, programme):
        row, _ = uploaded(desk, programme)

        desk.send(act(row, "drop"), {"version": row.version})
        page = desk.send(act(row, "write"), {"version": row.version + 1})

        assert "Dropped" in page
        assert not Saving.objects.exists()


class TestAnswering:
    def test_what_two_readings_fit_is_asked_and_read_again(self, desk, programme):
        row, page = uploaded(desk, programme, a_sheet([("26S1", "Fees", "100", "50", "25")], said="Savings"))
        assert "Two readings fit" in page

        desk.send(act(row, "answer"), page.typed("answers", unit="gbp000", sign="positive"))
        work_off(STEPS)

        assert "Ready to be written" in desk.form(row)

    def test_a_row_that_could_be_several_lines_is_asked(self, desk, programme):
        one = a_saving(programme, ref="L1", ref_is_printed=False, name="Fees", heading="Roads", plan={})
        row, page = uploaded(
            desk, programme, a_sheet([("Buses", "Fees", "1", "1", "1")], head=["Heading", *HEAD[1:]])
        )
        assert "Which lines are these?" in page

        desk.send(act(row, "answer"), page.typed("answers", row__4=one.id))
        work_off(STEPS)

        row.refresh_from_db()
        assert (row.state, row.report["updated"]) == ("previewed", 1)

    @pytest.mark.parametrize("field", ["version", "row-4"])
    def test_a_number_nobody_would_type_is_no_crash(self, desk, programme, field):
        row, _ = uploaded(desk, programme)
        posted = {"version": row.version, "unit": "gbp000"}
        posted |= {"version": "9" * 5000} if field == "version" else {f"row-{'9' * 5000}": "new"}

        answer = desk.client.post(
            act(row, "answer"), urlencode(posted), content_type="application/x-www-form-urlencoded"
        )

        row.refresh_from_db()
        assert answer.status_code == (422 if field == "version" else 302)
        assert row.choices.get("rows", {}) == {}

    def test_a_conflict_is_chosen_cell_by_cell(self, desk, finance, programme):
        saving = a_saving(programme, ref="26S1", plan={2026: Decimal(1)})
        row, _ = uploaded(desk, programme)
        changes.plan_saving(
            saving_id=saving.id, version=None, amounts={2026: Decimal(2)}, by=finance, at=NOW, reason="new"
        )
        desk.send(act(row, "write"), {"version": row.version})
        work_off(STEPS)
        page = desk.form(row)
        assert "Changed here and in the file" in page

        desk.send(
            act(row, "answer"),
            page.typed("answers", **{f"cell__{saving.id}:2026/27".replace("__", "-", 1): "now"}),
        )
        work_off(STEPS)

        row.refresh_from_db()
        assert row.state == "previewed"
        assert row.choices["cells"] == {str(saving.id): {"2026/27": "now"}}


class TestUndoing:
    def test_asks_why_and_takes_it_back(self, desk, finance, programme):
        row = imported(programme, finance, a_sheet())

        page = desk.send(act(row, "undo"), {"words": "", "version": row.version})
        assert "Say why" in page
        desk.send(act(row, "undo"), {"words": "The wrong file", "version": row.version})
        work_off(STEPS)

        assert "Undone" in desk.form(row)
        assert not Saving.objects.filter(removed_at=None).exists()

    def test_where_it_cannot_be_says_which_lines_and_leaves_it_written(self, desk, finance, programme):
        row = imported(programme, finance, a_sheet())
        saving = Saving.objects.get(ref="26S2")
        changes.revise_saving(saving_id=saving.id, version=None, values={"note": "x"}, by=finance, at=NOW)

        desk.send(act(row, "undo"), {"words": "The wrong file", "version": row.version})
        work_off(STEPS)

        page = desk.form(row)
        assert "26S2" in page
        row.refresh_from_db()
        assert row.state == "written"

    def test_asked_on_an_old_page_does_nothing(self, desk, finance, programme):
        row = imported(programme, finance, a_sheet())
        asked = desk.open(act(row, "undo"))

        page = desk.send(act(row, "undo"), {"words": "The wrong file", "version": row.version - 1})

        row.refresh_from_db()
        assert f'name="version" value="{row.version}"' in asked.html
        assert (page.status, row.state) == (422, "written")
        assert "look again" in page

    @pytest.mark.parametrize("version", ["", "x", "9" * 5000])
    def test_a_version_that_is_none_is_an_old_page_too(self, desk, finance, programme, version):
        row = imported(programme, finance, a_sheet())

        page = desk.send(act(row, "undo"), {"words": "The wrong file", "version": version})

        row.refresh_from_db()
        assert (page.status, row.state) == (422, "written")

    def test_of_the_same_file_twice_there_is_nothing(self, desk, finance, programme):
        imported(programme, finance, a_sheet())
        row = imported(programme, finance, a_sheet(), at=LATER)

        page = desk.form(row)
        refused = desk.send(act(row, "undo"), {"words": "The wrong file", "version": row.version})

        assert "Nothing to change" in page
        assert "Nothing to change" in desk.open(list_url(SheetImport))
        assert act(row, "undo") not in page.html
        assert "nothing to undo" in refused


class TestWhoSees:
    def test_somebody_else_who_plans_money_there_does(self, programme, finance):
        row = read(programme, finance, a_sheet())

        page = Desk(someone("manager", programme)).form(row)

        assert "26S2 Residential review" in page

    @pytest.mark.parametrize("role", ["lead", "audit"])
    def test_an_officer_who_does_not_plan_money_there_does_not(self, programme, finance, role):
        row = read(programme, finance, a_sheet())
        where = a_workstream(programme) if role == "lead" else programme

        desk = Desk(someone(role, where))

        assert desk.form(row).status in (302, 403, 404)
        assert desk.client.get(act(row, "file")).status_code in (302, 403, 404)

    def test_somebody_of_another_programme_does_not(self, programme, finance):
        row = read(programme, finance, a_sheet())
        other = Desk(someone("finance", a_programme()))

        assert other.form(row).status == 404
        assert other.client.get(act(row, "file")).status_code == 404
        assert "savings.csv" not in other.list(SheetImport)

    def test_an_import_of_exempt_lines_is_for_those_cleared(self, programme):
        cleared = someone("finance", programme, cleared=True)
        content = a_sheet([(*ROWS[0], "Exempt, paragraph 3")], head=[*HEAD, "Marking"])
        row = read(programme, cleared, content)
        other = Desk(someone("manager", programme))

        assert "Holds exempt lines" in Desk(cleared).form(row)
        assert other.form(row).status == 404
        assert "savings.csv" not in other.list(SheetImport)

    def test_one_that_wrote_a_line_closed_since_is_for_those_who_see_the_line(self, programme):
        cleared, asker = someone("finance", programme, cleared=True), someone("finance", programme)
        row = imported(programme, asker, a_sheet())
        other = imported(
            programme, asker, a_sheet([("26S9", "Fleet", "1", "2", "3")]), name="other.csv", at=LATER
        )
        assert Desk(asker).form(row).status == 200

        saving = Saving.objects.get(ref="26S2")
        values = {"marking": "exempt", "exempt_paragraph": 3}
        changes.revise_saving(saving_id=saving.id, version=None, values=values, by=cleared, at=LATER)

        assert Desk(cleared).form(row).status == 200
        for reader in (asker, someone("manager", programme)):
            desk = Desk(reader)
            assert desk.form(row).status == 404
            assert desk.client.get(act(row, "file")).status_code == 404
            assert desk.open(act(row, "undo")).status == 404
            assert "savings.csv" not in desk.list(SheetImport)
            assert desk.form(other).status == 200

    def test_one_nobody_has_read_yet_is_its_own_alone(self, desk, programme):
        sent(desk, a_sheet(), programme=programme.code)
        row = SheetImport.objects.get()

        assert Desk(someone("manager", programme)).form(row).status == 404
        assert desk.form(row).status == 200

    def test_the_list_says_what_each_came_to(self, desk, finance, programme):
        imported(programme, finance, a_sheet())

        page = desk.open(list_url(SheetImport))

        assert "3 added, 0 changed" in page


class TestForm:
    def test_is_said_on_the_programme_until_somebody_confirms_it(self, programme):
        office = someone("pmo", programme.organisation)
        imported(programme, office, a_sheet(said="Savings in £000, a saving is positive"))
        desk = Desk(office)
        assert "3 of its savings are taken as cumulative" in desk.form(programme)

        desk.send(reverse("admin:savings_confirm_form", args=[programme.id]), {})

        assert "taken as cumulative" not in desk.form(programme)
        assert not Saving.objects.filter(form_is_our_reading=True).exists()
