"""export_savings, as somebody runs it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programme.models import Person
from programme.rules.access import FINANCE
from savings.models import SheetExport
from tests.factories.ground import a_programme, someone
from tests.factories.savings import a_saving
from tests.integration.savings.exports.workbook import Workbook, csv_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    programme = a_programme(code="fostering", name="Fostering")
    a_saving(programme, ref="A1")
    a_saving(programme, ref="A2", marking="internal")
    return programme


def run(*arguments, **options):
    out = StringIO()
    call_command("export_savings", *arguments, stdout=out, **options)
    return out.getvalue()


def email(actor):
    return Person.objects.get(pk=actor.person_id).email


class TestExportSavings:
    def test_says_what_it_wrote(self, programme, tmp_path):
        finance, path = someone(FINANCE, programme), tmp_path / "out.xlsx"

        said = json.loads(
            run("--programme", "fostering", "--out", str(path), "--as", email(finance), "--json")
        )

        assert said == {
            "programme": "fostering",
            "name": "Fostering",
            "illustrative": False,
            "out": str(path),
            "stamp": SheetExport.objects.get().stamp,
            "lines": 2,
            "years": ["2026/27", "2027/28", "2028/29"],
            "unit": "gbp",
            "over": f"over the lines {finance.name} may see, without exempt items",
            "marked": "",
            "closed": [],
        }
        assert len(Workbook(path).lines()) == 3

    def test_leaves_officers_lines_out_for_whoever_is_not_named(self, programme, tmp_path):
        said = run("--programme", "fostering", "--out", str(tmp_path / "out.csv"))

        assert said.startswith(
            "1 saving of Fostering, over the lines anybody may see, without exempt items: "
        )
        assert [line["Ref"] for line in csv_lines(tmp_path / "out.csv")] == ["A1", ""]
        assert SheetExport.objects.get().made_by is None

    def test_writes_an_empty_sheet_to_start_from(self, programme, tmp_path):
        run("--programme", "fostering", "--out", str(tmp_path / "out.xlsx"), "--empty")

        assert Workbook(tmp_path / "out.xlsx").lines() == []
        assert not SheetExport.objects.exists()

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (
                ("--programme", "nowhere", "--out", "out.xlsx"),
                "There is no programme nowhere that you may see",
            ),
            (("--programme", "fostering", "--out", "out.pdf"), "ends in neither .xlsx nor .csv"),
            (("--programme", "fostering", "--out", "no/such/folder/out.xlsx"), "cannot be written"),
            (("--programme", "fostering", "--out", "out.xlsx", "--as", "nobody@example.test"), "Nobody here"),
        ],
    )
    def test_refuses_in_words_and_keeps_nothing(self, programme, arguments, words, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)

        with pytest.raises(CommandError, match=words):
            run(*arguments)

        assert not SheetExport.objects.exists()
        assert list(tmp_path.iterdir()) == []
