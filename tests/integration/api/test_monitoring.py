"""Budget monitoring in the API: Somerset's two tables digit for digit, the bridge, casts and tables of papers."""

import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from deploy.examples.folder import DATA
from deploy.examples.loading import load
from deploy.examples.source import read_example
from programme.models import Programme
from programme.rules import access
from savings import changes
from savings.models import BudgetLine
from tests.factories.ground import LOADING, a_programme, someone
from tests.fakes.callers import Caller

pytestmark = pytest.mark.django_db

AT = datetime(2024, 9, 12, 9, tzinfo=UTC)


def loaded(name):
    code = load(read_example(name), at=AT).code
    programme = Programme.objects.get(code=code)
    return code, Caller(someone(access.STAFF, programme))


def rows_of(name):
    with (DATA / "somerset" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def in_brackets(text):
    return f"({text.removeprefix('-')})" if text.startswith("-") else text


def as_printed(row):
    return {
        "current_budget": in_brackets(row["current_budget_gbp_m"]),
        "projection": in_brackets(row["full_year_projection_gbp_m"]),
        "variance": in_brackets(row["month_5_variance_gbp_m"]),
        "a_f": row["a_f"],
        "movement": in_brackets(row["movement_from_month_4_gbp_m"]),
        "direction": row["direction_from_month_4"],
    }


def a_line(programme, name, **values):
    return changes.store_budget_line(
        programme_id=programme.id, fund="general", group="Care", name=name, values=values, by=LOADING, at=AT
    )


def figure(line, period="M5", *, at=AT, **values):
    given = {name: Decimal(value) for name, value in values.items()}
    changes.record_budget_figure(
        budget_line_id=line.id, values={"year": 2024, "period": period, **given}, by=LOADING, at=at
    )


class TestMonitoring:
    def test_has_the_table_of_month_five_digit_for_digit(self):
        code, caller = loaded("somerset")

        shown = caller.get(f"programmes/{code}/monitoring").json()

        general, grant = shown["funds"]
        lines = {(g["name"], line["name"]): line["printed"] for g in general["groups"] for line in g["lines"]}
        assert (shown["year"], shown["period"], general["unit"]) == ("2023/24", "M5", "gbpm")
        assert lines == {
            (row["service_group"], row["line"]): as_printed(row) for row in rows_of("budget_monitoring")
        }
        totals = {row["service_group"]: as_printed(row) for row in rows_of("budget_monitoring_totals")}
        assert {g["name"]: g["total"]["printed"] for g in general["groups"]} | {
            "Children & Family Services Total": general["total"]["printed"]
        } == totals
        assert all(g["total"]["is_as_printed"] for g in (*general["groups"], general, grant) if "total" in g)

    def test_has_the_schools_grant_digit_for_digit_and_apart(self):
        code, caller = loaded("somerset")

        grant = caller.get(f"programmes/{code}/monitoring").json()["funds"][1]

        (group,) = grant["groups"]
        found = {
            line["name"]: [line["printed"][name] for name in ("current_budget", "projection", "variance")]
            for line in group["lines"]
        }
        assert found == {
            row["dsg_block"]: [
                row["funding_available_gbp_m"],
                row["forecast_month_5_gbp_m"],
                "-" if row["note"] else in_brackets(row["in_year_variance_gbp_m"]),
            ]
            for row in rows_of("dsg")
        }
        assert (grant["total"]["variance"], grant["total"]["printed"]["variance"]) == (
            "15600000.00",
            "(15.6)",
        )
        assert (grant["balance"]["balance"], grant["is_ringfenced"]) == ("-37500000.00", True)

    def test_itemises_as_far_as_the_paper_does(self):
        code, caller = loaded("somerset")

        general = caller.get(f"programmes/{code}/monitoring").json()["funds"][0]

        lines = {line["name"]: line for g in general["groups"] for line in g["lines"]}
        placements = lines["External Placements"]
        assert placements["causes"]["itemised"] == "8400000.00"
        assert placements["causes"]["not_itemised"] == "1700000.00"
        assert (placements["percent_of_budget"], placements["direction_words"]) == (
            "26.3",
            "down: worse by £1.3m",
        )
        assert lines["Leaving Care"]["percent_of_budget"] is None
        assert (lines["Prevention"]["causes"], lines["Prevention"]["movement_split"]["forecast_change"]) == (
            None,
            None,
        )

    def test_is_of_the_period_and_moment_asked_for(self):
        programme = a_programme()
        line = a_line(programme, "Placements")
        figure(line, current_budget=100, projection=110)
        figure(line, current_budget=100, projection=120, at=AT + timedelta(days=3))
        figure(line, "M6", current_budget=100, projection=105, at=AT + timedelta(days=30))
        caller = Caller(someone(access.FINANCE, programme))

        def variance(**query):
            shown = caller.get(f"programmes/{programme.id}/monitoring", **query).json()
            return [fund["total"]["variance"] for fund in shown["funds"]]

        assert variance() == ["5.00"]
        assert variance(year="2024/25", period="M5") == ["20.00"]
        assert variance(period="M5", at=(AT + timedelta(days=1)).isoformat()) == ["10.00"]
        assert variance(year="2023/24") == []

    @pytest.mark.parametrize("query", [{"year": "2024"}, {"period": "M13"}, {"at": "soon"}, {"month": "5"}])
    def test_refuses_what_it_cannot_read(self, query):
        programme = a_programme()
        caller = Caller(someone(access.FINANCE, programme))

        assert caller.get(f"programmes/{programme.id}/monitoring", **query).status_code == 400

    @pytest.mark.parametrize("noun", ["monitoring", "cost-drivers", "budget-bridge", "casts", "tables"])
    def test_of_what_is_hidden_is_told_as_what_is_not_there(self, noun):
        programme = a_programme()
        caller = Caller(someone(access.FINANCE, a_programme()))

        for name in (programme.id, programme.code, "nowhere"):
            assert caller.get(f"programmes/{name}/{noun}").status_code == 404

    def test_shows_no_printed_total_beside_a_part_of_its_lines(self):
        code, caller = loaded("somerset")
        line = BudgetLine.objects.get(name="Fieldwork")
        changes.store_budget_line(
            programme_id=line.programme_id,
            fund=line.fund,
            group=line.group,
            name=line.name,
            values={"marking": "exempt", "exempt_paragraph": 4},
            by=LOADING,
            at=AT,
        )

        general, grant = caller.get(f"programmes/{code}/monitoring").json()["funds"]

        assert general["total"]["printed"] is None
        assert grant["total"]["printed"] is not None
        assert "Fieldwork" not in [line["name"] for g in general["groups"] for line in g["lines"]]


class TestCostDrivers:
    def test_say_what_explains_the_change(self):
        code, caller = loaded("somerset")

        drivers = caller.get(f"programmes/{code}/cost-drivers").json()["cost_drivers"]

        sen = drivers[0]
        last = sen["changes"][-1]
        parts = [Decimal(last[name]) for name in ("price_effect", "volume_effect", "both")]
        assert sum(parts) == Decimal(last["change"]) == Decimal(1877076)
        assert (last["explains"], sen["overall"]["explains"]) == ("volume", "volume")
        assert [r["is_within_rounding"] for r in sen["readings"]] == [True] * 6
        assert drivers[2]["readings"][0]["unit_cost"] is None


class TestBudgetBridge:
    def test_of_southampton_does_not_reconcile(self):
        code, caller = loaded("southampton")

        shown = caller.get(f"programmes/{code}/budget-bridge").json()

        assert shown["words"][0] == (
            "2024/25: 58.44 + 10.006 - 4.916 = 63.53, printed 61.83 (1.7 less): does not reconcile"
        )
        assert shown["steps"][0]["difference"] == "1700000.00"
        assert "totals the paper prints" in shown["rests_on"][0]


class TestPapers:
    def test_cast_now_with_status_and_difference(self):
        code, caller = loaded("southampton")

        found = caller.get(f"programmes/{code}/casts", status="paper_disagrees", table="proposals").json()

        assert ("TOTAL", "13.63", "14.97", "1.34") in [
            (c["label"], c["printed"], c["sum"], c["difference"]) for c in found["casts"]
        ]
        assert {c["status_words"] for c in found["casts"]} == {"paper disagrees"}

    def test_are_given_table_by_table_as_printed(self):
        code, caller = loaded("southampton")

        (savings,) = caller.get(f"programmes/{code}/tables", code="savings").json()["tables"]

        assert savings["rows"][0][:3] == ["1", "24S207", "Service Redesign"]
        assert "(44)" in savings["rows"][0]
        assert savings["is_ledger"]
