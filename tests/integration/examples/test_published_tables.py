"""Every table of every programme, rendered from the database, against the figures kept in the tree, cell by cell.

What a paper prints follows from its data file by the rules in deploy/examples/data/README.md: savings in brackets,
amounts below nought in brackets, a dash for no variance of the schools grant.
"""

import csv
from decimal import Decimal

import pytest

from deploy.examples.folder import DATA, years_of
from governance.models import Board
from programme import queries
from programme.rules.access import public, system
from programme.rules.calendar import ApproxDate, FinancialYear
from savings.models import CostDriverReading, ProposalFigure, TargetAmount
from savings.queries.casts import casts
from savings.queries.monitoring import monitoring
from savings.queries.rendering import published

pytestmark = pytest.mark.django_db

CODES = {"southampton": "southampton-cl", "hampshire": "hampshire-sp2023", "somerset": "somerset-ct"}
FILES = [(council, path.stem) for council in CODES for path in sorted((DATA / council).glob("*.csv"))]
GOVERNED = {("southampton", "boards")}  # bodies, kept as boards and shown there


def rows_of(council, name):
    with (DATA / council / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def programme_id(council):
    (programme,) = queries.programmes(reader=system(), code=CODES[council])
    return programme


def tables_of(council):
    found = published(reader=public(), programme_id=programme_id(council))
    assert len({table.code for table in found}) == len(found)
    return {table.code: table for table in found}


def in_brackets(text):
    return f"({text.removeprefix('-')})" if text.startswith("-") else text


def as_a_saving(text):
    return f"({text})" if text and Decimal(text) else text


def dated(text):
    return str(ApproxDate.parse(text)) if text else ""


def year_cells(row, prefix, printed=str):
    return {year: printed(text) for year, text in years_of(row, prefix).items()}


def savings(row):
    cells = {"line_no": row["line_no"], "ref": row["ref"], "group": row["group"], "note": row["note"]}
    return cells | {"description": row["description"]} | year_cells(row, "saving", as_a_saving)


def pressures(row):
    words = ": ".join(filter(None, [row["item"], row["description"]]))
    words = words or f"{row['printed_block']}, value {row['line_no']} of 10"
    cells = {"line_no": row["line_no"], "ref": row["ref"], "description": words, "note": row["note"]}
    return cells | year_cells(row, "pressure")


def budget(row):
    year = FinancialYear.parse(row["financial_year"]).label
    return {"area": row["area"], "financial_year": year, "budget": row["budget_gbp_m"]}


def indicators(row):
    return {
        "indicator": row["indicator"],
        "basis": row.get("basis", "actual"),
        "value": row["value"],
        "unit": row["unit"],
        "period": row["period_as_published"],
        "date": dated(row["date"]),
        "note": row["note"],
        **({"source": row["source_document"]} if "source_document" in row else {}),
    }


def targets(row):
    return {
        "workstream": row["workstream_no"],
        "description": row["name"],
        "2023/24": row["target_as_published"],
    }


def workstreams(row):
    services = f"Services in scope: {row['services_in_scope']}." if row["services_in_scope"] else ""
    about = "\n".join(filter(None, [row["approach_summary"], services, row["note"]]))
    return {"workstream_no": row["workstream_no"], "name": row["name"], "about": about}


def milestones(row):
    return {name: row[name] for name in ("milestone_no", "milestone", "when_as_published", "workstream_no")}


def monitored(row):
    return {
        "service_group": row["service_group"],
        "line": row["line"],
        "current_budget": in_brackets(row["current_budget_gbp_m"]),
        "projection": in_brackets(row["full_year_projection_gbp_m"]),
        "variance": in_brackets(row["month_5_variance_gbp_m"]),
        "a_f": row["a_f"],
        "movement": in_brackets(row["movement_from_month_4_gbp_m"]),
        "direction": row["direction_from_month_4"],
        "note": row["note"],
    }


def schools_grant(row):
    is_dash = row["note"] == "Variance printed as a dash"
    return {
        "line": row["dsg_block"],
        "current_budget": row["funding_available_gbp_m"],
        "projection": row["forecast_month_5_gbp_m"],
        "variance": "-" if is_dash else in_brackets(row["in_year_variance_gbp_m"]),
    }


# By file: the rendered tables its rows stand in, each with how a paper prints a row of it.
IN_THE_LEDGER = {
    ("southampton", "savings"): {"savings": savings},
    ("southampton", "pressures"): {"pressures": pressures},
    ("southampton", "budget"): {"budget": budget},
    ("southampton", "indicators"): {"indicators": indicators},
    ("hampshire", "indicators"): {"indicators": indicators},
    ("hampshire", "workstreams"): {"savings": targets, "workstreams": workstreams},
    ("hampshire", "milestones"): {"milestones": milestones},
    ("somerset", "budget_monitoring"): {"budget_monitoring": monitored},
    ("somerset", "dsg"): {"dsg": schools_grant},
}


class TestEveryTable:
    @pytest.mark.parametrize(("council", "name"), FILES, ids=lambda value: value)
    def test_is_rendered_as_its_paper_prints_it(self, told, council, name):
        printed, tables = rows_of(council, name), tables_of(council)

        if (council, name) in GOVERNED:
            assert bodies() == [(row["name"], row["role_summary"], row["frequency"]) for row in printed]
        elif (council, name) in IN_THE_LEDGER:
            for code, as_printed in IN_THE_LEDGER[council, name].items():
                table = tables[code]
                assert table.is_ledger
                names = [column.name for column in table.columns]
                found = [dict(zip(names, row, strict=True)) for row in table.rows]
                wanted = [as_printed(row) for row in printed]
                assert [{key: row.get(key, "") for key in wanted[0]} for row in found] == wanted
        else:
            names = list(printed[0])
            table = tables[name]
            assert not table.is_ledger
            assert [column.name for column in table.columns] == names
            assert [list(row) for row in table.rows] == [[row[key] for key in names] for row in printed]

    @pytest.mark.parametrize("council", CODES)
    def test_names_its_paper_and_heads_its_columns_in_words(self, told, council):
        for table in tables_of(council).values():
            assert table.title
            assert table.source
            assert not [column.heading for column in table.columns if "_" in column.heading]

    def test_of_an_illustrative_copy_is_none(self, told):
        for code in told.codes:
            (copy,) = queries.programmes(reader=system(), code=code)
            assert published(reader=system(), programme_id=copy) == []


def bodies():
    boards = Board.objects.filter(programme__code="southampton-cl", illustrative=False)
    found = {board.name: (board.name, board.remit, board.cadence) for board in boards}
    return [found[row["name"]] for row in rows_of("southampton", "boards") if row["name"] in found]


class TestOneTruth:
    """What is kept as a published table and as rows of the ledger is the same."""

    def test_of_the_schools_grant(self, told):
        found = read_somerset().fund("dsg")
        kept = {row["dsg_block"]: row for row in rows_of("somerset", "dsg")}

        assert list(kept) == [line.name for line in found.lines]
        for line in found.lines:
            row = kept[line.name]
            assert line.figures.budget == millions(row["funding_available_gbp_m"])
            assert line.figures.projection == millions(row["forecast_month_5_gbp_m"])
            assert line.figures.variance == -millions(row["in_year_variance_gbp_m"])

    def test_of_the_pressures_within_it(self, told):
        causes = {
            (line.name, cause.name): cause.amount
            for line in read_somerset().fund("dsg").lines
            if line.causes
            for cause in line.causes.causes
        }

        assert causes == {
            (row["dsg_block"], row["pressure"]): millions(row["amount_gbp_m"])
            for row in rows_of("somerset", "dsg_pressures")
        }

    def test_of_school_transport(self, told):
        kept = rows_of("somerset", "send_transport")
        for name, pupils in (("SEN transport", "sen"), ("Mainstream transport", "mainstream")):
            readings = CostDriverReading.objects.filter(
                driver__name=name, driver__programme__illustrative=False
            )
            assert {(r.period, r.volume, r.unit_cost, r.cost) for r in readings} == {
                (
                    row["month_as_published"],
                    Decimal(row[f"{pupils}_passengers"]),
                    Decimal(row[f"{pupils}_cost_per_passenger_gbp"]),
                    millions(row[f"{pupils}_cost_gbp_m"]),
                )
                for row in kept
            }

    def test_of_the_further_proposals(self, told):
        figures = ProposalFigure.objects.filter(
            proposal__programme__code="southampton-cl", series="Proposal"
        ).values_list("proposal__number", "year", "printed")

        assert set(figures) == {
            (row["proposal_no"], FinancialYear.parse(year).start_year, text)
            for row in rows_of("southampton", "proposals")
            for year, text in years_of(row, "amount").items()
        }

    @pytest.mark.parametrize("council", ["southampton", "hampshire"])
    def test_of_the_targets_the_papers_name(self, told, council):
        table = tables_of(council)["targets"]
        held = TargetAmount.objects.filter(target__programme__code=CODES[council], target__cut="")

        assert sorted(zip(*map(table.column, ("name", "amount", "year")), strict=True)) == sorted(
            (one.target.name, one.printed, FinancialYear(one.target.year).label if one.target.year else "")
            for one in held.select_related("target")
        )

    def test_of_the_cumulative_deficit(self, told):
        (row,) = [r for r in rows_of("somerset", "headlines") if r["item"] == "DSG cumulative deficit"]

        balance = read_somerset().fund("dsg").balance

        assert (balance.balance, balance.printed) == (-millions(row["value"]), row["value"])

    def test_of_what_is_itemised_and_the_rest(self, told):
        rests = {
            c.label: (c.sum, c.not_itemised)
            for c in casts(reader=public(), programme_id=programme_id("somerset"))
        }
        lines = {line.name: line for fund in read_somerset().funds for line in fund.lines if line.causes}

        for name, label in (
            ("External Placements", "External placements: itemised causes against overspend"),
            ("High Needs", "High Needs: itemised pressures against block deficit"),
        ):
            itemised, rest = rests[label]
            assert lines[name].causes.itemised == millions(itemised)
            assert lines[name].causes.not_itemised == millions(rest)


def millions(text):
    return Decimal(text) * 1_000_000


def read_somerset():
    found = programme_id("somerset")
    return monitoring(reader=public(), programme_ids=[found])[found]


class TestTheCopy:
    """somerset-ct-story: the published month under its own years, and an invented month after it."""

    def test_keeps_the_published_figures_and_moves_them_to_a_month_that_is_over(self, told):
        (copy,) = queries.programmes(reader=system(), code="somerset-ct-story")
        found = monitoring(reader=system(), programme_ids=[copy], period="M5")[copy]

        assert (found.month.year.label, found.month.label) == ("2026/27", "M5")
        assert [
            (line.name, line.figures.budget, line.figures.projection, line.figures.variance)
            for fund in found.funds
            for line in fund.lines
        ] == [
            (line.name, line.figures.budget, line.figures.projection, line.figures.variance)
            for fund in read_somerset().funds
            for line in fund.lines
        ]
        assert found.fund("general").printed is None

    def test_splits_the_movement_of_the_month_after(self, told):
        (copy,) = queries.programmes(reader=system(), code="somerset-ct-story")
        found = monitoring(reader=system(), programme_ids=[copy])[copy]
        lines = {line.name: line for fund in found.funds for line in fund.lines}

        vired, placements = lines["Prevention"], lines["External Placements"]
        assert found.month.label == "M6"
        assert (vired.movement.variance, vired.movement.virement) == (0, 200_000)
        assert found.fund("general").total.virements == 0
        assert placements.direction_words == "down: worse by £400k"
        assert (
            placements.causes.words == "£8.7m of £10.5m itemised, £1.8m not itemised; 2 causes have no amount"
        )
        assert placements.rate.is_ahead
        assert lines["Home to School Transport"].rate.profile.name == "school terms"
        assert not lines["Home to School Transport"].rate.is_ahead
        assert found.fund("dsg").balance.about == "2026/27 M5"

    def test_is_dated_before_the_loading(self, told):
        (copy,) = queries.programmes(reader=system(), code="somerset-ct-story")
        found = monitoring(reader=system(), programme_ids=[copy])[copy]

        assert all(line.recorded_at <= told.at for fund in found.funds for line in fund.lines)
