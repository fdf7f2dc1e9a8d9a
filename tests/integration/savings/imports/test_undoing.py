"""Taking an import back as one change, and what stands in the way of it."""

import csv
import re
from datetime import date
from decimal import Decimal
from typing import Final

import pytest

from programme.changes import Invalid
from programme.outbox.models import Event, Work
from programme.queries import programmes
from programme.rules.access import Refused
from savings import changes
from savings.changes.states import keep_states
from savings.exchange.exporting import export_savings
from savings.models import (
    Claim,
    CodingSplit,
    OutlookReport,
    Period,
    PeriodStep,
    PlannedAmount,
    Saving,
    SavingState,
)
from savings.queries import positions, savings
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, list_url
from tests.integration.savings.imports.office import (
    HEAD,
    LATER,
    NOW,
    ROWS,
    a_sheet,
    imported,
    plan_of,
    read,
    undone,
    write,
)

pytestmark = pytest.mark.django_db

# What approves the plan of a line that stands, as it is named with a file.
DECIDED: Final = {"decision": "Minute 41", "decision_maker": "Cabinet", "effective": "2026-11-01"}


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def finance(programme):
    return someone("finance", programme)


class TestUndoImport:
    def test_removes_what_it_added_with_the_reason(self, programme, finance):
        row = imported(programme, finance, a_sheet())

        row = undone(row, finance, reason="The wrong year's file")

        assert row.state == "undone"
        assert savings(reader=finance, programme_ids=[programme.id]) == {}
        told = Event.objects.filter(type="savings.saving.removed")
        assert told.count() == 3
        assert "The wrong year's file" in told.first().payload["reason"]

    def test_gives_a_line_every_field_and_cell_back(self, programme, finance):
        saving = a_saving(
            programme, ref="26S1", name="Fostering", kind_note="ours", form_is_our_reading=True,
            plan={2026: Decimal(1), 2027: None},
        )  # fmt: skip
        PlannedAmount.objects.filter(saving=saving, year=2026).update(printed="1", unit="gbp", decimals=0)
        head = [*HEAD, "Kind", "Cost centre", "Outlook", "Maturity"]
        content = a_sheet([(*ROWS[0], "Income", "E100", "On track", "4")], head=head)

        on_record(programme, "Minute 41", "Cabinet", date(2026, 11, 1))

        undone(imported(programme, finance, content, form="cumulative", **DECIDED), finance)

        saving.refresh_from_db()
        assert (saving.name, saving.kind, saving.kind_note) == ("Fostering", "cash_releasing", "ours")
        assert (saving.maturity, saving.plan_frozen_at, saving.form_is_our_reading) == (None, None, True)
        assert plan_of("26S1") == {2026: 1, 2027: None}
        cell = PlannedAmount.objects.get(saving=saving, year=2026)
        assert (cell.printed, cell.unit) == ("1", "gbp")
        assert not CodingSplit.objects.exists()

    def test_withdraws_what_it_claimed_and_keeps_that_on_record(self, programme, finance):
        saving = a_saving(programme, ref="26S1", plan={2026: Decimal(100_000)})
        changes.claim_saving(
            saving_id=saving.id, version=None, year=2026, amount=Decimal(70_000), reason="done", by=finance,
            at=LONG_AGO,
        )  # fmt: skip
        content = a_sheet([(*ROWS[0], "Delivered")], head=[*HEAD, "Status"])

        undone(imported(programme, finance, content), finance)

        shown = savings(reader=finance, ids=[saving.id])[saving.id]
        assert list(shown.claimed.values()) == [70_000]
        assert Claim.objects.count() == 3

    def test_says_again_the_outlook_that_held(self, programme, finance):
        saving = a_saving(programme, ref="26S1", plan={2026: Decimal(100_000)})
        changes.report_outlook(
            saving_id=saving.id,
            version=None,
            outlook="undeliverable",
            reason="no site",
            by=finance,
            at=LONG_AGO,
        )
        content = a_sheet([(*ROWS[0], "On track")], head=[*HEAD, "Outlook"])

        undone(imported(programme, finance, content), finance)

        newest = OutlookReport.objects.order_by("-recorded_at", "-saving_version").first()
        assert newest.outlook == "undeliverable"
        assert OutlookReport.objects.count() == 3

    def test_is_one_change_that_recalculates_once(self, programme, finance):
        row = imported(programme, finance, a_sheet())
        Work.objects.all().delete()

        undone(row, finance)

        assert Event.objects.filter(type="savings.sheet.import_undone", quiet=False).count() == 1
        assert Work.objects.filter(handler="governance.reassess").count() == 1

    def test_keeps_what_each_line_was_for_figures_as_at_a_moment(self, programme, finance):
        row = imported(programme, finance, a_sheet())

        undone(row, finance)

        assert SavingState.objects.count() == 6
        assert keep_states(list(Saving.objects.all()), by=finance, at=LATER) == 0

    def test_leaves_the_refs_free_for_the_right_file(self, programme, finance):
        undone(imported(programme, finance, a_sheet()), finance)

        again = imported(programme, finance, a_sheet(), at=LATER)

        assert again.report["created"] == 3
        assert Saving.objects.filter(removed_at=None).count() == 3

    def test_takes_frozen_lines_it_brought_itself(self, programme, finance):
        content = a_sheet([(*ROWS[0], "3")], head=[*HEAD, "Maturity"])

        undone(imported(programme, finance, content), finance)

        assert Saving.objects.get().removed_at == LATER


