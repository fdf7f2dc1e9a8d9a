"""What the bot answers, against savings.queries and plain SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bots.queries import answer
from governance.changes import reassess_programme
from programme import changes as ground
from programme.rules.access import public
from programme.rules.calendar import FinancialYear
from savings.queries import positions, savings, workstream_positions
from tests.factories.ground import a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.bots.hubs import AT, BY, NOVEMBER, hubs

ON = date(2026, 11, 22)
Y2026, Y2027 = FinancialYear(2026), FinancialYear(2027)

pytestmark = pytest.mark.django_db


def ask(question: str, **options: Any):
    return answer(question, reader=options.pop("reader", public()), at=AT, **options)


def figures(said) -> dict[str, str]:
    """Return an answer's values by label."""
    assert len({v.label for v in said.values}) == len(said.values)
    return {v.label: v.text for v in said.values}


def sql(query: str, *values: object) -> Decimal | None:
    """Return one figure straight from the tables."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    assert row is not None
    return row[0]


COUNTED = "('cash_releasing', 'income', 'adjustment')"
PLAN = f"""
    select sum(p.amount) from savings_plannedamount p join savings_saving s on s.id = p.saving_id
    where s.programme_id = %s and p.year = %s and s.kind in {COUNTED}
"""


class TestSavings:
    def test_of_a_line_are_those_of_its_row_and_of_the_tables(self):
        hubs()

        said = ask("savings 24S1")

        row = next(r for r in savings(reader=public(), on=ON).values() if r.ref == "24S1")
        assert row.split is not None
        year = row.split.year(Y2026)
        assert year is not None
        found = figures(said)
        assert (found.pop("plan 2027/28"), found.pop("plan 2028/29")) == ("120000.00", "120000.00")
        assert found == {
            "plan 2026/27": "60000.00",
            "forecast 2026/27": f"{year.forecast:.2f}",
            "loss 2026/27": f"{year.loss:.2f}",
            "timing 2026/27": f"{year.timing:.2f}",
            "over-delivery 2026/27": "0.00",
            "claimed 2026/27": "20000.00",
            "validated 2026/27": "12500.00",
        }
        # 1 October to 20 December at 10,000 a month: two whole months and 19 of December's 31 days are lost.
        assert year.timing == Decimal("26129.03")
        assert said.refs == ("24S1",)
        assert "by the dates of the milestones it waits for" in said.text

    def test_of_a_programme_are_its_position_and_the_sum_of_the_tables(self):
        programme, _ = hubs()

        said = figures(ask("savings total hubs 2026/27"))

        held = positions(reader=public(), programme_ids=[programme.id], on=ON)[programme.id].year(Y2026)
        assert held is not None
        ledger = held.ledger
        assert said["plan 2026/27"] == f"{sql(PLAN, programme.id, 2026):.2f}" == "143000.00"
        assert said["forecast 2026/27"] == f"{ledger.forecast.pounds:.2f}"
        assert said["loss 2026/27"] == f"{ledger.loss:.2f}"
        assert said["timing 2026/27"] == f"{ledger.timing:.2f}"
        assert said["funding beside the total 2026/27"] == "30000.00"
        assert (said["lines"], said["lines with a known plan 2026/27"]) == ("3", "2")
        claimed = sql("select sum(amount) from savings_claim where year = 2026")
        assert said["claimed 2026/27"] == f"{claimed:.2f}"

    def test_of_a_heading_or_workstream_are_over_its_own_lines(self):
        _, workstream = hubs()

        heading = figures(ask("savings Placements 2027/28"))
        held = workstream_positions(reader=public(), workstream_ids=[workstream.id], on=ON)[workstream.id]

        assert heading["plan 2027/28"] == "125000.00"
        of_workstream = figures(ask("savings W3 2027/28"))
        year = held.year(Y2027)
        assert year is not None
        assert of_workstream["plan 2027/28"] == f"{year.ledger.plan.pounds:.2f}"

    def test_say_how_many_lines_are_known_and_that_exempt_items_are_left_out(self):
        hubs()

        said = ask("savings W3 2026/27").text

        assert "1 of 2 lines known" in said
        assert "without exempt items" in said

    def test_without_a_year_take_this_one_or_the_tables_first_and_say_which(self):
        a_saving(a_programme(code="old"), ref="99S1", plan={2030: Decimal(1_000), 2031: Decimal(2_000)})
        hubs()

        assert ask("savings 24S5").reading.endswith("2026/27: this financial year")
        old = ask("savings 99S1")
        assert figures(old) == {"plan 2030/31": "1000.00", "plan 2031/32": "2000.00"}
        assert "the first year of its table, which does not have 2026/27" in old.reading

    def test_of_a_year_outside_the_table_are_not_held(self):
        hubs()

        said = ask("savings 24S5 2031/32")

        assert said.status == "answered"
        assert said.values == ()
        assert "no figure is held for 2031/32; its table has 2026/27 to 2027/28" in said.text

    def test_of_a_programme_without_lines_are_not_held(self):
        a_programme(code="empty", name="Nothing yet")

        said = ask("savings empty")

        assert "no savings line is held" in said.text
        assert said.values == ()


class TestStatus:
    def test_of_a_workstream_has_rating_dates_money_and_risk(self):
        programme, workstream = hubs()
        reassess_programme(programme_id=programme.id, by=BY, at=AT, quiet=True)

        said = ask("status W3")

        held = workstream_positions(reader=public(), workstream_ids=[workstream.id], on=ON)[
            workstream.id
        ].year(Y2026)
        assert held is not None
        found = figures(said)
        assert found["reported RAG"] == "red"
        assert (found["milestones"], found["overdue"], found["slipped"]) == ("3", "1", "1")
        assert found["plan 2026/27"] == f"{held.ledger.plan.pounds:.2f}"
        assert found["timing 2026/27"] == f"{held.ledger.timing:.2f}"
        assert "Reported Red on 3 Nov 2026, Programme Tracker: The hub is late" in said.text
        assert "Overdue: M3 Lease signed, due 1 Sep 2026." in said.text
        assert "Slipped: M1 Hub opens, was 1 Oct 2026, now 20 Dec 2026 (80 days later)." in said.text
        assert "Next due: M1 Hub opens, 20 Dec 2026." in said.text
        assert "delivery risk very high" in said.text
        assert said.refs == ("W3", "M3", "M1")

    def test_of_a_workstream_without_a_rating_says_so(self):
        a_workstream(a_programme(code="quiet"), ref="W9", name="Silence")

        said = ask("status Silence")

        assert "No RAG is published for this workstream." in said.text
        assert "reported RAG" not in figures(said)
        assert "No owner is published." in said.text

    def test_of_a_programme_counts_ratings_and_holds_its_position(self):
        programme, _ = hubs()
        a_workstream(programme, ref="W4", name="Other")

        found = figures(ask("status of hubs"))

        assert found["workstreams"] == "2"
        assert found["reported Red"] == "1"
        assert found["no RAG published"] == "1"
        assert found["plan 2026/27"] == f"{sql(PLAN, programme.id, 2026):.2f}"

    def test_of_an_illustrative_programme_says_so(self):
        a_workstream(a_programme(code="hubs-story", illustrative=True), ref="W9", name="Silence")

        said = ask("status Silence")

        assert "Illustrative" in said.headline
        assert said.illustrative


class TestRed:
    def test_lists_who_is_reported_red_with_the_reason(self):
        programme, _ = hubs()
        a_workstream(programme, ref="W4", name="Other")
        amber = a_workstream(programme, ref="W5", name="Amber one")
        ground.report_status(
            workstream_id=amber.id, version=None, rating="amber_red", reason="Near it", by=BY, at=NOVEMBER
        )

        said = ask("red")

        assert said.headline == "Reported Red: 1 in hubs."
        assert "• W3 Fostering hub: Red on 3 Nov 2026, Programme Tracker: The hub is late" in said.lines
        assert "• W5 Amber one: Amber/Red on 3 Nov 2026, Programme Tracker: Near it" in said.lines
        assert figures(said) == {
            "reported Red, hubs": "1",
            "reported Amber/Red, hubs": "1",
            "no rating published, hubs": "1",
        }

    def test_counts_the_newest_rating_alone(self):
        _, workstream = hubs()
        ground.report_status(
            workstream_id=workstream.id, version=None, rating="amber", reason="Mended", by=BY, at=AT
        )

        assert ask("red").headline == "No workstream is reported Red."

    def test_is_illustrative_only_where_what_it_tells_is(self):
        hubs()
        a_workstream(a_programme(code="x-story", illustrative=True))

        assert not ask("red").illustrative


class TestSlipped:
    def test_tells_what_moved_later_than_its_baseline_and_what_it_costs(self):
        hubs()

        said = ask("slipped")

        row = next(r for r in savings(reader=public(), on=ON).values() if r.ref == "24S1")
        assert row.split is not None
        year = row.split.year(Y2026)
        assert year is not None
        found = figures(said)
        assert found["moved later"] == "1"
        assert found["M1 later, hubs"] == "80"
        assert found["timing 2026/27, savings that wait for M1, hubs"] == f"{year.timing:.2f}"
        assert "Why: Planning permission is late (3 Nov 2026, Programme Tracker)" in said.text
        assert "Past due, and not moved: 1 milestone." in said.text

    def test_since_a_day_compares_with_what_was_said_before_it(self):
        _, workstream = hubs()
        opening = workstream.milestones.get(ref="M1")
        ground.reforecast_milestone(
            milestone_id=opening.id, version=None, forecast=date(2026, 12, 27), reason="Snow", by=BY, at=AT
        )

        def days(question: str) -> str | None:
            return figures(ask(question)).get("M1 later, hubs")

        assert days("slipped since 1 Nov 2026") == "87"
        assert days("slipped since 4 Nov 2026") == "7"
        assert "Snow" in ask("slipped since 4 Nov 2026").text
        assert days("slipped since 22 Nov 2026") == "7"
        assert "moved later" in figures(ask("slipped since 1 Oct 2026"))

    def test_since_a_day_leaves_out_what_moved_before_it(self):
        hubs()

        said = ask("slipped since 4 Nov 2026")

        assert figures(said) == {"moved later": "0"}

    def test_of_one_workstream_or_programme_leaves_the_others_out(self):
        hubs()
        a_workstream(a_programme(code="other"), ref="W8", name="Elsewhere")

        assert figures(ask("slipped in W3"))["moved later"] == "1"
        assert figures(ask("slipped in W8"))["moved later"] == "0"
        assert figures(ask("slipped in other"))["moved later"] == "0"


class TestAskingBack:
    def test_every_option_is_answered_when_it_is_asked(self):
        hubs()
        copy = a_programme(code="hubs-story", name="Family Hubs", illustrative=True)
        a_workstream(copy, ref="W3", name="Fostering hub")

        for question in (
            "status W3",
            "savings Fostering hub",
            "savings",
            "Family Hubs",
            "savings 24S1 FY27",
        ):
            said = ask(question)

            assert said.status in ("choose", "unknown"), question
            assert said.options, question
            for option in said.options:
                assert ask(option.question).status == "answered", option.question

    def test_every_example_of_help_is_answered(self):
        hubs()

        table = ask("help").table
        assert table is not None
        for _, example in table.rows:
            assert ask(example).status == "answered", example

    def test_within_a_programme_names_of_others_do_not_exist(self):
        hubs()
        a_workstream(a_programme(code="other"), ref="W3", name="Elsewhere")

        assert ask("status W3", programme="hubs").status == "answered"
        assert ask("status Elsewhere", programme="hubs").status == "unknown"

    def test_refuses_a_change_and_says_where_to_make_it(self, settings):
        settings.PUBLIC_URL = "https://tracker.example.test"
        hubs()

        said = ask("set W3 to green")

        assert said.status == "refused"
        assert "https://tracker.example.test/admin/" in said.text
        assert ask("red").headline == "Reported Red: 1 in hubs."

    def test_links_officers_alone_to_the_form(self):
        programme, workstream = hubs()
        officer, member = someone("pmo", programme), someone("member", programme)

        assert str(workstream.id) in ask("status W3", reader=officer).link
        assert ask("status W3", reader=member).link == ""

    def test_dates_its_figures_in_local_time(self):
        hubs()
        summer = datetime(2026, 7, 1, 12, tzinfo=UTC)

        said = answer("red", reader=public(), at=summer)

        assert said.as_at == summer.astimezone(ZoneInfo("Europe/London"))
        assert "as at 1 Jul 2026, 13:00" in said.text


def test_costs_as_many_queries_for_many_rows_as_for_few():
    programme, workstream = hubs()
    questions = ("status W3", "savings hubs", "red", "slipped", "status hubs")
    ask("help")  # names are read once
    few = [_queries(question) for question in questions]
    for n in range(6):
        milestone = a_milestone(workstream, baseline_date=date(2026, 10, n + 2))
        a_saving(workstream, waits_for=[milestone])
        a_workstream(programme)
    ask("help")

    assert [_queries(question) for question in questions] == few
    assert max(few) <= 30


def _queries(question: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask(question)
    return len(captured)
