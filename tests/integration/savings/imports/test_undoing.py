"""Taking an import back as one change, and what stands in the way of it."""

from decimal import Decimal

import pytest

from programme.changes import Invalid
from programme.outbox.models import Event, Work
from savings import changes
from savings.changes.states import keep_states
from savings.models import Claim, CodingSplit, OutlookReport, PlannedAmount, Saving, SavingState
from savings.queries import savings
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
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

        undone(imported(programme, finance, content, form="cumulative"), finance)

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


class TestRefused:
    def test_where_somebody_has_changed_a_line_since_naming_it(self, programme, finance):
        row = imported(programme, finance, a_sheet())
        saving = Saving.objects.get(ref="26S2")
        changes.revise_saving(saving_id=saving.id, version=None, values={"note": "x"}, by=finance, at=NOW)

        with pytest.raises(Invalid, match="26S2"):
            undone(row, finance)

        assert Saving.objects.filter(removed_at=None).count() == 3

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
