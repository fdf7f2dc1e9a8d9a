"""import_table, as somebody runs it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programme.models import Milestone, Person
from programme.rules.access import MANAGER
from tests.factories.ground import a_programme, someone
from tests.integration.tables.files import as_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def email():
    programme = a_programme(code="fostering", name="Fostering")
    return Person.objects.get(pk=someone(MANAGER, programme).person_id).email


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_bytes(
        as_csv(["Ref", "Milestone", "Due", "RAG"], ["M1", "Panel approves", "Nov 2026", "green"])
    )
    return path


def run(*arguments):
    out = StringIO()
    call_command("import_table", *map(str, arguments), stdout=out)
    return out.getvalue()


class TestImportTable:
    def test_says_how_it_read_and_what_it_wrote(self, email, plan):
        said = run("milestones", plan, "--programme", "fostering", "--as", email)

        assert said.splitlines()[:5] == [
            "plan.csv: column A, 'Ref': ref",
            "plan.csv: column B, 'Milestone': name",
            "plan.csv: column C, 'Due': baseline date",
            "plan.csv: column D, 'RAG': not read",
            "1 rows read: 1 created, 0 updated, 0 unchanged, 0 rejected",
        ]
        assert said.splitlines()[5].startswith("Written: import ")

    def test_answers_with_one_document(self, email, plan):
        said = json.loads(
            run("milestones", plan, "--programme", "fostering", "--as", email, "--dry-run", "--json")
        )

        assert (said["rows_read"], said["created"], said["updated"], said["unchanged"]) == (1, 1, 0, 0)
        assert (said["rejected"], said["dry_run"], said["written"]) == ([], True, False)
        assert said["columns"][2] == {
            "letter": "C",
            "heading": "Due",
            "read_as": "baseline",
            "unit": None,
            "words": "column C, 'Due': baseline date",
        }
        assert not Milestone.objects.exists()

    def test_ends_with_1_and_the_document_where_a_row_is_refused(self, email, tmp_path, capsys):
        path = tmp_path / "plan.csv"
        path.write_bytes(as_csv(["Ref", "Milestone", "Due"], ["M1", "Panel", "soon"]))
        out = StringIO()

        with pytest.raises(SystemExit) as ended:
            call_command(
                "import_table",
                "milestones",
                str(path),
                "--programme",
                "fostering",
                "--as",
                email,
                "--json",
                stdout=out,
            )

        said = json.loads(out.getvalue())
        assert ended.value.code == 1
        assert said["error"] == {
            "message": "1 row cannot be written, so nothing was.",
            "where": "row 2, column C",
            "next": "Put them right and import again, or add --partial.",
        }
        assert said["rejected"][0] == {
            "sheet": "plan",
            "row": 2,
            "column": "C",
            "value": "soon",
            "problem": "'soon' is not a date",
            "next": "write 20/11/2026, November 2026, Q2 2026/27 or TBC",
        }

    def test_ends_with_1_and_the_question_where_two_readings_fit(self, email, tmp_path):
        path = tmp_path / "pressures.csv"
        path.write_bytes(as_csv(["Ref", "Pressure", "2024/25"], ["P1", "Homes", "10"]))
        out = StringIO()

        with pytest.raises(SystemExit):
            call_command(
                "import_table",
                "pressures",
                str(path),
                "--programme",
                "fostering",
                "--as",
                email,
                "--json",
                stdout=out,
            )

        said = json.loads(out.getvalue())
        assert said["questions"][0]["option"] == "--unit gbp000"
        assert said["error"]["where"] == "unit"

    @pytest.mark.parametrize(
        ("kind", "more", "words"),
        [
            ("risks", [], "No table of risks was found in sheet 'plan'"),
            ("milestones", ["--programme", "nowhere"], "There is no programme nowhere"),
            ("milestones", ["--as", "nobody@example.test"], "Nobody here is called"),
            ("people", [], "No table of people was found in sheet 'plan'"),
            ("snapshot", [], "--name"),
        ],
    )
    def test_refuses_in_words(self, email, plan, kind, more, words):
        with pytest.raises(CommandError, match=words):
            run(kind, plan, "--programme", "fostering", "--as", email, *more)

    def test_names_whoever_imports(self, email, plan):
        with pytest.raises(CommandError, match="Add --as EMAIL"):
            run("milestones", plan, "--programme", "fostering")

    def test_says_what_is_wrong_with_a_file(self, email, tmp_path):
        path = tmp_path / "plan.xlsx"
        path.write_bytes(b"no workbook")

        with pytest.raises(CommandError):
            run("milestones", path, "--programme", "fostering", "--as", email)
        with pytest.raises(CommandError, match="cannot be read: no such file"):
            run("milestones", tmp_path / "nowhere.csv", "--programme", "fostering", "--as", email)
