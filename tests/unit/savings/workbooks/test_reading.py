"""Sound files: what their sheets give, and what is left out."""

import datetime
from decimal import Decimal

import pytest

from savings.exchange.workbooks import UnreadableFile, read_workbook
from savings.rules.sheets.choosing import choose_sheet
from savings.rules.sheets.reading import NO_STORED_VALUE, Merge, Options
from savings.rules.sheets.sheet import read_sheet
from tests.unit.savings.sheets.grids import amounts, apart, values
from tests.unit.savings.workbooks.books import ods, with_part, xlsx


def schedule(book):
    """A schedule as finance offices make it: merged headings, pounds shown in thousands, a hidden column."""
    cover = book.add_worksheet("Cover")
    cover.write("A1", "Budget 2024/25")
    sheet = book.add_worksheet("MTFS savings")
    thousands = book.add_format({"num_format": "#,##0,_);(#,##0,)"})
    percent = book.add_format({"num_format": "0.0%"})
    year = book.add_format({"num_format": "yyyy"})
    sheet.merge_range("A1:F1", "Savings schedule")
    sheet.merge_range("C3:D3", "Savings £000")
    for place, heading in (("A3:A4", "Ref"), ("B3:B4", "Proposal"), ("E3:E4", "% of budget")):
        sheet.merge_range(place, heading)
    sheet.write_datetime("C4", datetime.date(2024, 4, 1), year)
    sheet.write_datetime("D4", datetime.date(2025, 4, 1), year)
    sheet.write("F4", "Working")
    for row, (ref, name, first, second) in enumerate(
        [("S1", "Homecare", -1_821_000, -1_821_000.1), ("S2", "Fees", -400, -0.2)], 4
    ):
        sheet.write_row(row, 0, [ref, name])
        sheet.write(row, 2, first, thousands)
        sheet.write(row, 3, second, thousands)
        sheet.write(row, 4, 0.05, percent)
        sheet.write(row, 5, 1)
    sheet.write("B7", "Total")
    sheet.write_formula("C7", "=SUM(C5:C6)", thousands, -1_821_400)
    sheet.write_formula("D7", "=SUM(D5:D6)", thousands, -1_821_000.1 - 0.2)
    sheet.set_column("F:F", None, None, {"hidden": True})
    book.add_worksheet("Old savings").hide()


class TestXlsx:
    def test_values_come_as_they_are_stored(self):
        def write(book):
            sheet = book.add_worksheet("One")
            sheet.write_row("A1", ["text", 0.1 + 0.2, 1821, True])
            sheet.write_datetime(
                "E1", datetime.date(2024, 4, 1), book.add_format({"num_format": "d mmm yyyy"})
            )
            sheet.write_formula("F1", "=1+1", None, 2)
            sheet.write("C3", "  ")

        (grid,) = read_workbook(xlsx(write), name="a.xlsx")

        assert grid.rows[0] == (
            "text",
            Decimal("0.3"),
            Decimal(1821),
            True,
            datetime.date(2024, 4, 1),
            Decimal(2),
        )
        assert grid.rows[1] == ()
        assert str(grid.rows[0][2]) == "1821"

    def test_a_schedule_is_read_as_it_shows(self):
        grids = read_workbook(xlsx(schedule), name="Budget 2024.xlsx")

        grid = choose_sheet(grids, Options())
        reading = read_sheet(grid, Options())

        assert grid.name == "MTFS savings"
        assert Merge(3, 2, 3, 3) in grid.merges
        assert values(reading) == amounts({"Homecare": ["1821", "1821.0001"], "Fees": ["0.4", "0.0002"]})
        assert apart(reading) == []
        assert (reading.questions, reading.problems) == ((), ())
        left_out = " ".join(
            assumption.words for assumption in reading.assumptions if assumption.what == "left out"
        )
        assert "column F" in left_out
        assert "'Old savings'" in left_out

    def test_errors_and_formulas_without_a_value_are_marked(self):
        def write(book):
            sheet = book.add_worksheet("One")
            sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
            sheet.write_formula("B1", "=A9", None, "")
            sheet.write_formula("C1", "=SUM(A9)")  # the library stores a nought that nobody has worked out
            sheet.write("D1", 0)

        (grid,) = read_workbook(xlsx(write), name="a.xlsx")

        assert grid.faults == {(1, 0): "#DIV/0!", (1, 1): NO_STORED_VALUE, (1, 2): NO_STORED_VALUE}

    def test_hidden_rows_columns_and_sheets_are_marked(self):
        def write(book):
            sheet = book.add_worksheet("One")
            sheet.write_column("A1", [1, 2, 3])
            sheet.write_row("B1", [4, 5])
            sheet.set_row(1, None, None, {"hidden": True})
            sheet.set_column("B:C", None, None, {"hidden": True})
            book.add_worksheet("Two").very_hidden()

        one, two = read_workbook(xlsx(write), name="a.xlsx")

        assert (one.hidden_rows, one.hidden_columns, one.is_hidden) == ({2}, {1, 2}, False)
        assert two.is_hidden
        assert one.remarks == ("the hidden sheet 'Two' was not read",)

    def test_macros_are_not_read_and_that_is_said(self):
        content = with_part(xlsx(), "xl/vbaProject.bin", b"macro")

        (grid,) = read_workbook(content, name="a.xlsm")

        assert grid.remarks == ("the macros in this workbook were not read",)

    def test_links_to_other_workbooks_are_not_followed(self):
        content = with_part(xlsx(), "xl/externalLinks/externalLink1.xml", b"<externalLink/>")

        (grid,) = read_workbook(content, name="a.xlsx")

        assert "not followed" in grid.remarks[0]

    def test_a_thousand_rows_come_in_order(self):
        def write(book):
            sheet = book.add_worksheet("One")
            for row in range(1000):
                sheet.write_row(row, 0, [f"S{row}", row, row / 4])

        (grid,) = read_workbook(xlsx(write), name="a.xlsx")

        assert [row[1] for row in grid.rows] == list(range(1000))


