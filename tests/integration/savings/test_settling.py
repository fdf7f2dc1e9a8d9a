"""The pressure loop: proposed, then left in the base or written out against a pressure, never both; undone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from programme.changes import Invalid, Stale
from programme.outbox.models import Event
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Pressure, Settlement
from savings.queries import pressure_proposals, pressures, savings, settlements
from savings.rules.series import by_hand
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 14, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
NEXT = FinancialYear(2027)
DECIDED = changes.Authority("Council 2027/12", "Council", date(2026, 11, 1))


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def finance(workstream):
    on_record(workstream.programme, DECIDED.decision, DECIDED.decision_maker, DECIDED.effective)
    return someone(access.FINANCE, workstream.programme.organisation)


@pytest.fixture
def short(workstream):
    """£120,000 a year planned, £90,000 a year forecast from next year on."""
    return _forecast(a_saving(workstream, ref="24S1"), 60_000, 90_000, 90_000)


def _forecast(saving, *thousands):
    amounts = {2026 + n: Decimal(amount) for n, amount in enumerate(thousands)}
    changes.forecast_saving(
        saving_id=saving.pk, version=None, amounts=amounts, reason="Late", by=LOADING, at=LONG_AGO
    )
    saving.refresh_from_db()
    return saving


def proposals(saving, reader, year=NEXT):
    return pressure_proposals(reader=reader, programme_ids=[saving.programme_id], year=year)


def settle(saving, choice, by, *, at=NOW, year=2027, **more):
    return changes.settle_saving(
        saving_id=saving.pk,
        version=None,
        year=year,
        choice=choice,
        reason="Budget setting",
        by=by,
        at=at,
        **more,
    )


def plan_of(saving):
    return {row.year: row.amount for row in saving.planned_amounts.order_by("year")}


class TestPressureProposals:
    def test_next_year_s_shortfall_is_proposed_in_full(self, finance, short):
        found = proposals(short, finance)[short.pk]

        assert found.proposal.amount == Decimal(30_000)
        assert found.proposal.amounts == {NEXT: 30_000, NEXT.next(): 30_000}

    def test_one_off_money_lowers_nothing(self, finance, short):
        for year in (2026, 2027):
            changes.record_mitigation(
                saving_id=short.pk,
                version=None,
                year=year,
                amount=Decimal(60_000),
                what="Reserve",
                by=finance,
                at=NOW,
            )

        assert proposals(short, finance)[short.pk].proposal.amount == Decimal(30_000)
        assert proposals(short, finance)[short.pk].mitigated == Decimal(60_000)

    def test_a_recurring_replacement_lowers_it(self, finance, short, workstream):
        new = a_saving(workstream, plan={2027: Decimal(20_000), 2028: Decimal(20_000)})
        changes.replace_saving(
            saving_id=short.pk, version=None, replacement_id=new.pk, reason="Instead", by=finance, at=NOW
        )

        assert proposals(short, finance)[short.pk].proposal.amount == Decimal(10_000)

    def test_what_is_withdrawn_proposes_nothing(self, finance, short):
        changes.report_outlook(
            saving_id=short.pk,
            version=None,
            outlook="withdrawn",
            reason="Decided",
            authority=DECIDED,
            by=finance,
            at=NOW,
        )

        assert proposals(short, finance) == {}

    def test_is_shown_to_those_alone_who_see_the_line(self, workstream, finance):
        hidden = _forecast(a_saving(workstream, marking="exempt", exempt_paragraph=3), 0, 0, 0)

        assert proposals(hidden, finance) == {}


class TestSettleSaving:
    def test_written_out_the_pressure_and_the_plan_move_by_the_same_amounts(self, finance, short):
        row = settle(short, "written_out", finance)

        pressure = pressures(reader=finance, programme_ids=[short.programme_id])[row.pressure_id]
        assert pressure.amounts == {NEXT: Decimal(30_000), NEXT.next(): Decimal(30_000)}
        assert (pressure.ref, pressure.deferred_from_ref) == ("P1", "24S1")
        assert plan_of(short) == {2026: 120_000, 2027: 90_000, 2028: 90_000}
        assert Event.objects.filter(type="savings.saving.settled").count() == 1

    def test_what_is_settled_is_not_proposed_again(self, finance, short):
        settle(short, "left_in_base", finance)

        assert proposals(short, finance) == {}
        assert proposals(short, finance, NEXT.next())[short.pk].proposal.amount == Decimal(30_000)

    def test_left_in_the_base_leaves_plan_and_budget_alone(self, finance, short):
        row = settle(short, "left_in_base", finance)

        assert row.pressure_id is None
        assert plan_of(short)[2027] == Decimal(120_000)
        assert not Pressure.objects.exists()

    @pytest.mark.parametrize("first", ["left_in_base", "written_out"])
    @pytest.mark.parametrize("then", ["left_in_base", "written_out"])
    def test_never_both(self, finance, short, first, then):
        settle(short, first, finance)

        with pytest.raises(Invalid, match="settled for 2027/28 already"):
            settle(short, then, finance, at=LATER)

    def test_a_frozen_plan_is_written_out_by_decision_and_all_or_nothing(self, finance, workstream):
        frozen = _forecast(a_saving(workstream, maturity=3), 0, 0, 0)

        with pytest.raises(changes.NeedsDecision):
            settle(frozen, "written_out", finance)
        assert not Pressure.objects.exists()
        settle(frozen, "written_out", finance, authority=DECIDED)

        assert plan_of(frozen) == {2026: 120_000, 2027: 0, 2028: 0}

    def test_a_pressure_already_linked_is_used_and_not_doubled(self, finance, short):
        linked = changes.add_pressure(
            programme_id=short.programme_id, values={"ref": "24P10", "name": "Deferred", "deferred_from_id": short.pk},
            by=finance, at=NOW,
        )  # fmt: skip
        changes.price_pressure(
            pressure_id=linked.pk, version=None, amounts={2027: Decimal(25_000)}, by=finance, at=NOW
        )

        with pytest.raises(Invalid, match="24P10 asks for it in 2027/28 already"):
            settle(short, "left_in_base", finance)
        row = settle(short, "written_out", finance)

        assert row.pressure_id == linked.pk
        assert plan_of(short) == {2026: 120_000, 2027: 95_000, 2028: 120_000}
        assert Pressure.objects.count() == 1

    def test_is_finance_s_alone(self, workstream, short):
        manager = someone(access.MANAGER, workstream.programme)

        with pytest.raises(access.Refused):
            settle(short, "left_in_base", manager)

    def test_is_refused_where_nothing_is_proposed_or_something_else_was_seen(
        self, finance, short, workstream
    ):
        fine = a_saving(workstream)

        with pytest.raises(Invalid, match="proposes no pressure"):
            settle(fine, "written_out", finance)
        with pytest.raises(Invalid, match="now proposes £30k for 2027/28, not £20k"):
            settle(short, "written_out", finance, seen=Decimal(20_000))

    def test_months_by_hand_are_lowered_alike(self, finance, short):
        months = [Decimal(10_000)] * 11 + [Decimal(10_000)]
        changes.plan_saving(
            saving_id=short.pk, version=None, amounts={2027: Decimal(120_000)}, spreads={2027: by_hand(months)},
            by=finance, at=NOW,
        )  # fmt: skip

        settle(short, "written_out", finance)

        row = short.planned_amounts.get(year=2027)
        assert sum(map(Decimal, row.months)) == row.amount == Decimal(90_000)

    def test_a_pressure_of_an_exempt_line_is_as_exempt(self, workstream):
        cleared = someone(access.FINANCE, workstream.programme.organisation, cleared=True)
        hidden = _forecast(a_saving(workstream, marking="exempt", exempt_paragraph=3), 0, 0, 0)

        row = settle(hidden, "written_out", cleared)

        assert (row.pressure.marking, row.pressure.exempt_paragraph) == ("exempt", 3)


class TestUndoSettlement:
    def test_gives_the_plan_back_and_withdraws_the_pressure(self, finance, short):
        row = settle(short, "written_out", finance)

        changes.undo_settlement(settlement_id=row.pk, reason="Council said no", by=finance, at=LATER)

        assert plan_of(short) == {2026: 120_000, 2027: 120_000, 2028: 120_000}
        assert pressures(reader=finance, programme_ids=[short.programme_id]) == {}
        assert proposals(short, finance)[short.pk].proposal.amount == Decimal(30_000)
        (kept,) = settlements(reader=finance, programme_ids=[short.programme_id])
        assert kept.undone == "Council said no"

    def test_may_be_settled_anew(self, finance, short):
        row = settle(short, "written_out", finance)
        changes.undo_settlement(settlement_id=row.pk, reason="No", by=finance, at=LATER)

        settle(short, "left_in_base", finance, at=LATER)

        assert Settlement.objects.count() == 3

    def test_a_plan_that_moved_since_is_not_overwritten(self, finance, short):
        row = settle(short, "written_out", finance)
        changes.plan_saving(
            saving_id=short.pk, version=None, amounts={2027: Decimal(80_000)}, by=finance, at=LATER
        )

        with pytest.raises(Invalid, match="is now £80k and not the £90k"):
            changes.undo_settlement(settlement_id=row.pk, reason="No", by=finance, at=LATER)

    def test_once_with_a_reason_and_the_version_seen(self, finance, short):
        row = settle(short, "left_in_base", finance)

        with pytest.raises(Invalid, match="Say why"):
            changes.undo_settlement(settlement_id=row.pk, reason="", by=finance, at=LATER)
        with pytest.raises(Stale):
            changes.undo_settlement(settlement_id=row.pk, reason="No", version=1, by=finance, at=LATER)
        changes.undo_settlement(settlement_id=row.pk, reason="No", by=finance, at=LATER)
        with pytest.raises(Invalid, match="undone already"):
            changes.undo_settlement(settlement_id=row.pk, reason="No", by=finance, at=LATER)


class TestPressuresOfASettlement:
    def test_stand_until_it_is_undone(self, finance, short):
        row = settle(short, "written_out", finance)

        with pytest.raises(Invalid, match="accepted when 24S1 was written out"):
            changes.price_pressure(
                pressure_id=row.pressure_id, version=None, amounts={2027: Decimal(1)}, by=finance, at=LATER
            )
        with pytest.raises(Invalid, match="accepted when 24S1 was written out"):
            changes.remove_pressure(
                pressure_id=row.pressure_id, version=None, reason="No", by=finance, at=LATER
            )


class TestTheLoopCloses:
    def test_over_two_years_no_pound_is_both_growth_and_a_saving(self, finance, short):
        before = savings(reader=finance)[short.pk]
        settle(short, "written_out", finance)
        after = savings(reader=finance)[short.pk]

        (pressure,) = pressures(reader=finance, programme_ids=[short.programme_id]).values()
        for year, asked in pressure.amounts.items():
            assert after.plan.amount(year) + asked == before.plan.amount(year)
            assert after.split.year(year).shortfall == 0