class TestAsItWas:
    """After an undoing, positions and exports are what they were before the import, whatever the sheet held."""

    HEAD = (
        "Ref", "Saving", "Heading", "Kind", "Note", "Start", "Cost centre", "Outlook", "Status", "Maturity",
        "Forecast 2026/27", "Actual 2026/27", "2026/27", "2027/28", "2028/29",
    )  # fmt: skip
    ROWS = (
        ("26S1", "Fostering at home", "Placements", "Income", "seen", "1 May 2026", "E100", "On track", "Delivered",
         "4", "90", "40", "100", "200", "200"),
        ("26S2", "Review", "Placements", "", "", "", "E200", "Undeliverable", "", "2", "0", "0", "50", "60", "70"),
        ("26S3", "Buses", "Transport", "", "", "", "", "", "Delivered", "1", "5", "5", "10", "40", "80"),
        ("26S4", "New line", "Transport", "", "", "", "E300", "On track", "Delivered", "3", "9", "9", "10", "20", "30"),
    )  # fmt: skip

    @pytest.fixture
    def before(self, programme, finance):
        """Three lines: at risk with a mitigation and a claim; of which nothing was said; delivered in part."""
        said = {"version": None, "reason": "as said", "by": finance, "at": LONG_AGO}
        on_record(programme, "Minute 41", "Cabinet", date(2026, 11, 1))
        first = a_saving(programme, ref="26S1", plan={2026: Decimal(90_000), 2027: None})
        changes.report_outlook(
            saving_id=first.id, outlook="at_risk", mitigation="Agency carers", mitigation_owner="A. Lee",
            mitigation_date=date(2026, 12, 1), **said,
        )  # fmt: skip
        changes.claim_saving(saving_id=first.id, year=2026, amount=Decimal(70_000), **said)
        a_saving(programme, ref="26S2", plan={2026: Decimal(1)})
        third = a_saving(programme, ref="26S3", plan={2026: Decimal(5_000)})
        changes.report_outlook(saving_id=third.id, outlook="on_track", **said)

    def test_positions_and_exports_are_what_they_were(self, programme, finance, before, tmp_path):
        stood = self.stands(programme, finance, tmp_path)

        row = imported(programme, finance, a_sheet(self.ROWS, head=self.HEAD), **DECIDED)
        moved = self.stands(programme, finance, tmp_path)
        undone(row, finance)

        assert (row.report["created"], row.report["updated"]) == (1, 3)
        assert OutlookReport.objects.filter(saving__ref="26S2").exists()
        assert Claim.objects.filter(saving__ref="26S3").exists()
        assert moved != stood
        assert self.stands(programme, finance, tmp_path) == stood

    def test_what_was_said_where_nothing_was_said_before_is_taken_back_and_kept(
        self, programme, finance, before
    ):
        row = imported(programme, finance, a_sheet(self.ROWS, head=self.HEAD), **DECIDED)
        undone(row, finance)

        by_ref = {one.ref: one for one in savings(reader=finance, programme_ids=[programme.id]).values()}
        assert by_ref["26S2"].outlook is None
        assert by_ref["26S3"].claimed == {}
        assert list(Claim.objects.filter(saving__ref="26S3").values_list("amount", flat=True)) == [
            10_000,
            None,
        ]
        at_risk = by_ref["26S1"].outlook
        assert (at_risk.outlook, at_risk.mitigation, at_risk.mitigation_owner) == (
            "at_risk", "Agency carers", "A. Lee",
        )  # fmt: skip

    def test_shown_as_at_a_moment_between_it_stands(self, programme, finance, before):
        row = imported(programme, finance, a_sheet(self.ROWS, head=self.HEAD), **DECIDED)
        undone(row, finance)

        then = savings(reader=finance, programme_ids=[programme.id], at=NOW)

        by_ref = {one.ref: one for one in then.values()}
        assert by_ref["26S2"].outlook.outlook == "undeliverable"
        assert list(by_ref["26S3"].claimed.values()) == [10_000]

    def test_the_forms_and_lists_say_that_it_was_taken_back(self, programme, finance, before):
        row = imported(programme, finance, a_sheet(self.ROWS, head=self.HEAD), **DECIDED)
        undone(row, finance)
        desk = Desk(finance)

        assert "Taken back" in desk.form(Saving.objects.get(ref="26S2"))
        assert "Taken back" in desk.form(Saving.objects.get(ref="26S3"))
        assert "26S2" in desk.open(f"{list_url(Saving)}?outlook=none")
        assert "26S1" not in desk.open(f"{list_url(Saving)}?outlook=none")

    def test_a_claim_of_a_year_that_was_closed_since_stands_and_nothing_is_undone(
        self, programme, finance, before
    ):
        row = imported(programme, finance, a_sheet(self.ROWS, head=self.HEAD), **DECIDED)
        claims = Claim.objects.count()
        period = Period.objects.create(programme=programme, year=2026, month=12, closed_at=NOW)
        PeriodStep.objects.create(
            period=period, step="closed", position={}, signatory="Rosa Lind", recorded_at=NOW,
            recorded_by_name="Rosa Lind",
        )  # fmt: skip

        with pytest.raises(Invalid, match=r"savings.csv claimed for 2026/27 stands as signed"):
            undone(row, finance)

        assert Claim.objects.count() == claims
        assert Saving.objects.filter(removed_at=None).count() == 4

    def stands(self, programme, reader, folder):
        """Return the position and the cells of an export, without what names the export itself."""
        path = folder / "out.csv"
        placed = programmes(reader=reader, ids=[programme.id])[programme.id]
        export_savings(programme=placed, to=path, reader=reader, at=LATER)
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        cells = [[cell for cell in row if not re.search(r"EX[0-9A-Z]{4,}", cell)] for row in rows]
        return positions(reader=reader, programme_ids=[programme.id], on=LATER.date()), cells