class TestOds:
    def cell(self, value):
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        if value is None:
            return "<table:table-cell/>"
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    def table(self, rows, *, name="Savings", attributes=""):
        body = "".join(f"<table:table-row>{''.join(map(self.cell, row))}</table:table-row>" for row in rows)
        return f'<table:table table:name="{name}"{attributes}>{body}</table:table>'

    def test_a_sheet_is_read(self):
        rows = [
            ["Ref", "Name", "2024/25 £000", "2025/26 £000"],
            ["S1", "Alpha", 10, 20],
            ["S2", "Beta", 5, None],
            [None, "Total", 15, 20],
        ]

        (grid,) = read_workbook(ods(self.table(rows)), name="a.ods")
        reading = read_sheet(grid, Options())

        assert values(reading) == amounts({"Alpha": ["10", "20"], "Beta": ["5", None]})
        assert apart(reading) == []

    def test_repeated_merged_hidden_and_faulty_cells_are_marked(self):
        body = (
            '<table:table table:name="S"><table:table-column/><table:table-column table:visibility="collapse"/>'
            '<table:table-row table:number-rows-repeated="2">'
            '<table:table-cell table:number-columns-repeated="3"/></table:table-row>'
            '<table:table-row table:visibility="collapse">'
            '<table:table-cell office:value-type="string" table:number-columns-spanned="2">'
            "<text:p>Hi</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
            '<table:table-row><table:table-cell office:value-type="percentage" office:value="0.05"/>'
            '<table:table-cell table:formula="of:=1"/>'
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
            'office:string-value="" calcext:value-type="error">'
            "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table>"
        )

        (grid,) = read_workbook(ods(body), name="a.ods")

        assert grid.faults == {(4, 1): NO_STORED_VALUE, (4, 2): "#DIV/0!"}
        assert grid.formats == {(4, 0): "0%"}
        assert grid.merges == (Merge(3, 0, 3, 1),)
        assert (grid.hidden_rows, grid.hidden_columns) == ({3}, {1})

    def test_a_hidden_sheet_is_marked(self):
        style = (
            '<style:style style:name="ta2" style:family="table">'
            '<style:table-properties table:display="false"/></style:style>'
        )
        content = ods(
            self.table([["x"]]) + self.table([["y"]], name="H", attributes=' table:style-name="ta2"'),
            styles=style,
        )

        assert [grid.is_hidden for grid in read_workbook(content, name="a.ods")] == [False, True]


class TestCsv:
    TEXT = "Ref,Name,2024/25 £000\nS1,Caf\u00e9,10\n"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
    def test_every_usual_encoding_is_read(self, encoding):
        (grid,) = read_workbook(self.TEXT.encode(encoding), name="savings.csv")

        assert grid.rows == (("Ref", "Name", "2024/25 £000"), ("S1", "Caf\u00e9", "10"))
        assert grid.name == "savings"

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_found(self, delimiter):
        rows = (("Ref", "Name", "2024/25"), ("S1", '"A, B; C"', '"1,821"'), ("S2", "D", "5"))
        text = "\n".join(delimiter.join(row) for row in rows)

        (grid,) = read_workbook(text.encode(), name="a.csv")

        assert grid.rows[1] == ("S1", "A, B; C", "1,821")

    def test_a_first_line_may_name_the_delimiter_and_rows_keep_their_numbers(self):
        (grid,) = read_workbook(b"sep=;\na;b\n\nc;d\n", name="a.csv")

        assert grid.rows == ((), ("a", "b"), (), ("c", "d"))

    def test_a_cell_may_hold_line_breaks(self):
        (grid,) = read_workbook(b'a,"one\ntwo"\nb,c\n', name="a.csv")

        assert grid.rows == (("a", "one\ntwo"), ("b", "c"))

    def test_a_title_of_one_cell_does_not_mislead(self):
        (grid,) = read_workbook(
            b"Savings, pressures and growth;;\nRef;Name;2024/25\nS1;A, B;5\nS2;C;6\n", name="a.csv"
        )

        assert grid.rows[2] == ("S1", "A, B", "5")

    @pytest.mark.parametrize("content", [b"a,b\x00c\nd,e\n", bytes(range(256)) * 4, b"\x81\x8d\x8f\x90"])
    def test_what_is_no_text_is_refused(self, content):
        with pytest.raises(UnreadableFile, match="not a table in text form"):
            read_workbook(content, name="a.csv")


class TestNames:
    def test_a_workbook_without_a_suffix_is_known_by_its_content(self):
        assert read_workbook(xlsx(), name="upload")[0].name == "Savings"
