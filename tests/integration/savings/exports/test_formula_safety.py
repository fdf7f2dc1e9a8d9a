"""Nothing that somebody typed runs in a spreadsheet program, and every text comes back to the letter.

LibreOffice is not at hand here, so no program opens these files: what is looked at is what a program would read,
the raw XML of the workbook and the bytes of the CSV.
"""

import re

import pytest

from programme.rules.access import PMO
from savings.models import BudgetRound, CodingSplit
from savings.rules.sheets.guarding import unguarded
from tests.factories.ground import a_council, a_person, a_programme, a_workstream, grant, someone
from tests.factories.savings import a_saving
from tests.integration.savings.exports.payloads import PAYLOADS
from tests.integration.savings.exports.workbook import Workbook, csv_lines, exported

pytestmark = pytest.mark.django_db

RUNS = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
A_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@pytest.fixture
def programme():
    """Make a programme in which every text that can be typed is a payload."""
    council = a_council(name="=1+1")
    programme = a_programme(council, name="=cmd|' /C calc'!A0", source="@SUM(1+1)")
    strand = a_workstream(programme, ref="=W1", name="+1+1")
    owner = a_person(name="-1+1", email="=1+1@example.test")
    grant(owner, PMO, programme)
    BudgetRound.objects.create(organisation=council, code="@24S", name="=1")
    for number, text in enumerate(PAYLOADS):
        saving = a_saving(
            strand,
            ref=f"=R{number}",
            name=text,
            heading=text[:120],
            note=text,
            owner_id=owner.id,
            line_no=number + 1,
            budget_round=BudgetRound.objects.get(),
        )
        CodingSplit.objects.create(saving=saving, cost_centre=f"=C{number}")
    return programme


@pytest.fixture
def reader(programme):
    return grant(a_person(name="=HYPERLINK(1)"), PMO, programme)


class TestXlsx:
    @pytest.fixture
    def book(self, programme, reader, tmp_path):
        exported(programme, tmp_path / "out.xlsx", reader, narrowed="=1+1")
        return Workbook(tmp_path / "out.xlsx")

    def test_has_no_formula_no_link_and_nothing_that_reaches_out(self, book):
        assert book.formulas() == []
        assert not [part for part in book.zip.namelist() if "external" in part.lower()]
        assert "hyperlink" not in "".join(
            book.zip.read(p).decode() for p in book.zip.namelist() if p.endswith(".rels")
        )
        assert not [s for s in book.names() if RUNS.match(s)]

    def test_starts_no_text_as_a_formula_does(self, book):
        cells = [cell for name in book.names() for row in book.rows(name) for cell in row]

        assert [cell for cell in cells if isinstance(cell, str) and RUNS.match(cell)] == []

    def test_describes_itself_without_a_formula(self, book):
        for part in ("docProps/core.xml", "docProps/app.xml"):
            texts = [element.text for element in book.xml(part).iter() if element.text]

            assert [text for text in texts if RUNS.match(text)] == []

    def test_gives_every_text_back_to_the_letter(self, book):
        lines = book.lines()[:-1]

        assert [unguarded(line["Name"]) for line in lines] == PAYLOADS
        assert [unguarded(line["Note"]) for line in lines] == PAYLOADS
        assert [unguarded(line["Ref"]) for line in lines] == [f"=R{n}" for n in range(len(PAYLOADS))]
        assert {unguarded(line["Owner email"]) for line in lines} == {"=1+1@example.test"}

    def test_offers_choices_that_equal_the_cells(self, book):
        lists = book.rows("Lists")

        assert lists[1][1] == book.lines()[0]["Workstream"] == "'=W1 +1+1"


class TestCsv:
    @pytest.fixture
    def path(self, programme, reader, tmp_path):
        exported(programme, tmp_path / "out.csv", reader)
        return tmp_path / "out.csv"

    def test_starts_no_cell_as_a_formula_does(self, path):
        cells = [cell for line in csv_lines(path) for cell in line.values()]

        assert [cell for cell in cells if RUNS.match(cell) and not A_NUMBER.fullmatch(cell)] == []

    def test_gives_every_text_back_to_the_letter(self, path):
        assert [unguarded(line["Name"]) for line in csv_lines(path)[:-1]] == PAYLOADS

    def test_is_utf8_and_says_so_to_excel(self, path):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert b"\x00" not in path.read_bytes()


def test_an_adjustment_is_a_number_in_both(tmp_path):
    programme = a_programme()
    reader = someone(PMO, programme)
    a_saving(programme, kind="adjustment", plan={2026: -250})

    for ending in ("xlsx", "csv"):
        exported(programme, tmp_path / f"out.{ending}", reader)

    heading = "2026/27 plan (£, cumulative)"
    assert Workbook(tmp_path / "out.xlsx").lines()[0][heading] == -250
    assert csv_lines(tmp_path / "out.csv")[0][heading] == "-250"
