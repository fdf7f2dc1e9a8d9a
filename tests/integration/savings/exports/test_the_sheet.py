"""What an exported sheet holds, for whom, and how it looks to a person who opens it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.rules.access import CHAIR, FINANCE, MANAGER, MEMBER, PMO, public, system
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import BudgetRound, CodingSplit, PlannedAmount, SheetExport
from savings.queries import savings
from savings.rules.sheets.exported import sent
from tests.factories.ground import (
    LOADING,
    LONG_AGO,
    a_milestone,
    a_person,
    a_programme,
    a_workstream,
    grant,
    someone,
)
from tests.factories.savings import a_saving
from tests.integration.savings.exports.workbook import AT, MAIN, Workbook, csv_lines, emptied, exported

pytestmark = pytest.mark.django_db

THIS_YEAR = "2026/27 plan (£, cumulative)"


@pytest.fixture
def programme():
    return a_programme(name="Building for Brilliance", first_year=2026)


@pytest.fixture
def finance(programme):
    return someone(FINANCE, programme)


def in_thousands(saving, **decimals):
    for year, places in decimals.items():
        PlannedAmount.objects.filter(saving=saving, year=int(year[1:])).update(unit="gbp000", decimals=places)


class TestTheLines:
    def test_carry_everything_that_is_read_back(self, programme, finance, tmp_path):
        strand = a_workstream(programme, ref="WS3", name="Fostering")
        owner = a_person(email="lena@example.test", name="Lena Lead")
        grant(owner, MANAGER, programme)
        round_ = BudgetRound.objects.create(organisation=programme.organisation, code="24S", name="2024")
        saving = a_saving(
            strand,
            ref="24S288",
            line_no=4,
            heading="Service redesign",
            name="Fewer agency placements",
            kind="income",
            maturity=2,
            owner_id=owner.id,
            budget_round=round_,
            start_date=date(2026, 7, 1),
            note="From July",
        )
        CodingSplit.objects.create(
            saving=saving, cost_centre="E10123", subjective="4000", share=Decimal("0.6")
        )
        CodingSplit.objects.create(saving=saving, cost_centre="E10124", share=Decimal("0.4"))

        exported(programme, tmp_path / "out.xlsx", finance)

        [line, _total] = Workbook(tmp_path / "out.xlsx").lines()
        del line["Export"]
        assert line == {
            "Ref": "24S288",
            "Line no.": 4,
            "Heading": "Service redesign",
            "Name": "Fewer agency placements",
            "Kind": "Income",
            "Workstream": "WS3 Fostering",
            "Owner email": "lena@example.test",
            "Maturity": "2 Business case",
            "Outlook": "",
            "Budget round": "24S",
            "Start date": date(2026, 7, 1),
            "Cost codes": "E10123/4000 60%; E10124 40%",
            "Marking": "Open",
            "Note": "From July",
            THIS_YEAR: 120_000,
            "2027/28 plan (£, cumulative)": 120_000,
            "2028/29 plan (£, cumulative)": 120_000,
            "Programme (shown, not read back)": "Building for Brilliance",
        }

    def test_send_what_is_not_known_as_a_blank_and_nil_as_nought(self, programme, finance, tmp_path):
        a_saving(programme, plan={2026: None, 2027: Decimal(0)})

        exported(programme, tmp_path / "out.xlsx", finance)
        exported(programme, tmp_path / "out.csv", finance)

        workbook, text = Workbook(tmp_path / "out.xlsx").lines()[0], csv_lines(tmp_path / "out.csv")[0]
        assert (workbook[THIS_YEAR], workbook["2027/28 plan (£, cumulative)"]) == ("", 0)
        assert (text[THIS_YEAR], text["2027/28 plan (£, cumulative)"]) == ("", "0")

    def test_show_the_decimals_a_figure_was_printed_with_and_never_round_it(
        self, programme, finance, tmp_path
    ):
        plan = {2026: Decimal(107_000), 2027: Decimal("107123.45")}
        in_thousands(a_saving(programme, ref="A1", plan=plan), y2026=1, y2027=0)
        heading = "{} plan (£000, cumulative)"

        exported(programme, tmp_path / "out.csv", finance)

        line = csv_lines(tmp_path / "out.csv")[0]
        assert line[heading.format("2026/27")] == "107.0"
        assert line[heading.format("2027/28")] == "107.12345"

    def test_are_in_the_unit_most_of_them_were_printed_in(self, programme, finance, tmp_path):
        in_thousands(a_saving(programme, ref="A1"), y2026=0, y2027=0, y2028=0)
        a_saving(programme, ref="A2", plan={2026: Decimal(1500)})

        exported(programme, tmp_path / "out.csv", finance)

        assert [line["2026/27 plan (£000, cumulative)"] for line in csv_lines(tmp_path / "out.csv")] == [
            "120",
            "1.5",
            "121.5",
        ]

    def test_show_what_stands_beside_as_every_screen_does(self, programme, finance, tmp_path):
        late = a_milestone(a_workstream(programme), forecast_date=date(2027, 9, 30), forecast_precision="day")
        waiting = a_saving(programme, ref="A1", waits_for=[late], start_date=date(2026, 4, 1))
        said = a_saving(programme, ref="A2")
        changes.forecast_saving(
            saving_id=said.id,
            version=None,
            amounts={2026: Decimal(90_000)},
            reason="Later",
            by=LOADING,
            at=LONG_AGO,
        )
        a_saving(programme, ref="A3")

        exported(programme, tmp_path / "out.csv", finance)

        rows = savings(reader=finance, programme_ids=[programme.id], on=AT.date())
        lines = {line["Ref"]: line for line in csv_lines(tmp_path / "out.csv")}
        year = FinancialYear(2026)
        shown = {ref: lines[ref]["2026/27 forecast £ (shown, not read back)"] for ref in ("A1", "A2", "A3")}
        assert {ref: Decimal(text) if text else None for ref, text in shown.items()} == {
            row.ref: row.forecast.amount(year) if row.forecast else None for row in rows.values()
        }
        assert rows[waiting.id].forecast.amount(year) != rows[waiting.id].plan.amount(year)

    def test_end_with_a_total_of_what_is_known(self, programme, finance, tmp_path):
        a_saving(programme, plan={2026: Decimal(100)})
        a_saving(programme, plan={2026: None})
        a_saving(programme, kind="adjustment", plan={2026: Decimal(-30)})

        exported(programme, tmp_path / "out.xlsx", finance)

        total = Workbook(tmp_path / "out.xlsx").lines()[-1]
        assert (total["Name"], total[THIS_YEAR], total["Export"]) == ("Total of the lines above", 70, "")

    def test_are_read_in_as_many_queries_however_many_they_are(self, programme, finance, tmp_path):
        def queries_needed():
            with CaptureQueriesContext(
                connection,
            ) as found:
                exported(programme, tmp_path / "out.xlsx", finance)
            return len(found)

        a_saving(a_workstream(programme), waits_for=[a_milestone(a_workstream(programme))])
        few = queries_needed()
        for _ in range(5):
            a_saving(a_workstream(programme), waits_for=[a_milestone(a_workstream(programme))])

        assert queries_needed() == few


class TestTheWorkbook:
    @pytest.fixture
    def book(self, programme, finance, tmp_path):
        a_workstream(programme, ref="WS9", name="Residential")
        a_saving(a_workstream(programme, ref="WS3", name="Fostering"), ref="A1")
        a_saving(programme, ref="A2", kind="funding")
        exported(programme, tmp_path / "out.xlsx", finance)
        return Workbook(tmp_path / "out.xlsx")

    def test_freezes_what_says_which_line_it_is(self, book):
        pane = next(book.sheet_xml("Savings").iter(f"{MAIN}pane"))

        assert (pane.get("topLeftCell"), pane.get("state")) == ("E6", "frozen")

    def test_filters_the_lines_and_not_the_total(self, book):
        assert next(book.sheet_xml("Savings").iter(f"{MAIN}autoFilter")).get("ref", "").startswith("A5:")
        assert next(book.sheet_xml("Savings").iter(f"{MAIN}autoFilter")).get("ref", "").endswith("7")

    def test_offers_what_the_programme_has(self, book):
        rules = {
            rule.get("sqref"): (rule.get("type"), next(rule.iter(f"{MAIN}formula1")).text)
            for rule in book.sheet_xml("Savings").iter(f"{MAIN}dataValidation")
        }
        lists = book.rows("Lists")

        assert rules["E6:E7"] == ("list", "Lists!$A$2:$A$8")
        assert rules["F6:F7"] == ("list", "Lists!$B$2:$B$3")
        assert rules["K6:K7"][0] == "date"
        assert rules["O6:O7"][0] == "decimal"
        assert {row[1] for row in lists[1:3]} == {"WS3 Fostering", "WS9 Residential"}
        assert [row[0] for row in lists[1:4]] == ["Cash-releasing", "Non-cash", "Cost avoidance"]

    def test_offers_peoples_addresses_to_whoever_may_plan_alone(self, programme, finance, tmp_path):
        a_saving(programme)
        exported(programme, tmp_path / "plans.xlsx", finance)
        exported(programme, tmp_path / "reads.xlsx", someone(MEMBER, programme))

        assert finance.email in Workbook(tmp_path / "plans.xlsx").text("Lists")
        assert "@" not in Workbook(tmp_path / "reads.xlsx").text("Lists")

    def test_hides_the_lists_and_the_mark_of_each_line(self, book):
        hidden = [
            sheet.get("name")
            for sheet in book.xml("xl/workbook.xml").iter(f"{MAIN}sheet")
            if sheet.get("state")
        ]
        columns = [c for c in book.sheet_xml("Savings").iter(f"{MAIN}col") if c.get("hidden") == "1"]

        assert hidden == ["Lists"]
        assert columns[-1].get("max") == str(len(book.rows("Savings")[4]))

    def test_says_on_its_cover_what_it_is(self, book, finance):
        cover = book.text("Cover")

        assert "Building for Brilliance: savings" in cover
        assert "As at 18 Nov 2026, 14:05" in cover
        assert f"For {finance.name}, over the lines {finance.name} may see, without exempt items" in cover
        assert f"Export {SheetExport.objects.get().stamp}" in cover
        assert "Unit £" in cover
        assert "of which funding 120000.0" in cover
        assert "Total without them 120000.0" in cover
        assert "Illustrative" not in cover

    def test_can_be_filtered_and_typed_into_as_text(self, book):
        """A ref like 22E1 that somebody types stays a ref: the columns of words are formatted as text."""
        styles = book.xml("xl/styles.xml")
        [words] = [f for f in styles.iter(f"{MAIN}cellXfs")]

        assert any(xf.get("numFmtId") == "49" for xf in words)


class TestAnIllustrativeProgramme:
    def test_is_marked_on_every_sheet_and_in_every_line(self, tmp_path):
        programme = a_programme(name="A copy", illustrative=True)
        a_saving(programme)

        exported(programme, tmp_path / "out.xlsx", system())
        exported(programme, tmp_path / "out.csv", system())

        book = Workbook(tmp_path / "out.xlsx")
        assert "A copy (Illustrative): savings" in book.text("Cover")
        assert "A copy (Illustrative): savings" in book.text("Savings")
        assert (
            csv_lines(tmp_path / "out.csv")[0]["Programme (shown, not read back)"] == "A copy (Illustrative)"
        )


class TestExemptLines:
    @pytest.fixture
    def closed(self, programme):
        a_saving(programme, ref="A1", name="An open line")
        strand = a_workstream(programme, marking="exempt", exempt_paragraph=4)
        a_saving(strand, ref="A2", name="As its workstream", marking="internal")
        return a_saving(programme, ref="A3", name="Price of one home", marking="exempt", exempt_paragraph=3)

    @pytest.mark.parametrize(("role", "cleared"), [(FINANCE, False), (MEMBER, False)])
    @pytest.mark.parametrize("ending", ["xlsx", "csv"])
    def test_are_in_nothing_that_somebody_not_cleared_gets(
        self, programme, closed, tmp_path, role, cleared, ending
    ):
        path = tmp_path / f"out.{ending}"

        found = exported(programme, path, someone(role, programme, cleared=cleared))

        whole = Workbook(path).parts() if ending == "xlsx" else path.read_text(encoding="utf-8")
        assert found.lines == 1
        assert "Price of one home" not in whole
        assert "As its workstream" not in whole
        assert "xempt information" not in whole

    def test_say_so_on_the_cover_the_sheet_and_the_row(self, programme, closed, tmp_path):
        exported(programme, tmp_path / "out.xlsx", someone(CHAIR, programme, cleared=True))

        book = Workbook(tmp_path / "out.xlsx")
        words = "Local Government Act 1972, Schedule 12A, Part 1: Exempt, paragraph 3; Exempt, paragraph 4."
        assert f"Contains exempt information {words}" in book.text("Cover")
        assert f"Contains exempt information. {words}" in book.text("Savings")
        assert {line["Ref"]: line["Marking"] for line in book.lines() if line["Ref"]} == {
            "A1": "Open",
            "A2": "Internal (exempt, as what it belongs to)",
            "A3": "Exempt, paragraph 3",
        }

    def test_are_left_out_of_the_total_with_the_line(self, programme, closed, tmp_path):
        exported(programme, tmp_path / "out.csv", someone(FINANCE, programme))

        assert csv_lines(tmp_path / "out.csv")[-1][THIS_YEAR] == "120000"

    def test_are_left_out_for_whoever_is_not_named(self, programme, closed, tmp_path):
        found = exported(programme, tmp_path / "out.xlsx", public())

        assert (found.lines, found.over) == (1, "over the lines anybody may see, without exempt items")


class TestWhatIsKept:
    def test_is_every_cell_that_is_read_back_with_the_version_of_its_line(self, programme, finance, tmp_path):
        saving = a_saving(programme, ref="=A1", name="-5 posts", plan={2026: Decimal("100.50"), 2027: None})

        found = exported(programme, tmp_path / "out.xlsx", finance)

        row = SheetExport.objects.get(stamp=found.stamp)
        line = sent(row.lines)[str(saving.id)]
        assert (row.made_by_id, row.made_by_name, row.made_at) == (finance.person_id, finance.name, AT)
        assert (line.version, line.row) == (saving.version, 6)
        assert (line.cells["ref"], line.cells["name"], line.cells["note"]) == ("=A1", "-5 posts", None)
        assert (line.cells["2026/27"], line.cells["2027/28"]) == ("100.50", None)
        assert Workbook(tmp_path / "out.xlsx").lines()[0]["Export"] == f"{found.stamp}/6"

    def test_is_what_was_chosen_alone(self, programme, finance, tmp_path):
        a_saving(programme, ref="A1")
        chosen = a_saving(programme, ref="A2")

        found = exported(
            programme, tmp_path / "out.xlsx", finance, ids=[chosen.id], narrowed="narrowed to A2"
        )

        assert list(SheetExport.objects.get().lines) == [str(chosen.id)]
        assert found.over.endswith("without exempt items, narrowed to A2")


class TestAnEmptySheet:
    def test_has_the_same_headings_and_lists_and_keeps_nothing(self, programme, tmp_path):
        pmo = someone(PMO, programme)
        a_saving(programme)
        exported(programme, tmp_path / "full.xlsx", pmo)

        emptied(programme, tmp_path / "empty.xlsx", pmo)

        full, empty = Workbook(tmp_path / "full.xlsx"), Workbook(tmp_path / "empty.xlsx")
        assert empty.rows("Savings")[4][:14] == full.rows("Savings")[4][:14]
        assert empty.rows("Savings")[4][14] == "2026/27 plan (£000, cumulative)"
        assert len(list(empty.sheet_xml("Savings").iter(f"{MAIN}dataValidation"))) >= 8
        assert SheetExport.objects.count() == 1
