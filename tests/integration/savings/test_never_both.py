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
