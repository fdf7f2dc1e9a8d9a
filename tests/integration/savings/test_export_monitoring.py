"""Budget monitoring as it leaves: the printed digits in XLSX and CSV, and nothing in a cell that could run."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from deploy.examples.folder import DATA
from deploy.examples.loading import load
from deploy.examples.source import read_example
from programme import queries
from programme.rules import access
from programme.rules.access import public
from savings import changes
from savings.exchange.export_monitoring import monitoring_csv, monitoring_xlsx
from savings.queries.monitoring import monitoring
from tests.factories.ground import LOADING, a_programme, someone

pytestmark = pytest.mark.django_db

AT = datetime(2024, 9, 12, 9, tzinfo=UTC)


def somerset():
    load(read_example("somerset"), at=AT)
    (found,) = queries.programmes(reader=public(), code="somerset-ct")
    return monitoring(reader=public(), programme_ids=[found])[found]


def rows_of(name):
    with (DATA / "somerset" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def in_brackets(text):
    return f"({text.removeprefix('-')})" if text.startswith("-") else text


def csv_tables(content):
    """Return the rows of each fund's table as dictionaries, by the name of the fund."""
    found = {}
    for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline="")):
        if row and row[0] == "Fund":
            heads = row
        elif row:
            found.setdefault(row[0], []).append(dict(zip(heads, row, strict=True)))
    return found


def xlsx_tables(content):
    """Return the rows of each sheet as lists, under its heading row."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


class TestCsv:
    def test_has_the_table_of_month_five_digit_for_digit(self):
        rows = csv_tables(monitoring_csv(somerset()))["General fund"]

        lines = [row for row in rows if row["Row"] == "line"]
        totals = [row for row in rows if row["Row"] != "line"]
        assert [cells(row) for row in lines] == [
            printed(row, row["line"]) for row in rows_of("budget_monitoring")
        ]
        assert [cells(row)[2:] for row in totals] == [
            printed(row, "")[2:] for row in rows_of("budget_monitoring_totals")
        ]
        assert [row["Row"] for row in totals] == [row["level"] for row in rows_of("budget_monitoring_totals")]

    def test_has_the_schools_grant_digit_for_digit(self):
        rows = csv_tables(monitoring_csv(somerset()))["Dedicated Schools Grant"]

        found = [
            (
                row["Line"],
                row["Funding available (£m)"],
                row["Forecast (£m)"],
                row["In-year variance: surplus/(deficit) (£m)"],
            )
            for row in rows
        ]
        assert found == [
            *(
                (
                    row["dsg_block"],
                    row["funding_available_gbp_m"],
                    row["forecast_month_5_gbp_m"],
                    "-" if row["note"] else in_brackets(row["in_year_variance_gbp_m"]),
                )
                for row in rows_of("dsg")
            ),
            ("Dedicated Schools Grant total", "112.8", "128.4", "(15.6)"),
        ]


def cells(row):
    names = (
        "Service group",
        "Line",
        "Current budget (£m)",
        "Full year projection (£m)",
        "Variance (£m)",
        "A/(F)",
        "Movement from the period before (£m)",
        "Direction as printed",
    )
    return [row[name] for name in names]


def printed(row, name):
    return [
        row["service_group"],
        name,
        in_brackets(row["current_budget_gbp_m"]),
        in_brackets(row["full_year_projection_gbp_m"]),
        in_brackets(row["month_5_variance_gbp_m"]),
        row["a_f"],
        in_brackets(row["movement_from_month_4_gbp_m"]),
        row["direction_from_month_4"],
    ]


class TestXlsx:
    def test_holds_figures_as_numbers_with_the_printed_digits(self):
        sheets = xlsx_tables(monitoring_xlsx(somerset(), reader="Public", at=AT))

        head, *rows = sheets["General fund"][4:]
        budget, variance, a_f = (
            head.index("Current budget (£m)"),
            head.index("Variance (£m)"),
            head.index("A/(F)"),
        )
        found = [(row[1], row[budget], row[variance], row[a_f]) for row in rows if row[1]]
        lines = [
            (
                row["line"],
                float(row["current_budget_gbp_m"]),
                float(row["month_5_variance_gbp_m"]),
                row["a_f"],
            )
            for row in rows_of("budget_monitoring")
        ]
        assert [row for row in found if "otal" not in row[0]] == lines
        assert found[-1] == ("Children & Family Services Total", 123.0, 11.8, "A")

    def test_gives_the_schools_grant_a_sheet_and_a_sign_of_its_own(self):
        sheets = xlsx_tables(monitoring_xlsx(somerset(), reader="Public", at=AT))

        head, *rows = sheets["DSG"][4:]
        variance = head.index("In-year variance: surplus/(deficit) (£m)")
        assert [row[variance] for row in rows] == [-0.3, 0.0, 0.0, -15.3, -15.6]

    def test_has_causes_with_the_rest_and_drivers_with_what_explains_them(self):
        sheets = xlsx_tables(monitoring_xlsx(somerset(), reader="Public", at=AT))

        rests = {row[1]: row[3] for row in sheets["Causes"] if row[2] == "Not itemised"}
        assert rests["External Placements"] == 1_700_000
        assert rests["High Needs"] == 2_300_000
        assert "Volume explains most." in sheets["Cost drivers"][6][-1]

    def test_says_whose_and_of_when_it_is(self):
        sheets = xlsx_tables(monitoring_xlsx(somerset(), reader="Ann Example", at=AT))

        notes = " ".join(str(row[0]) for row in sheets["General fund"][:4])
        assert "2023/24 month 5, in £m. As at 12 Sep 2024" in notes
        assert "without exempt items. For Ann Example" in notes


class TestText:
    @pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
    def test_never_runs(self, name):
        programme = a_programme(name=f"{name} programme")
        line = changes.store_budget_line(
            programme_id=programme.id,
            fund="general",
            group=name,
            name=f"{name} line",
            values={"note": name},
            by=LOADING,
            at=AT,
        )
        changes.record_budget_figure(
            budget_line_id=line.id,
            values={"year": 2024, "period": "M5", "current_budget": Decimal(5), "projection": Decimal(9)},
            by=LOADING,
            at=AT,
        )
        reader = someone(access.MANAGER, programme)
        found = monitoring(reader=reader, programme_ids=[programme.id])[programme.id]

        sheets = xlsx_tables(monitoring_xlsx(found, reader=name, at=AT))
        lines = csv.reader(StringIO(monitoring_csv(found).decode("utf-8-sig"), newline=""))

        texts = [cell for rows in sheets.values() for row in rows for cell in row if isinstance(cell, str)]
        texts += [cell for row in lines for cell in row]
        assert [t for t in texts if t.startswith(("=", "+", "-", "@", "\t", "\r")) and t != "-"] == []