class TestRefused:
    def test_where_somebody_has_changed_a_line_since_naming_it(self, programme, finance):
        row = imported(programme, finance, a_sheet())
        saving = Saving.objects.get(ref="26S2")
        changes.revise_saving(saving_id=saving.id, version=None, values={"note": "x"}, by=finance, at=NOW)

        with pytest.raises(Invalid, match="26S2"):
            undone(row, finance)

        assert Saving.objects.filter(removed_at=None).count() == 3

    def test_a_line_that_may_not_be_seen_is_neither_named_nor_counted(self, programme):
        cleared = someone("finance", programme, cleared=True)
        uncleared = someone("finance", programme)
        row = imported(programme, cleared, a_sheet())
        for ref in ("26S1", "26S2"):
            saving = Saving.objects.get(ref=ref)
            values = {"marking": "exempt", "exempt_paragraph": 3}
            changes.revise_saving(saving_id=saving.id, version=None, values=values, by=cleared, at=NOW)

        with pytest.raises(Invalid, match="changed another line, or") as hidden:
            undone(row, uncleared)

        assert "26S" not in str(hidden.value)
        seen = Saving.objects.get(ref="26S3")
        changes.revise_saving(saving_id=seen.id, version=None, values={"note": "x"}, by=cleared, at=NOW)
        with pytest.raises(Invalid, match="changed 26S3, and others you may not see"):
            changes.undo_import(import_id=row.id, reason="Wrong file", by=uncleared, at=LATER)

    def test_by_somebody_who_may_not_see_one_of_its_lines_without_naming_it(self, programme):
        cleared = someone("finance", programme, cleared=True)
        content = a_sheet([(*ROWS[0], "Exempt, paragraph 3")], head=[*HEAD, "Marking"])
        row = imported(programme, cleared, content)

        with pytest.raises(Refused, match="one of its lines") as refused:
            undone(row, someone("finance", programme))

        assert "26S1" not in str(refused.value)
        assert Saving.objects.filter(removed_at=None).count() == 1

    def test_where_somebody_has_said_something_of_a_line(self, programme, finance):
        row = imported(programme, finance, a_sheet())
        saving = Saving.objects.get(ref="26S1")
        changes.forecast_saving(
            saving_id=saving.id, version=None, amounts={2026: Decimal(5)}, reason="late", by=finance, at=NOW
        )

        with pytest.raises(Invalid, match="26S1"):
            undone(row, finance)

    def test_where_a_line_it_added_waits_for_a_milestone(self, programme, finance):
        row = imported(programme, finance, a_sheet())
        milestone = a_milestone(a_workstream(programme))
        changes.state_enabler(
            saving_id=Saving.objects.get(ref="26S3").id, milestone_id=milestone.id, by=LOADING, at=NOW
        )

        with pytest.raises(Invalid, match="26S3"):
            undone(row, finance)

    def test_while_a_later_import_stands_on_it(self, programme, finance):
        first = imported(programme, finance, a_sheet())
        second = imported(
            programme, finance, a_sheet([("26S1", "Fostering", "1", "2", "3")]), name="second.csv", at=LATER
        )

        with pytest.raises(Invalid, match="undo the later import"):
            undone(first, finance)

        second = undone(second, finance)
        assert second.state == "undone"

    def test_of_an_import_that_was_not_written(self, programme, finance):
        row = read(programme, finance, a_sheet())

        with pytest.raises(Invalid, match="written"):
            undone(row, finance)

    def test_without_a_reason(self, programme, finance):
        row = read(programme, finance, a_sheet())
        write(row, finance)
        row.refresh_from_db()

        with pytest.raises(Invalid, match="why"):
            undone(row, finance, reason=" ")
