"""What an import writes: every cell under its own name, all of it or nothing, as one change that tells who and why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
from django.db import DatabaseError, transaction

from programme.changes import Invalid
from programme.outbox.models import Event, Work
from programme.rules.access import Refused
from savings import changes
from savings.changes import import_lines
from savings.changes.states import keep_states
from savings.models import (
    BudgetRound,
    Claim,
    CodingSplit,
    ImportedRow,
    OutlookReport,
    PlannedAmount,
    Saving,
    SavingState,
    SheetImport,
    Validation,
)
from savings.queries import savings
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant, someone
from tests.factories.savings import a_saving
from tests.integration.savings.imports.office import (
    HEAD,
    LATER,
    NOW,
    ROWS,
    a_sheet,
    answered,
    imported,
    plan_of,
    read,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def finance(programme):
    return someone("finance", programme)


def with_columns(*names, rows):
    """Return a sheet with further columns after the years."""
    return a_sheet([(*ROWS[n], *row) for n, row in enumerate(rows)], head=[*HEAD, *names])


class TestWriteImport:
    def test_holds_every_cell_of_a_line(self, programme, finance):
        strand = a_workstream(programme, ref="WS1", name="Early help")
        ann = a_person(name="Ann Lee", email="ann@example.test")
        grant(ann, "lead", strand)
        changes.add_budget_round(
            organisation_id=programme.organisation_id,
            values={"code": "26S", "name": "2026"},
            by=LOADING,
            at=LONG_AGO,
        )
        content = with_columns(
            "Workstream", "Owner email", "Budget round", "Cost centre", "Maturity", "Outlook", "Start date", "Note",
            rows=[("Early help", "Ann@example.test", "26s", "E100", "2 Business case", "On track", "2026-07-01", "n")],
        )  # fmt: skip

        imported(programme, finance, content)

        saving = Saving.objects.get()
        assert (saving.ref, saving.name, saving.workstream, saving.owner) == (
            "26S1",
            "Fostering recruitment",
            strand,
            ann,
        )
        assert saving.budget_round == BudgetRound.objects.get(code="26S")
        assert (saving.maturity, saving.start_date, saving.note) == (2, date(2026, 7, 1), "n")
        assert [(c.cost_centre, c.share) for c in saving.coding.all()] == [("E100", 1)]
        assert OutlookReport.objects.get().outlook == "on_track"
        assert saving.form == "cumulative"
        assert "savings.csv" in saving.kind_note

    def test_keeps_each_cell_of_the_plan_as_printed(self, programme, finance):
        imported(programme, finance, a_sheet())

        cell = PlannedAmount.objects.get(saving__ref="26S2", year=2026)
        assert (cell.amount, cell.printed, cell.unit, cell.decimals) == (1_050_000, "1,050", "gbp000", 0)

    def test_tells_once_of_the_import_and_quietly_of_each_line(self, programme, finance):
        row = imported(programme, finance, a_sheet())

        told = Event.objects.filter(programme_id=programme.id, type__startswith="savings.")
        assert told.filter(quiet=False).count() == 1
        assert told.get(quiet=False).type == "savings.sheet.imported"
        assert told.get(quiet=False).payload["created"] == 3
        assert told.filter(type="savings.saving.added", quiet=True).count() == 3
        assert Work.objects.filter(handler="governance.reassess").count() == 1
        assert row.state == "written"

    def test_history_says_who_and_why_of_every_row(self, programme, finance):
        imported(programme, finance, a_sheet())

        for model in (Saving, PlannedAmount):
            kept = model.pgh_event_model.objects.filter(pgh_label="insert")
            assert kept.count() == model.objects.count()
            assert {row.pgh_context["by_name"] for row in kept} == {finance.name}
            assert {row.pgh_context["reason"] for row in kept} == {"Import of savings.csv"}

    def test_keeps_for_each_line_what_it_did(self, programme, finance):
        row = imported(programme, finance, a_sheet())

        done = ImportedRow.objects.get(sheet_import=row, row=4)
        assert (done.action, done.before, done.version) == ("created", None, 1)
        assert done.after["2026/27"] == "100000.00"

    def test_the_state_kept_of_a_line_is_the_one_a_form_would_keep(self, programme, finance):
        content = with_columns("Maturity", rows=[("1",), ("2",), ("0",)])

        imported(programme, finance, content)

        assert SavingState.objects.count() == 3
        assert keep_states(list(Saving.objects.all()), by=finance, at=NOW) == 0

    def test_changes_a_line_field_by_field_and_nothing_else_of_it(self, programme, finance):
        saving = a_saving(programme, ref="26S1", name="Fostering", note="ours", plan={2026: Decimal(1)})

        imported(programme, finance, a_sheet(ROWS[:1]))

        saving.refresh_from_db()
        assert (saving.name, saving.note, saving.version) == ("Fostering recruitment", "ours", 2)
        assert plan_of("26S1") == {2026: 100_000, 2027: 200_000, 2028: 200_000}
        done = ImportedRow.objects.get()
        assert done.before["cells"] == {
            "name": "Fostering",
            "2026/27": "1.00",
            "2027/28": None,
            "2028/29": None,
        }

    def test_a_later_import_is_shown_like_any_change(self, programme, finance):
        imported(programme, finance, a_sheet())

        imported(programme, finance, a_sheet([("26S1", "Fostering", "90", "200", "200")]), at=LATER)

        saving = Saving.objects.get(ref="26S1")
        shown = savings(reader=finance, ids=[saving.id])[saving.id]
        assert shown.plan.values[0] == 90_000
        assert SavingState.objects.filter(saving=saving).count() == 2

    def test_months_of_a_year_go_with_its_amount(self, programme, finance):
        saving = a_saving(programme, ref="26S1", plan={})
        changes.plan_saving(
            saving_id=saving.id,
            version=None,
            amounts={2026: Decimal(12)},
            spreads={2026: import_spread([1] * 12)},
            by=LOADING,
            at=LONG_AGO,
        )

        imported(programme, finance, a_sheet(ROWS[:1]))

        cell = PlannedAmount.objects.get(saving=saving, year=2026)
        assert (cell.amount, cell.spread, cell.months) == (100_000, "even", None)


def import_spread(months):
    from savings.rules.series import by_hand

    return by_hand([Decimal(month) for month in months])


class TestAllOrNothing:
    def test_a_break_in_the_middle_leaves_nothing(self, programme, finance, monkeypatch):
        row = read(programme, finance, a_sheet())
        monkeypatch.setattr(import_lines, "BATCH", 1)
        monkeypatch.setattr("savings.changes.import_writing.BATCH", 1)
        whole = import_lines.add_many

        def breaking(rows):
            if rows and isinstance(rows[0], ImportedRow) and ImportedRow.objects.count() == 2:
                raise DatabaseError("the disk is full")
            whole(rows)

        monkeypatch.setattr(import_lines, "add_many", breaking)

        with pytest.raises(DatabaseError, match="disk"), transaction.atomic():
            write(row, finance)

        assert not Saving.objects.exists()
        assert not PlannedAmount.objects.exists()
        assert not ImportedRow.objects.exists()
        assert not Event.objects.filter(type="savings.saving.added").exists()

    def test_what_breaks_is_written_whole_the_next_time(self, programme, finance, monkeypatch):
        row = read(programme, finance, a_sheet())
        changes.ask_write(import_id=row.id, version=row.version, by=finance, at=NOW, in_background=False)
        with monkeypatch.context() as patch:
            patch.setattr(import_lines, "record", broken)
            with pytest.raises(DatabaseError), transaction.atomic():
                changes.write_import(import_id=row.id, by=finance, at=NOW)

        changes.write_import(import_id=row.id, by=finance, at=NOW)

        assert Saving.objects.count() == 3

    def test_written_twice_by_two_workers_is_written_once(self, programme, finance):
        row = read(programme, finance, a_sheet())
        write(row, finance)

        changes.write_import(import_id=row.id, by=finance, at=LATER)

        assert Saving.objects.count() == 3

    def test_rows_that_cannot_be_written_are_asked_about_first(self, programme, finance):
        row = read(programme, finance, a_sheet([*ROWS, ("26S4", "Fees", "abc", "1", "1")]))

        with pytest.raises(Invalid, match="put them right"):
            write(row, finance)

        assert write(row, finance, partial=True).created == 3


def broken(*_, **__):
    raise DatabaseError("the disk is full")


class TestFrozenPlans:
    def test_a_changed_cell_is_rejected_naming_the_decision_it_takes(self, programme, finance):
        a_saving(programme, ref="26S1", maturity=3, plan={2026: Decimal(100_000)})

        row = read(programme, finance, a_sheet(ROWS[:2]))

        [bad] = row.report["rejected"]
        assert (bad["row"], bad["column"], bad["value"]) == (4, "D", "200")
        assert "decision" in bad["problem"]
        assert "decision" in bad["next"]

    def test_the_rest_can_be_written(self, programme, finance):
        a_saving(programme, ref="26S1", maturity=3, plan={2026: Decimal(100_000)})
        row = read(programme, finance, a_sheet(ROWS[:2]))

        written = write(row, finance, partial=True)

        assert (written.created, written.left_out) == (1, 1)
        assert plan_of("26S1") == {2026: 100_000}

    def test_a_mature_line_arrives_frozen(self, programme, finance):
        imported(programme, finance, with_columns("Maturity", rows=[("3 Approved plan",)]))

        assert Saving.objects.get().plan_frozen_at == NOW


class TestApprovedPlans:
    DECIDED: ClassVar[dict[str, str]] = {
        "decision": "Minute 41", "decision_maker": "Cabinet", "effective": "2026-11-01",
    }  # fmt: skip

    def test_of_a_line_that_stands_take_the_decision_named_with_the_file(self, programme, finance):
        imported(programme, finance, with_columns("Maturity", rows=[("2 Business case",)]))
        raised = with_columns("Maturity", rows=[("3 Approved plan",)])
        on_record(programme, "Minute 41", "Cabinet", date(2026, 11, 1))

        [bad] = read(programme, finance, raised).report["rejected"]
        imported(programme, finance, raised, **self.DECIDED, at=LATER)

        saving = Saving.objects.get()
        assert "approving the plan of" in bad["problem"]
        assert (saving.maturity, saving.plan_frozen_at) == (3, LATER)


class TestDelivered:
    def test_arrives_as_a_claim_and_never_as_a_validation(self, programme, finance):
        content = with_columns("Status", "Maturity", "Outlook", rows=[("Delivered", "5", "Delivered")])

        row = imported(programme, finance, content)

        saving = Saving.objects.get()
        claim = Claim.objects.get()
        assert (claim.saving, claim.year, claim.amount) == (saving, 2026, 100_000)
        assert saving.maturity == 4
        assert OutlookReport.objects.get().outlook == "on_track"
        assert not Validation.objects.exists()
        assert any("claimed" in words for words in row.report["warnings"])

    def test_arrives_once(self, programme, finance):
        content = with_columns("Status", "Maturity", "Outlook", rows=[("Delivered", "5", "Delivered")])
        imported(programme, finance, content)

        row = imported(programme, finance, content, at=LATER)

        assert row.report["unchanged"] == 1
        assert Claim.objects.count() == 1


class TestWithdrawals:
    """A line is withdrawn, and taken up again, by a decision that is named with the file; without one it is refused."""

    DECIDED: ClassVar[dict[str, str]] = {
        "decision": "Minute 41", "decision_maker": "Cabinet", "effective": "2026-11-01",
    }  # fmt: skip

    @pytest.mark.parametrize(("was", "says"), [(None, "Withdrawn"), ("withdrawn", "On track")])
    def test_without_a_decision_the_row_is_rejected_by_sheet_row_and_column(
        self, programme, finance, was, says
    ):
        saving = a_saving(programme, ref="26S1", plan={2026: Decimal(1)})
        if was:
            withdraw(saving)

        row = read(programme, finance, with_columns("Outlook", rows=[(says,), ("On track",)]))

        [bad] = row.report["rejected"]
        assert (bad["sheet"], bad["row"], bad["column"]) == ("savings", 4, "F")
        assert "takes a decision" in bad["problem"]
        assert "name the decision, who decided and from when" in bad["next"]

    def test_a_decision_that_nobody_recorded_is_refused_in_whole(self, programme, finance):
        a_saving(programme, ref="26S1", plan={2026: Decimal(1)})

        with pytest.raises(Invalid, match="No decision Minute 41 is on the record"):
            imported(programme, finance, with_columns("Outlook", rows=[("Withdrawn",)]), **self.DECIDED)

        assert not OutlookReport.objects.exists()

    def test_a_new_line_is_not_brought_in_withdrawn_without_a_decision(self, programme, finance):
        row = read(programme, finance, with_columns("Outlook", rows=[("Withdrawn",)]))

        assert [(bad["row"], bad["column"]) for bad in row.report["rejected"]] == [(4, "F")]

    @pytest.mark.parametrize(
        ("was", "says", "now"), [(None, "Withdrawn", "withdrawn"), ("withdrawn", "On track", "on_track")]
    )
    def test_with_a_decision_it_is_written_and_the_decision_kept(self, programme, finance, was, says, now):
        saving = a_saving(programme, ref="26S1", plan={2026: Decimal(1)})
        if was:
            withdraw(saving)

        on_record(programme, "Minute 41", "Cabinet", date(2026, 11, 1))

        imported(programme, finance, with_columns("Outlook", rows=[(says,), ("On track",)]), **self.DECIDED)

        shown = savings(reader=finance, ids=[saving.id])[saving.id].outlook
        assert shown.outlook == now
        assert "decision Minute 41, Cabinet, effective 1 Nov 2026" in shown.reason
        told = Event.objects.filter(type="savings.saving.outlook_reported", aggregate_id=saving.id)
        assert told.latest("recorded_at").payload["decision"] == "Minute 41"
        other = OutlookReport.objects.get(saving__ref="26S2")
        assert "Minute 41" not in other.reason

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"decision_maker": ""}, "Who decided"),
            ({"effective": "soon"}, "From which day"),
            ({"effective": "2027-01-01"}, "takes effect on 1 Jan 2027"),
        ],
    )
    def test_a_decision_that_is_not_whole_or_not_yet_in_effect_is_refused(
        self, programme, finance, change, words
    ):
        with pytest.raises(Invalid, match=words):
            read(
                programme,
                finance,
                with_columns("Outlook", rows=[("Withdrawn",)]),
                **{**self.DECIDED, **change},
            )

        assert not SheetImport.objects.exists()

    def test_a_line_that_stands_withdrawn_is_left_so_by_the_same_word_or_a_blank(self, programme, finance):
        for ref in ("26S1", "26S2"):
            withdraw(a_saving(programme, ref=ref, plan={2026: Decimal(1)}))

        row = imported(programme, finance, with_columns("Outlook", rows=[("Withdrawn",), ("",)]))

        assert row.report["rejected"] == []
        newest = savings(reader=finance, programme_ids=[programme.id]).values()
        assert {one.outlook.outlook for one in newest} == {"withdrawn"}


def withdraw(saving):
    """Withdraw a saving by a decision of before."""
    authority = changes.Authority("Minute 7", "Cabinet", date(2026, 3, 1))
    changes.withdraw_saving(
        saving_id=saving.id, version=None, reason="no site", authority=authority, by=LOADING, at=LONG_AGO
    )


class TestDatesOutOfBounds:
    @pytest.mark.parametrize("day", ["1989-12-31", "2201-01-01", "9999-12-31", "0001-01-01"])
    def test_are_rejected_by_row_and_column_and_keep_the_import_out(self, programme, finance, day):
        content = with_columns("Start", rows=[(day,), ("2026-05-01",)])

        row = read(programme, finance, content)

        [bad] = row.report["rejected"]
        assert (bad["sheet"], bad["row"], bad["column"], bad["value"]) == ("savings", 4, "F", day)
        assert bad["problem"] == "this is not a date from 1990 to 2200"
        assert bad["next"] == "check its year"
        with pytest.raises(Invalid, match="cannot be written"):
            write(row, finance)
        assert not Saving.objects.exists()

    @pytest.mark.parametrize("day", ["1990-01-01", "2200-12-31"])
    def test_the_first_and_the_last_are_taken(self, programme, finance, day):
        imported(programme, finance, with_columns("Start", rows=[(day,)]))

        assert Saving.objects.get().start_date == date.fromisoformat(day)


class TestAdjustments:
    def test_correct_the_line_they_name(self, programme, finance):
        rows = [*ROWS, ("", "Double count of 26S2", "(50)", "(50)", "(50)")]

        imported(programme, finance, a_sheet(rows))

        adjustment = Saving.objects.get(kind="adjustment")
        assert adjustment.corrects.ref == "26S2"
        assert plan_of(adjustment.ref)[2026] == -50_000


class TestOverlookedSince:
    def test_a_cell_changed_since_the_preview_is_a_conflict_and_not_overwritten(self, programme, finance):
        saving = a_saving(programme, ref="26S1", plan={2026: Decimal(1)})
        row = read(programme, finance, a_sheet())
        changes.plan_saving(
            saving_id=saving.id, version=None, amounts={2026: Decimal(2)}, by=finance, at=NOW, reason="new"
        )

        written = write(row, finance, at=LATER)

        row.refresh_from_db()
        assert written.created == 0
        assert row.state == "conflicts"
        [conflict] = row.report["conflicts"]
        assert (conflict["cell"], conflict["saw"], conflict["now"], conflict["yours"]) == (
            "2026/27",
            "1.00",
            "2.00",
            "100000.00",
        )
        assert Saving.objects.count() == 1

    def test_answering_it_writes_the_rest_too(self, programme, finance):
        saving = a_saving(programme, ref="26S1", plan={2026: Decimal(1)})
        row = read(programme, finance, a_sheet())
        changes.plan_saving(
            saving_id=saving.id, version=None, amounts={2026: Decimal(2)}, by=finance, at=NOW, reason="new"
        )
        write(row, finance, at=LATER)
        row.refresh_from_db()

        row = answered(row, finance, cells={str(saving.id): {"2026/27": "now"}})
        write(row, finance, at=LATER)

        assert Saving.objects.count() == 3
        assert plan_of("26S1")[2026] == 2

    def test_a_ref_taken_since_is_not_written_twice(self, programme, finance):
        row = read(programme, finance, a_sheet())
        a_saving(programme, ref="26S1")

        written = write(row, finance)

        assert written.moved
        assert Saving.objects.count() == 1

    def test_our_own_refs_give_way(self, programme, finance):
        row = read(programme, finance, a_sheet([r[1:] for r in ROWS], head=HEAD[1:]))
        a_saving(programme, ref="L2", ref_is_printed=False)

        write(row, finance)

        assert sorted(Saving.objects.values_list("ref", flat=True)) == ["L1", "L2", "L3", "L4"]


class TestRights:
    def test_a_closed_line_takes_somebody_cleared(self, programme, finance):
        content = with_columns("Marking", rows=[("Exempt, paragraph 3",)])

        row = read(programme, finance, content)

        assert "may not plan exempt money" in row.report["rejected"][0]["problem"]

    def test_somebody_cleared_writes_it(self, programme):
        cleared = someone("finance", programme, cleared=True)

        imported(programme, cleared, with_columns("Marking", rows=[("Exempt, paragraph 3",)]))

        assert (Saving.objects.get().marking, Saving.objects.get().exempt_paragraph) == ("exempt", 3)
        assert SheetImport.objects.get().marking == "exempt"
        assert Event.objects.get(type="savings.sheet.imported").closed

    def test_a_hidden_line_is_neither_matched_nor_told_of(self, programme, finance):
        a_saving(programme, ref="26S1", name="Secret", marking="confidential")

        row = read(programme, finance, a_sheet())

        [bad] = row.report["rejected"]
        assert "taken" in bad["problem"]
        assert "Secret" not in str(row.report)

    def test_rights_are_asked_again_when_it_is_written(self, programme, finance):
        row = read(programme, finance, a_sheet())
        changes.ask_write(import_id=row.id, version=row.version, by=finance, at=NOW, in_background=False)

        with pytest.raises(Refused):
            changes.write_import(import_id=row.id, by=replace(finance, grants=()), at=NOW)

        assert not Saving.objects.exists()

    def test_of_a_workstream_reach_no_further(self, programme):
        strand = a_workstream(programme, ref="WS1", name="Early help")
        manager = someone("manager", strand)

        with pytest.raises(Refused):
            read(programme, manager, a_sheet())

    def test_cost_codes_are_replaced_as_a_whole(self, programme, finance):
        imported(programme, finance, with_columns("Cost centre", rows=[("E100",)]))

        imported(programme, finance, with_columns("Cost centre", rows=[("E100 60%; E200 40%",)]), at=LATER)

        found = CodingSplit.objects.order_by("cost_centre").values_list("cost_centre", "share")
        assert list(found) == [("E100", Decimal("0.6")), ("E200", Decimal("0.4"))]
