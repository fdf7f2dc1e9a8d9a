"""The figures of the families over the published programmes, against the papers' own tables and plain SQL."""

import csv
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from bots.queries.answers import (
    answering,
    budget,
    changes,
    governance,
    indicators,
    milestones,
    papers,
    ratings,
)
from bots.rules.answer import Answer
from bots.rules.asking.query import Filter, Query, Shape, Time
from bots.rules.asking.things import Thing
from programme import queries as ground
from programme.rules.access import public
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.queries import budget_lines

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
DATA = Path(__file__).parents[4] / "deploy" / "examples" / "data"
MILLION = 1_000_000
FAMILIES = {
    "budget": budget.answer, "rag": ratings.answer, "milestones": milestones.answer, "papers": papers.answer,
    "governance": governance.answer, "indicators": indicators.answer, "changes": changes.answer,
}  # fmt: skip


def rows(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def sql(query: str, *arguments: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return cursor.fetchall()


def programme(code: str) -> Thing:
    found = next(p for p in ground.programmes(reader=public()).values() if p.code == code)
    return Thing("programme", found.name, found.id, found.code, found.name, id=found.id)


def thing(kind: str, name: str, code: str, id: object = None, ref: str = "") -> Thing:
    place = programme(code)
    return Thing(kind, name, place.programme_id, place.programme_code, place.programme_name, id=id, ref=ref)


def ask(family: str, query: Query) -> Answer:
    said = FAMILIES[family](query, reader=public(), at=AT)
    assert said is not None
    return said


def first(said: Answer) -> object:
    return said.values[0].value


class TestNamedByTheirOwn:
    """Budget areas, proposals and balances, asked as officers would, from words to the printed cell."""

    def asked(self, question: str, code: str) -> Answer:
        return answering.answer(question, reader=public(), at=AT, programme=code)

    def test_the_budget_of_every_area(self):
        for row in rows("hampshire/savings_by_budget_area.csv"):
            said = self.asked(f"budget of {row['budget_area']}", "hampshire-sp2023")

            printed = row["total_budget_gbp000"]
            held = [v.value for v in said.values]
            assert held == ([Decimal(printed) * 1000] if printed else []), (row, said.headline)

    def test_the_saving_of_every_area_that_is_called_one(self):
        for row in rows("hampshire/savings_by_budget_area.csv"):
            said = self.asked(f"target for budget area {row['budget_area']}", "hampshire-sp2023")

            assert first(said) == Decimal(row["full_year_saving_gbp000"]) * 1000, (row, said.headline)

    def test_every_cell_of_the_proposals(self):
        for row in rows("southampton/proposals.csv"):
            for column in (c for c in row if c.startswith("amount_") and row[c]):
                year = f"{column[7:11]}/{column[12:14]}"
                said = self.asked(f"{row['proposal']} proposal {year}", "southampton-cl")

                assert first(said) == Decimal(row[column]) * MILLION, (row, year, said.headline)
                assert said.refs == (row["proposal_no"],)

    def test_the_cumulative_deficit_of_the_grant(self):
        (printed,) = [
            Decimal(r["value"])
            for r in rows("somerset/headlines.csv")
            if r["item"] == "DSG cumulative deficit"
        ]

        said = self.asked("dedicated schools grant cumulative deficit", "somerset-ct")

        assert abs(first(said)) == printed * MILLION
        assert "deficit £37.5m" in said.headline

    def test_no_spend_to_date_that_is_not_printed(self):
        said = self.asked("spend to date on external placements", "somerset-ct")

        assert said.values == ()
        assert "no spend to date is held" in said.headline


class TestCostDrivers:
    @pytest.mark.parametrize("pupils", ["SEN", "mainstream"])
    def test_every_cell_of_the_transport_table(self, pupils):
        for row in rows("somerset/send_transport.csv"):
            year, month = row["month"].split("-")
            when = f"{'March' if month == '03' else month} {year}"
            column = pupils.lower()
            expected = {
                f"how many {pupils} passengers in {when}": Decimal(row[f"{column}_passengers"]),
                f"{pupils} transport cost per passenger {when}": Decimal(
                    row[f"{column}_cost_per_passenger_gbp"]
                ),
                f"what did {pupils} transport cost in {when}": Decimal(row[f"{column}_cost_gbp_m"]) * MILLION,
            }

            for question, figure in expected.items():
                said = answering.answer(question, reader=public(), at=AT, programme="somerset-ct")
                assert said.values, (question, said.headline)
                assert first(said) == figure, question

    @pytest.mark.parametrize("question", ["SEN passengers in April 2023", "SEN passengers in March 2017"])
    def test_of_a_month_without_a_reading_have_no_figure(self, question):
        said = answering.answer(question, reader=public(), at=AT, programme="somerset-ct")

        assert said.values == ()
        assert "no reading is held" in said.headline


class TestStatus:
    def test_of_a_heading_is_its_money_and_outlook(self):
        held = [r for r in rows("southampton/savings.csv") if r["group"] == "Efficiencies"]

        said = answering.answer("status of Efficiencies", reader=public(), at=AT, programme="southampton-cl")

        assert said.status == "answered"
        assert said.intent == "status"
        planned = sum(Decimal(r["saving_2026_27_gbp000"] or 0) for r in held) * 1000
        assert first(said) == planned, said.headline
        assert "2026/27" in said.headline
        assert len(said.refs) == len(held)
        assert any("outlook" in line for line in said.lines)


class TestBudget:
    CODE = "somerset-ct"

    def line(self, group: str, name: str) -> Thing:
        place = programme(self.CODE)
        found = budget_lines(reader=public(), programme_ids=[place.programme_id]).values()
        (line,) = [b for b in found if (b.group, b.name) == (group, name)]
        return thing("budget_line", name, self.CODE, id=line.id)

    @pytest.mark.parametrize(
        ("metric", "column"),
        [
            ("budget", "current_budget_gbp_m"),
            ("net_budget", "current_budget_gbp_m"),
            ("projection", "full_year_projection_gbp_m"),
            ("variance", "month_5_variance_gbp_m"),
            ("movement", "movement_from_month_4_gbp_m"),
        ],
    )
    def test_every_cell_of_the_monitoring_table(self, metric, column):
        for row in rows("somerset/budget_monitoring.csv"):
            said = ask("budget", Query(Shape.FIGURE, metric, (self.line(row["service_group"], row["line"]),)))

            assert first(said) == Decimal(row[column]) * MILLION, row["line"]

    def test_every_direction_and_mark(self):
        for row in rows("somerset/budget_monitoring.csv"):
            line = self.line(row["service_group"], row["line"])

            assert (
                first(ask("budget", Query(Shape.FIGURE, "direction", (line,))))
                == row["direction_from_month_4"]
            )
            mark = {"A": "adverse", "F": "favourable", "-": "on budget"}[row["a_f"]]
            assert mark in ask("budget", Query(Shape.FIGURE, "variance", (line,))).headline

    def test_every_printed_total(self):
        for row in rows("somerset/budget_monitoring_totals.csv"):
            is_group = row["level"] == "sub total"
            name = row["service_group"]
            of = (thing("budget_line", name, self.CODE),) if is_group else (programme(self.CODE),)
            if name == "Education Partnerships and Skills":
                of = (thing("budget_line", f"{name} total", self.CODE),)

            said = ask("budget", Query(Shape.FIGURE, "variance", of))

            assert first(said) == Decimal(row["month_5_variance_gbp_m"]) * MILLION, name

    def test_the_schools_grant_by_itself(self):
        blocks = rows("somerset/dsg.csv")
        for row in blocks:
            said = ask("budget", Query(Shape.FIGURE, "variance", (self.line("", row["dsg_block"]),)))
            assert first(said) == -Decimal(row["in_year_variance_gbp_m"]) * MILLION

        whole = ask("budget", Query(Shape.FIGURE, "variance", (thing("budget_line", "DSG", self.CODE),)))

        assert first(whole) == -sum(Decimal(r["in_year_variance_gbp_m"]) for r in blocks) * MILLION

    def test_causes_and_what_they_leave(self):
        external = self.line("Children's Social Care", "External Placements")

        said = ask("budget", Query(Shape.WHY, "causes", (external,)))
        left = ask("budget", Query(Shape.FIGURE, "not_itemised", (external,)))

        assert [v.value for v in said.values if "placements" in v.label] == [Decimal(4_200_000)] * 2
        assert first(left) == Decimal("1.7") * MILLION

    def test_gross_net_and_income_as_headlines(self):
        printed = {
            r["item"]: Decimal(r["value"]) * MILLION
            for r in rows("somerset/headlines.csv")
            if r["unit"] == "£m"
        }
        names = {
            "gross_budget": "Gross expenditure budget",
            "income_budget": "Income budget",
            "net_budget": "Net budget",
        }
        for metric, item in names.items():
            assert first(ask("budget", Query(Shape.FIGURE, metric, (programme(self.CODE),)))) == printed[item]

    def test_the_month_before_by_the_movement_printed(self):
        external = self.line("Children's Social Care", "External Placements")
        month = Time(months=(FinancialMonth(FinancialYear(2023), 4),))

        assert (
            first(ask("budget", Query(Shape.FIGURE, "variance", (external,), time=month)))
            == Decimal("8.8") * MILLION
        )
        assert ask("budget", Query(Shape.FIGURE, "projection", (external,), time=month)).values == ()

    def test_nothing_for_a_year_that_is_not_held(self):
        month = Time(months=(FinancialMonth(FinancialYear(2026), 5),))

        assert (
            ask("budget", Query(Shape.FIGURE, "variance", (programme(self.CODE),), time=month)).values == ()
        )

    def test_a_rival_figure_of_the_same_budget(self):
        said = ask(
            "budget",
            Query(Shape.FIGURE, "budget", (programme("southampton-cl"),), time=Time((FinancialYear(2023),))),
        )

        assert [v.value for v in said.values] == [Decimal("58440000.00"), Decimal("63600000.0")]


class TestNotHeld:
    @pytest.mark.parametrize("code", ["southampton-cl", "somerset-ct", "hampshire-sp2023"])
    def test_no_published_programme_has_a_rating(self, code):
        red = (Filter("rag", "red"),)

        counted = ask("rag", Query(Shape.COUNT, "rag", filters=red, programmes=(programme(code),)))
        listed = ask("rag", Query(Shape.LIST, "rag", filters=red, programmes=(programme(code),)))

        assert counted.values == ()
        assert listed.refs == ()

    def test_risks_are_listed_and_none_is_scored(self):
        place = (programme("hampshire-sp2023"),)

        said = ask("governance", Query(Shape.LIST, "risks", programmes=place))
        top = ask("governance", Query(Shape.TOP, "risks", programmes=place, order="biggest", n=1))

        assert said.refs == tuple(f"R{r['risk_no']}" for r in rows("hampshire/risks.csv"))
        assert top.values == ()

    def test_no_decision_maker_is_published(self):
        (w, *_) = ground.workstreams(
            reader=public(), programme_ids=[programme("hampshire-sp2023").programme_id]
        ).values()
        strand = thing("workstream", w.name, "hampshire-sp2023", id=w.id, ref=w.ref)

        for metric in ("decider", "board"):
            assert ask("governance", Query(Shape.WHO, metric, (strand,))).values == ()


class TestMilestones:
    def test_overdue_as_plain_sql_has_it(self):
        found = sql(
            "select m.ref from programme_milestone m join programme_programme p on p.id = m.programme_id "
            "where p.code = %s and m.actual_date is null and coalesce(m.forecast_date, m.baseline_date) < %s",
            "somerset-ct", datetime(2026, 11, 1, tzinfo=UTC).date(),
        )  # fmt: skip

        said = ask("milestones", Query(Shape.LIST, "overdue", programmes=(programme("somerset-ct"),)))

        assert sorted(said.refs) == sorted(ref for (ref,) in found)
        assert first(said) == len(found)

    def test_a_date_is_as_fine_as_it_was_printed(self):
        found = {r["activity"]: r["target_month"] for r in rows("somerset/activities.csv")}
        for m in ground.milestones(
            reader=public(), programme_ids=[programme("somerset-ct").programme_id]
        ).values():
            said = ask(
                "milestones",
                Query(Shape.WHEN, "dates", (thing("milestone", m.name, "somerset-ct", m.id, m.ref),)),
            )

            dates = [str(v.value) for v in said.values]
            assert (dates[:1] or [""])[0] in {*found.values(), ""}, m.name


class TestPapers:
    def test_printed_totals_beside_what_we_can_read(self):
        printed = {2024: 4916, 2025: 4493, 2026: 4418, 2027: 4373}
        for year, total in printed.items():
            column = f"saving_{year}_{(year + 1) % 100}_gbp000"
            readable = sum(int(r[column]) for r in rows("southampton/savings.csv") if r[column])

            said = ask(
                "papers",
                Query(
                    Shape.FIGURE,
                    "printed_total",
                    (programme("southampton-cl"),),
                    time=Time((FinancialYear(year),)),
                ),
            )

            figures = [v.value for v in said.values]
            assert figures[:2] == [total * 1000, readable * 1000]

    def test_proposals_sum_to_their_rows_and_not_to_what_is_printed(self):
        table = rows("southampton/proposals.csv")
        for year, printed in ((2024, "3.08"), (2025, "8.26"), (2026, "13.63")):
            total = sum(Decimal(r[f"amount_{year}_{(year + 1) % 100}_gbp_m"]) for r in table)

            said = ask(
                "papers",
                Query(
                    Shape.LIST,
                    "proposals",
                    programmes=(programme("southampton-cl"),),
                    time=Time((FinancialYear(year),)),
                ),
            )

            assert first(said) == total * MILLION
            assert Decimal(printed) * MILLION in [v.value for v in said.values]

    def test_sources_that_disagree(self):
        said = ask("papers", Query(Shape.LIST, "sources", programmes=(programme("southampton-cl"),)))

        figures = [v.value for v in said.values]
        for pair in ((12, 16), (Decimal("5.0") * MILLION, Decimal("4.2") * MILLION)):
            assert all(one in figures for one in pair)


class TestIndicators:
    def indicator(self, name: str) -> Thing:
        found = ground.indicators(
            reader=public(), programme_ids=[programme("southampton-cl").programme_id]
        ).values()
        return thing("indicator", name, "southampton-cl", id=next(i.id for i in found if i.name == name))

    def test_the_reading_of_a_month(self):
        march = Time(months=(FinancialMonth(FinancialYear(2023), 12),))

        said = ask(
            "indicators", Query(Shape.FIGURE, "indicator", (self.indicator("Agency staff"),), time=march)
        )

        assert first(said) == 13

    def test_the_target_of_a_year(self):
        for year in (2024, 2025):
            (target,) = [
                Decimal(r["value"]) for r in rows("southampton/indicators.csv")
                if (r["indicator"], r["basis"]) == ("Children entering care", "target")
                and r["period_as_published"] == f"{year % 100}/{year % 100 + 1}"
            ]  # fmt: skip
            of = self.indicator("Children entering care")

            said = ask(
                "indicators",
                Query(Shape.FIGURE, "indicator_target", (of,), time=Time((FinancialYear(year),))),
            )

            assert first(said) == target

    def test_two_documents_with_two_targets(self):
        said = ask("indicators", Query(Shape.FIGURE, "indicator_target", (self.indicator("Agency staff"),)))

        assert [v.value for v in said.values][:2] == [12, 16]
        assert "the papers disagree" in said.headline


class TestRegisters:
    def test_findings_by_kind(self):
        kinds = Counter(r["kind"] for r in rows("southampton/review_findings.csv"))

        said = ask("governance", Query(Shape.COUNT, "findings", programmes=(programme("southampton-cl"),)))

        told = {v.label: v.value for v in said.values}
        assert told["findings"] == sum(kinds.values()) == 63
        assert told["need a response"] == 49
        assert all(told[kind.replace("_", " ")] == number for kind, number in kinds.items())

    def test_nothing_changed_since_the_papers_were_loaded(self):
        since = Time(since=datetime(2026, 11, 23, tzinfo=UTC).date())

        said = ask(
            "changes", Query(Shape.LIST, "changes", programmes=(programme("somerset-ct"),), time=since)
        )

        assert first(said) == 0
