"""A saving and year are settled or asked for as a pressure once, never both; on the real database."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from programme.changes import Invalid
from programme.rules import access
from savings import changes
from savings.changes import pressures
from savings.models import Pressure, Saving
from savings.queries import settlements
from tests.factories.ground import LOADING, LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db


class TestNeverBoth:
    @pytest.mark.parametrize("choice", ["left_in_base", "written_out"])
    def test_a_settled_year_takes_no_further_pressure(self, choice):
        workstream = a_workstream()
        finance = someone(access.FINANCE, workstream.programme.organisation)
        saving = a_late_saving(workstream)
        changes.settle_saving(
            saving_id=saving.pk, version=None, year=2027, choice=choice, reason="Agreed", by=finance, at=AT
        )
        pressure = a_pressure_for(saving, finance)

        with pytest.raises(Invalid) as refused:
            price(pressure, finance)

        assert "24S1 is settled for 2027/28 already" in refused.value.problems["deferred_from"][0]
        assert not pressure.amounts.exists()

    def test_two_pressures_never_ask_for_one_saving_and_year(self):
        workstream = a_workstream()
        finance = someone(access.FINANCE, workstream.programme.organisation)
        saving = a_late_saving(workstream)
        price(a_pressure_for(saving, finance, ref="P1"), finance)
        free = a_pressure_for(None, finance, programme_id=workstream.programme_id)
        price(free, finance)

        with pytest.raises(Invalid, match="P1 asks for 24S1 in 2027/28 already"):
            changes.revise_pressure(
                pressure_id=free.pk, version=None, values={"deferred_from_id": saving.pk}, by=finance, at=AT
            )
        with pytest.raises(Invalid, match="Change or withdraw that one first"):
            price(a_pressure_for(saving, finance, ref="P8"), finance)


class TestNamesOnlyWhatTheReaderSees:
    def test_a_settlement_is_shown_without_a_pressure_one_may_not_see(self):
        workstream = a_workstream()
        finance = someone(access.FINANCE, workstream.programme.organisation, cleared=True)
        uncleared = someone(access.FINANCE, workstream.programme.organisation)
        saving = a_late_saving(workstream)
        row = changes.settle_saving(
            saving_id=saving.pk,
            version=None,
            year=2027,
            choice="written_out",
            reason="Agreed",
            by=finance,
            at=AT,
        )
        Pressure.objects.filter(pk=row.pressure_id).update(marking="exempt", exempt_paragraph=3)

        [shown] = settlements(reader=uncleared, saving_ids=[saving.pk])
        [whole] = settlements(reader=finance, saving_ids=[saving.pk])

        assert (shown.pressure_id, shown.pressure_ref) == (None, "")
        assert (whole.pressure_id, whole.pressure_ref) == (row.pressure_id, row.pressure.ref)

    def test_a_refusal_does_not_name_a_line_one_may_not_see(self):
        workstream = a_workstream()
        finance = someone(access.FINANCE, workstream.programme.organisation, cleared=True)
        uncleared = someone(access.FINANCE, workstream.programme.organisation)
        saving = a_late_saving(workstream)
        row = changes.settle_saving(
            saving_id=saving.pk,
            version=None,
            year=2027,
            choice="written_out",
            reason="Agreed",
            by=finance,
            at=AT,
        )
        Saving.objects.filter(pk=saving.pk).update(marking="exempt", exempt_paragraph=3)

        with pytest.raises(Invalid, match="another line was written out") as refused:
            pressures._refuse_settled(row.pressure, "it stands", uncleared)
        with pytest.raises(Invalid, match="24S1 was written out"):
            pressures._refuse_settled(row.pressure, "it stands", finance)

        assert "24S1" not in str(refused.value)


class TestStorePressure:
    """What a table or a paper says of pressures makes no both either."""

    @pytest.mark.parametrize("choice", ["left_in_base", "written_out"])
    @pytest.mark.parametrize("named", ["by the line", "by its ref as printed"])
    def test_a_settled_year_takes_no_further_pressure(self, choice, named):
        saving, finance = settled(choice)
        link = {"deferred_from_id": saving.pk} if named == "by the line" else {"deferred_from_ref": "24S1"}

        with pytest.raises(Invalid, match="24S1 is settled for 2027/28 already"):
            stored(saving, finance, **link)

        assert not Pressure.objects.filter(ref="P9").exists()
        assert stored(saving, finance, year=2029, **link).deferred_from_id == saving.pk

    def test_an_open_year_is_asked_for_once_and_then_not_left_in_the_base(self):
        workstream = a_workstream()
        finance = someone(access.FINANCE, workstream.programme.organisation)
        saving = a_late_saving(workstream)
        stored(saving, finance, deferred_from_ref="24S1")

        stored(saving, finance, deferred_from_ref="24S1")
        with pytest.raises(Invalid, match="P9 asks for 24S1 in 2027/28 already"):
            stored(saving, finance, ref="P10", deferred_from_ref="24S1")
        with pytest.raises(Invalid, match="it would be both"):
            settle(saving, "left_in_base", finance)

    def test_a_pressure_accepted_keeps_its_amounts_and_its_line(self):
        saving, finance = settled("written_out")
        accepted = saving.pressures.get()
        other = a_saving(saving.workstream, ref="24S2")

        for given in ({"amount": 1}, {"deferred_from_id": other.pk}):
            with pytest.raises(Invalid, match="was accepted when 24S1 was written out"):
                stored(saving, finance, ref=accepted.ref, **given)
        stored(saving, finance, ref=accepted.ref, note="Its wording")

        accepted.refresh_from_db()
        assert (accepted.note, accepted.amounts.get(year=2027).amount) == ("Its wording", Decimal(30_000))

    def test_the_later_link_of_a_stored_pressure_is_looked_at_too(self):
        saving, finance = settled("left_in_base")
        stored(saving, finance)

        with pytest.raises(Invalid, match="24S1 is settled for 2027/28 already"):
            stored(saving, finance, deferred_from_id=saving.pk)

    def test_a_line_of_another_round_is_not_the_one_named(self):
        saving, finance = settled("left_in_base")
        earlier = changes.add_budget_round(
            organisation_id=saving.programme.organisation_id,
            values={"code": "22S", "name": "2022"},
            by=LOADING,
            at=LONG_AGO,
        )

        kept = stored(saving, finance, deferred_from_ref="24S1", deferred_from_round_id=earlier.pk)

        assert kept.deferred_from_id is None


AT = datetime(2026, 11, 18, 14, tzinfo=UTC)


def a_late_saving(workstream):
    saving = a_saving(workstream, ref="24S1")
    amounts = {2026: Decimal(60_000), 2027: Decimal(90_000), 2028: Decimal(90_000)}
    changes.forecast_saving(
        saving_id=saving.pk, version=None, amounts=amounts, reason="Late", by=LOADING, at=LONG_AGO
    )
    return saving


def a_pressure_for(saving, by, *, ref="P9", programme_id=None):
    values = {"ref": ref, "name": "Again"} | ({"deferred_from_id": saving.pk} if saving else {})
    return changes.add_pressure(programme_id=programme_id or saving.programme_id, values=values, by=by, at=AT)


def price(pressure, by):
    changes.price_pressure(
        pressure_id=pressure.pk, version=None, amounts={2027: Decimal(30_000)}, by=by, at=AT
    )


def settle(saving, choice, by):
    changes.settle_saving(
        saving_id=saving.pk, version=None, year=2027, choice=choice, reason="Agreed", by=by, at=AT
    )


def settled(choice):
    workstream = a_workstream()
    finance = someone(access.FINANCE, workstream.programme.organisation)
    saving = a_late_saving(workstream)
    settle(saving, choice, finance)
    return saving, finance


def stored(saving, by, *, ref="P9", year=2027, amount=30_000, **values):
    return changes.store_pressure(
        programme_id=saving.programme_id,
        ref=ref,
        values={"name": "Again", **values},
        amounts={year: {"amount": Decimal(amount)}},
        by=by,
        at=AT,
    )
