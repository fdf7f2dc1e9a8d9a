"""Exporting from the list of savings: its filters, its reader, and what a browser does with the answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programme.models import Person
from programme.rules.access import AUDIT, FINANCE, MANAGER
from savings.models import SheetExport
from tests.factories.ground import a_programme, grant, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk
from tests.integration.savings.exports.workbook import Workbook

pytestmark = pytest.mark.django_db

LIST = reverse("admin:savings_saving_changelist")


@pytest.fixture
def programme():
    programme = a_programme(code="fostering", name="Fostering")
    a_saving(programme, ref="A1", heading="Homes")
    a_saving(programme, ref="A2", heading="Transport")
    a_saving(programme, ref="A3", heading="Homes", marking="exempt", exempt_paragraph=3)
    return programme


@pytest.fixture
def finance(programme):
    return Desk(someone(FINANCE, programme))


def export(desk, ending="csv", query=""):
    return desk.client.post(reverse("admin:savings_export", args=[ending]) + query)


def refs(answer):
    return [line.split(",")[0] for line in answer.content.decode("utf-8-sig").splitlines()[1:-1]]


class TestExporting:
    def test_is_offered_on_the_list_with_its_filters(self, finance):
        page = finance.open(LIST, heading="Homes")

        assert "Export .xlsx" in page
        assert f"{reverse('admin:savings_export', args=['xlsx'])}?heading=Homes" in page.html

    def test_gives_a_file_to_keep(self, finance, tmp_path):
        answer = export(finance, "xlsx")

        assert answer["Content-Type"].endswith("spreadsheetml.sheet")
        assert answer["Content-Disposition"].startswith('attachment; filename="fostering-savings-20')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        (tmp_path / "got.xlsx").write_bytes(answer.content)
        assert [line["Ref"] for line in Workbook(tmp_path / "got.xlsx").lines()] == ["A1", "A2", ""]

    def test_takes_the_lines_the_list_is_narrowed_to(self, finance, tmp_path):
        answer = export(finance, "xlsx", "?heading=Homes")

        (tmp_path / "got.xlsx").write_bytes(answer.content)
        book = Workbook(tmp_path / "got.xlsx")
        assert [line["Ref"] for line in book.lines()] == ["A1", ""]
        assert "those of a list narrowed to 1 of 2" in book.text("Cover")

    def test_takes_closed_lines_for_whoever_is_cleared_alone(self, programme, finance):
        cleared = Desk(someone(MANAGER, programme, cleared=True))

        assert refs(export(finance)) == ["A1", "A2"]
        assert refs(export(cleared)) == ["A1", "A2", "A3"]

    def test_asks_for_one_programme(self, finance):
        second = a_programme(code="libraries")
        a_saving(second, ref="B1")
        grant_person(finance, second)

        answer = finance.client.post(reverse("admin:savings_export", args=["csv"]), follow=True)

        assert "choose a programme in the filters" in answer.content.decode()
        assert not SheetExport.objects.exists()
        assert refs(export(finance, query="?programme=libraries")) == ["B1"]

    @pytest.mark.parametrize("ending", ["pdf", "ods"])
    def test_knows_two_endings(self, finance, ending):
        assert export(finance, ending).status_code == 404

    def test_is_not_a_link_that_a_browser_could_fetch_by_itself(self, finance):
        assert finance.client.get(reverse("admin:savings_export", args=["csv"])).status_code == 405

    def test_gives_an_empty_sheet(self, finance, tmp_path):
        answer = finance.client.post(reverse("admin:savings_empty_sheet"))

        (tmp_path / "got.xlsx").write_bytes(answer.content)
        assert Workbook(tmp_path / "got.xlsx").lines() == []
        assert "fostering-savings-empty.xlsx" in answer["Content-Disposition"]


class TestTheRecord:
    def test_says_who_took_what_to_officers_who_see_the_programme(self, programme, finance):
        export(finance)
        stamp = SheetExport.objects.get().stamp

        page = Desk(someone(AUDIT, programme)).open(reverse("admin:savings_sheetexport_changelist"))

        assert stamp in page
        assert finance.actor.name in page

    def test_asks_no_more_for_more_exports(self, programme, finance):
        def asked():
            with CaptureQueriesContext(connection) as found:
                finance.open(reverse("admin:savings_sheetexport_changelist"))
            return len(found)

        export(finance)
        asked()
        few = asked()
        for _ in range(3):
            export(finance)

        assert asked() <= few

    def test_is_closed_to_other_councils(self, programme, finance):
        export(finance)

        page = Desk(someone(AUDIT, a_programme())).open(reverse("admin:savings_sheetexport_changelist"))

        assert SheetExport.objects.get().stamp not in page


def grant_person(desk, programme):
    grant(Person.objects.get(pk=desk.actor.person_id), FINANCE, programme)
