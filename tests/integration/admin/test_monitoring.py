"""Budget monitoring, casting and papers in the admin: the printed digits on screen, and both files to take away."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.urls import reverse

from deploy.examples.folder import DATA
from deploy.examples.loading import load
from deploy.examples.source import read_example
from programme.models import Programme
from programme.rules import access
from savings import changes
from tests.factories.ground import LOADING, a_programme, someone
from tests.integration.admin.desk import Desk

pytestmark = pytest.mark.django_db

AT = datetime(2024, 9, 12, 9, tzinfo=UTC)
MONITORING = "admin:savings_budgetfigure_changelist"
CASTING = "admin:savings_castcheck_changelist"
PAPERS = "admin:savings_papers"


class Tables(HTMLParser):
    """Reads the tables of a page by their captions: rows of cells, each as text, hidden words left out."""

    def __init__(self, html):
        super().__init__()
        self.tables, self._rows, self._cell, self._caption, self._hidden = {}, None, None, None, 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "table":
            self._rows = []
        elif tag == "caption":
            self._caption = ""
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._cell = ""
        elif tag == "span" and "tracker-hidden" in (given.get("class") or ""):
            self._hidden += 1

    def handle_endtag(self, tag):
        if tag == "table":
            self.tables[" ".join(self._caption.split())] = self._rows
            self._rows = self._caption = None
        elif tag == "caption":
            self._caption_done = True
        elif tag in ("td", "th") and self._cell is not None:
            self._rows[-1].append(" ".join(self._cell.split()))
            self._cell = None
        elif tag == "span" and self._hidden:
            self._hidden -= 1

    def handle_data(self, text):
        if self._cell is not None:
            self._cell += "" if self._hidden else text
        elif self._caption is not None and not self._rows:
            self._caption += text


def loaded(name, role=access.FINANCE):
    code = load(read_example(name), at=AT).code
    programme = Programme.objects.get(code=code)
    return programme, Desk(someone(role, programme))


def rows_of(name):
    with (DATA / "somerset" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def in_brackets(text):
    return f"({text.removeprefix('-')})" if text.startswith("-") else text


def as_printed(row, name):
    return [
        name,
        in_brackets(row["current_budget_gbp_m"]),
        in_brackets(row["full_year_projection_gbp_m"]),
        in_brackets(row["month_5_variance_gbp_m"]),
        row["a_f"],
        in_brackets(row["movement_from_month_4_gbp_m"]),
        row["direction_from_month_4"],
    ]


class TestMonitoringPage:
    def test_shows_the_table_of_month_five_digit_for_digit(self):
        _, desk = loaded("somerset")

        page = desk.open(reverse(MONITORING), programme="somerset-ct", period="2023/24 M5")

        head, *rows = Tables(page.html).tables["General fund, 2023/24 M5, in £m"]
        of_budget, read = head.index("Of budget"), head.index("As read")
        shown = [[c for n, c in enumerate(row) if n not in (of_budget, read)] for row in rows if len(row) > 1]
        totals = {row["service_group"]: row for row in rows_of("budget_monitoring_totals")}
        wanted = []
        for group in dict.fromkeys(row["service_group"] for row in rows_of("budget_monitoring")):
            lines = [row for row in rows_of("budget_monitoring") if row["service_group"] == group]
            wanted += [as_printed(row, row["line"]) for row in lines]
            wanted.append(as_printed(totals[group], f"{group} sub total"))
        whole = "Children & Family Services Total"
        assert shown == [*wanted, as_printed(totals[whole], whole)]
        assert rows[3][-1] == "down: worse by £1.3m"
        assert "Every total comes to what its paper prints" in page

    def test_shows_the_schools_grant_digit_for_digit_and_its_deficits_apart(self):
        _, desk = loaded("somerset")

        page = desk.open(reverse(MONITORING), programme="somerset-ct")

        _, *rows = Tables(page.html).tables["Dedicated Schools Grant, 2023/24 M5, in £m"]
        assert [row[:4] for row in rows] == [
            *(
                [
                    row["dsg_block"],
                    row["funding_available_gbp_m"],
                    row["forecast_month_5_gbp_m"],
                    "-" if row["note"] else in_brackets(row["in_year_variance_gbp_m"]),
                ]
                for row in rows_of("dsg")
            ),
            ["Dedicated Schools Grant total", "112.8", "128.4", "(15.6)"],
        ]
        assert "Cumulative balance, apart from this year’s: -£37.5m" in page

    def test_gives_what_is_not_itemised_a_row(self):
        _, desk = loaded("somerset")

        tables = Tables(desk.open(reverse(MONITORING), programme="somerset-ct").html).tables

        caption = "External Placements: £8.4m of £10.1m itemised, £1.7m not itemised; 2 causes have no amount"
        assert ["Not itemised", "£1.7m"] in tables[caption]
        assert [row[1] for row in tables[caption] if row[0].startswith("UASC")] == ["no amount given"]

    def test_says_what_explains_a_change_of_cost(self):
        _, desk = loaded("somerset")

        page = desk.open(reverse(MONITORING), programme="somerset-ct")

        assert "Mar-18 to Mar-23: cost up by £4.54m" in page
        assert "Volume explains most." in page

    def test_says_that_a_budget_does_not_reconcile(self):
        _, desk = loaded("southampton")

        page = desk.open(reverse(MONITORING), programme="southampton-cl")

        assert "58.44 + 10.006 - 4.916 = 63.53, printed 61.83 (1.7 less): does not reconcile" in page
        assert "No budget figures by month" in page

    def test_is_as_recorded_by_a_day(self):
        programme = a_programme()
        line = changes.store_budget_line(
            programme_id=programme.id, fund="general", group="", name="Fleet", values={}, by=LOADING, at=AT
        )
        for day, projection in ((12, 110), (20, 150)):
            changes.record_budget_figure(
                budget_line_id=line.id,
                values={
                    "year": 2024,
                    "period": "M5",
                    "current_budget": Decimal(100),
                    "projection": Decimal(projection),
                    "spend_to_date": Decimal(80),
                },
                by=LOADING,
                at=AT.replace(day=day),
            )
        desk = Desk(someone(access.FINANCE, programme))

        then = desk.open(reverse(MONITORING), programme=programme.code, at="2024-09-15")
        now = desk.open(reverse(MONITORING), programme=programme.code)

        assert "General fund: £10 adverse" in then
        assert "As recorded by the end of 15 Sep 2024" in then
        assert "General fund: £50 adverse" in now
        assert "80% used, 42% of the year elapsed by straight line (no profile of its own)" in now

    def test_names_a_period_it_has_no_figures_of_and_a_day_that_is_none(self):
        _, desk = loaded("somerset")

        for asked, words in (
            ({"period": "2023/24 M9"}, "There are no figures of 2023/24 M9"),
            ({"period": "August"}, "is not a period"),
            ({"at": "soon"}, "is not a day"),
        ):
            assert words in desk.open(reverse(MONITORING), programme="somerset-ct", **asked)

    def test_gives_both_files(self):
        _, desk = loaded("somerset")

        plain = desk.open(reverse(MONITORING), programme="somerset-ct", **{"as": "csv"}).response
        book = desk.client.get(reverse(MONITORING), {"programme": "somerset-ct", "as": "xlsx"})

        rows = list(csv.reader(StringIO(plain.content.decode("utf-8-sig"), newline="")))
        assert 'filename="somerset-ct-2023-m5-monitoring.csv"' in plain["Content-Disposition"]
        assert ["38.4", "48.5", "10.1", "A"] == rows[3][4:8]
        assert book.content.startswith(b"PK")
        assert all("no-store" in answer["Cache-Control"] for answer in (plain, book))

    def test_is_empty_for_somebody_of_another_council(self):
        loaded("somerset")
        stranger = Desk(someone(access.FINANCE, a_programme()))

        page = stranger.open(reverse(MONITORING), programme="somerset-ct")

        assert page.status == 200
        assert "External Placements" not in page


class TestCastingPage:
    def test_casts_every_total_when_it_is_opened(self):
        _, desk = loaded("southampton")

        page = desk.open(reverse(CASTING), programme="southampton-cl")

        rows = Tables(page.html).tables["Printed totals against their rows"]
        totals = [row for row in rows if row[:2] == ["proposals", "TOTAL"]]
        assert [row[3:8] for row in totals] == [
            ["3.08", "2.98", "-0.10", "£m", "paper disagrees"],
            ["8.26", "8.22", "-0.04", "£m", "paper disagrees"],
            ["13.63", "14.97", "1.34", "£m", "paper disagrees"],
        ]

    def test_narrows_by_verdict(self):
        _, desk = loaded("southampton")

        page = desk.open(reverse(CASTING), programme="southampton-cl", status="copy_incomplete")

        _, *rows = Tables(page.html).tables["Printed totals against their rows"]
        assert {row[7] for row in rows} == {"copy incomplete"}
        assert "cells are blank in our copy" in page

    def test_leaves_out_a_table_with_a_row_its_reader_may_not_see(self):
        programme, desk = loaded("somerset", access.FINANCE)
        changes.store_budget_line(
            programme_id=programme.id,
            fund="general",
            group="Inclusion",
            name="SEND Transport",
            values={"marking": "exempt", "exempt_paragraph": 4},
            by=LOADING,
            at=AT,
        )

        rows = Tables(desk.open(reverse(CASTING), programme="somerset-ct").html).tables[
            "Printed totals against their rows"
        ]

        of_lines = {row[1] for row in rows if row[0] == "budget_monitoring"}
        assert not [label for label in of_lines if "SEND" in label]
        assert "Inclusion sub total: current budget" not in of_lines
        assert "dsg" in {row[0] for row in rows}


class TestPapers:
    def test_lists_what_the_papers_print_with_their_casts(self):
        _, desk = loaded("southampton")

        page = desk.open(reverse(PAPERS), programme="southampton-cl")

        rows = Tables(page.html).tables[
            "Tables of Children and Learning: Destination 22 and Building for Brilliance"
        ]
        found = {row[0]: row[2:] for row in rows}
        assert found["Savings"] == ["28", "in the ledger", "casts: 1; copy incomplete: 3; not compared: 1"]
        assert found["Additional cost reduction proposals"][1] == "cell by cell"

    def test_shows_a_table_as_printed_with_its_casts_below(self):
        _, desk = loaded("southampton")

        tables = Tables(desk.open(reverse(PAPERS), programme="southampton-cl", table="savings").html).tables

        head, first, *_ = tables["Savings"]
        assert head[4:8] == ["2024/25 (£000)", "2025/26 (£000)", "2026/27 (£000)", "2027/28 (£000)"]
        assert first[:8] == [
            "1",
            "24S207",
            "Service Redesign",
            "Virtual School: vacant post left unfilled",
            *["(44)"] * 4,
        ]
        assert len(tables["Totals of this table against its rows"]) == 6

    def test_of_no_such_name_is_not_found(self):
        _, desk = loaded("southampton")

        assert desk.open(reverse(PAPERS), programme="southampton-cl", table="nothing").status == 404

    def test_are_for_officers(self):
        programme, _ = loaded("somerset")
        member = Desk(someone(access.MEMBER, programme))

        for name in (MONITORING, CASTING, PAPERS):
            assert member.open(reverse(name)).status in (302, 403)
