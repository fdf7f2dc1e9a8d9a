"""The turn of the budget year: rolled as previewed, all of it or nothing, reversed to what was before until closed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.changes import Invalid
from programme.outbox.models import Event, Work
from programme.rules import access
from programme.rules.access import Refused, system
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.changes.periods import close_period
from savings.changes.rolling import close_roll, preview_roll, reverse_roll, roll_year
from savings.models import BudgetRound, PlannedAmount, Pressure, Settlement, YearRoll
from savings.queries import positions, savings
from savings.queries.rolling import roll_view, rolls
from savings.rules.rolling import RollChoice
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_programme, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

Y, NEXT = FinancialYear(2024), FinancialYear(2025)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
EVERYTHING = system()
DECISION = changes.Authority("Minute 84", "Council", date(2025, 2, 26))
OUT = RollChoice.WRITE_OUT


@pytest.fixture
def programme():
    programme = a_programme(first_year=2024)
    on_record(programme, DECISION.decision, DECISION.decision_maker, DECISION.effective)
    return programme


@pytest.fixture
def finance(programme):
    return someone(access.FINANCE, programme)


def a_line(programme, *values, first=2024, **given):
    plan = {first + n: None if v is None else Decimal(v) for n, v in enumerate(values)}
    return a_saving(programme, plan=plan, **given)


def forecast(saving, *values, first=2024):
    changes.forecast_saving(
        saving_id=saving.pk,
        version=None,
        amounts={first + n: Decimal(v) for n, v in enumerate(values)},
        reason="Said",
        by=LOADING,
        at=LONG_AGO,
    )


def validate(saving, amount, year=2024):
    changes.validate_saving(
        saving_id=saving.pk,
        version=None,
        year=year,
        amount=Decimal(amount),
        base_budget_reduced=True,
        spend_followed=True,
        evidence="Seen",
        by=LOADING,
        at=LONG_AGO,
    )


def preview(programme, by=LOADING, **given):
    values = {"code": "25S", "name": "Budget 2025/26", **given}
    return preview_roll(programme_id=programme.pk, year=2024, by=by, at=AT, **values)


def roll(row, by=LOADING, at=AT, **given):
    values = {"reason": "Budget set", "authority": DECISION, **given}
    return roll_year(roll_id=row.pk, version=None, by=by, at=at, **values)


def rolled(programme, by=LOADING, **given):
    return roll(preview(programme, **given), by=by)


def reverse(row, by=LOADING, at=AT + timedelta(hours=1), reason="Council sat again"):
    return reverse_roll(roll_id=row.pk, version=None, reason=reason, by=by, at=at)


def plan_of(saving):
    return dict(PlannedAmount.objects.filter(saving=saving).values_list("year", "amount"))


def seen(row, reader=EVERYTHING):
    return roll_view(reader=reader, roll_id=row.pk)


def as_shown(programme):
    """Return everything that is shown of a programme's money, versions apart."""
    rows = savings(reader=EVERYTHING, programme_ids=[programme.pk])
    lines = {key: replace(row, version=0) for key, row in rows.items()}
    return lines, positions(reader=EVERYTHING, programme_ids=[programme.pk])


class TestPreview:
    def test_writes_nothing_but_what_is_chosen(self, programme, finance):
        saving = a_line(programme, 120, 120)
        before = as_shown(programme)

        row = preview(programme, by=finance, choices={str(saving.pk): OUT})

        assert (row.state, row.choices["chosen"]) == ("previewed", {str(saving.pk): "write_out"})
        assert as_shown(programme) == before
        assert not BudgetRound.objects.exists()

    def test_again_is_the_same_preview_changed(self, programme, finance):
        first = preview(programme, by=finance)

        second = preview(programme, by=finance, code="25A")

        assert (second.pk, second.choices["round"]["code"]) == (first.pk, "25A")

    def test_is_finances_alone(self, programme):
        for role in (access.PMO, access.MANAGER, access.AUDIT):
            with pytest.raises(Refused):
                preview(programme, by=someone(role, programme))

    def test_takes_no_choice_for_a_line_its_person_does_not_see(self, programme, finance):
        hidden = a_line(programme, 120, 120, marking="exempt", exempt_paragraph=3)
        other = a_line(a_programme(), 120, 120)

        row = preview(programme, by=finance, choices={str(hidden.pk): OUT, str(other.pk): OUT})

        assert row.choices["chosen"] == {}

    def test_shows_each_line_and_the_bridge(self, programme):
        saving = a_line(programme, 90_000, 120_000, 120_000, ref="24S1")
        validate(saving, 80_000)
        a_line(programme, 50_000, 0, 0, ref="24S2")

        view = seen(preview(programme))

        lines = {one.outturn.ref: one.roll for one in view.lines}
        assert lines["24S1"].into_base == 80_000
        assert lines["24S1"].full_year_effect == 30_000
        assert lines["24S2"].ends
        assert view.bridge.into_base == 80_000
        assert view.bridge.remaining[NEXT] == 40_000


class TestOldBase:
    def a_budget(self, programme, amount, fund="general", **given):
        line = changes.store_budget_line(
            programme_id=programme.pk,
            fund=fund,
            group="",
            name=f"{fund} {amount}",
            values=given,
            by=LOADING,
            at=AT,
        )
        changes.record_budget_figure(
            budget_line_id=line.pk,
            values={"year": 2023, "current_budget": Decimal(amount)},
            by=LOADING,
            at=AT,
        )

    def a_round(self, programme, code="24S", base_year=2023):
        return BudgetRound.objects.create(
            organisation_id=programme.organisation_id, code=code, name=code, base_year=base_year
        )

    def test_is_the_general_funds_budget_of_the_rounds_base_year(self, programme):
        saving = a_line(programme, 100, 100, budget_round_id=self.a_round(programme).pk)
        validate(saving, 100)
        self.a_budget(programme, 5_000)
        self.a_budget(programme, 3_000)
        self.a_budget(programme, 9_999, fund="dsg")

        view = seen(preview(programme))

        assert view.rests_on == FinancialYear(2023)
        assert (view.bridge.old_base, view.bridge.into_base, view.bridge.new_base) == (8_000, 100, 7_900)

    def test_leaves_out_budget_lines_its_reader_may_not_see(self, programme, finance):
        a_line(programme, 100, 100, budget_round_id=self.a_round(programme).pk)
        self.a_budget(programme, 5_000)
        self.a_budget(programme, 3_000, marking="exempt", exempt_paragraph=3)

        assert seen(preview(programme), finance).bridge.old_base == 5_000

    def test_is_not_held_without_a_budget_or_with_lines_of_two_bases(self, programme):
        a_line(programme, 100, 100, budget_round_id=self.a_round(programme).pk)
        assert seen(preview(programme)).bridge.old_base is None
        self.a_budget(programme, 5_000)
        assert seen(preview(programme)).bridge.old_base == 5_000
        a_line(programme, 100, 100, budget_round_id=self.a_round(programme, "22S", 2021).pk)

        assert seen(preview(programme)).bridge.old_base is None


class TestRoll:
    def test_extends_the_table_and_touches_no_other_cell(self, programme, finance):
        goes_on = a_line(programme, 90, 120, 120)
        ended = a_line(programme, 50, 0, 0)
        blank = a_line(programme, 10, 20, None)

        rolled(programme, by=finance)

        assert plan_of(goes_on) == {2024: 90, 2025: 120, 2026: 120, 2027: 120}
        assert plan_of(ended) == {2024: 50, 2025: 0, 2026: 0, 2027: 0}
        assert plan_of(blank) == {2024: 10, 2025: 20, 2026: None, 2027: None}

    def test_opens_the_round_against_the_year_that_ends(self, programme, finance):
        a_line(programme, 90, 120)

        row = rolled(programme, by=finance)

        opened = BudgetRound.objects.get()
        assert (opened.code, opened.base_year, row.budget_round_id) == ("25S", 2024, opened.pk)

    def test_uses_a_round_that_stands_and_refuses_one_of_another_base(self, programme, finance):
        council = programme.organisation_id
        known = BudgetRound.objects.create(organisation_id=council, code="25S", name="Ours")
        BudgetRound.objects.create(organisation_id=council, code="22S", name="Old", base_year=2021)

        with pytest.raises(Invalid, match="Round 22S is stated against 2021/22"):
            roll(preview(programme, code="22S"), by=finance)
        with pytest.raises(Invalid, match="its code, for example 25S"):
            roll(preview(programme, code=""), by=finance)
        assert roll(preview(programme), by=finance).budget_round_id == known.pk

    def test_freezes_the_outturn_line_by_line(self, programme, finance):
        saving = a_line(programme, 90, 120)
        forecast(saving, 60, 120)
        validate(saving, 50)
        row = rolled(programme, by=finance)
        forecast(saving, 10, 10)

        (line,) = seen(row).lines

        assert (line.outturn.plan, line.outturn.forecast, line.outturn.validated) == (90, 60, 50)
        assert line.outturn.shortfall == 30

    def test_writes_out_by_choice_and_leaves_the_rest_in_the_base(self, programme, finance):
        out, carried = a_line(programme, 120, 120, 120), a_line(programme, 80, 80, 80)
        for saving in (out, carried):
            forecast(saving, 60, 60, 60)

        rolled(programme, by=finance, choices={str(out.pk): OUT})

        assert plan_of(out) == {2024: 120, 2025: 60, 2026: 60, 2027: 60}
        assert plan_of(carried) == {2024: 80, 2025: 80, 2026: 80, 2027: 80}
        assert dict(Settlement.objects.values_list("saving_id", "choice")) == {
            out.pk: "written_out",
            carried.pk: "left_in_base",
        }
        assert Pressure.objects.get().deferred_from_id == out.pk

    def test_is_as_previewed(self, programme, finance):
        out = a_line(programme, 120, 120, 120)
        forecast(out, 60, 60, 60)
        row = preview(programme, choices={str(out.pk): OUT})
        promised = [one.roll for one in seen(row).lines]

        roll(row, by=finance)

        assert [one.roll for one in seen(row).lines] == promised
        (line,) = promised
        plan = plan_of(out)
        assert {year.start_year: amount for year, amount in line.later.items()} == {
            year: plan[year] for year in (2025, 2026, 2027)
        }

    def test_takes_a_reason_while_the_years_last_period_is_open(self, programme, finance):
        a_line(programme, 90, 120)
        row = preview(programme)

        with pytest.raises(Invalid, match="2024/25 M12 is not closed: close it first, or say why"):
            roll(row, by=finance, reason="")
        close_period(programme_id=programme.pk, year=2024, month=12, by=finance, at=AT)
        roll(row, by=finance, reason="", at=AT + timedelta(hours=1))

        assert YearRoll.objects.get().state == "rolled"

    def test_of_frozen_plans_takes_a_decision(self, programme, finance):
        a_line(programme, 90, 120, ref="24S1", maturity=3)
        row = preview(programme)

        with pytest.raises(changes.NeedsDecision, match=r"\(24S1\): name the decision"):
            roll(row, by=finance, authority=None)

        assert YearRoll.objects.get().state == "previewed"
        assert not BudgetRound.objects.exists()

    def test_reaches_lines_hidden_from_whoever_rolls_and_shows_them_to_nobody_else(self, programme, finance):
        hidden = a_line(programme, 120, 120, marking="exempt", exempt_paragraph=3, ref="SECRET")
        forecast(hidden, 60, 60)

        row = rolled(programme, by=finance)

        assert plan_of(hidden)[2026] == 120
        assert seen(row, finance).lines == ()
        assert seen(row, finance).bridge.amounts == {}
        assert len(seen(row, someone(access.FINANCE, programme, cleared=True)).lines) == 1

    def test_is_finances_alone_and_once(self, programme, finance):
        row = preview(programme)
        for role in (access.PMO, access.MANAGER):
            with pytest.raises(Refused):
                roll(row, by=someone(role, programme))

        roll(row, by=finance)

        with pytest.raises(Invalid, match="Only a preview is rolled"):
            roll(row, by=finance)
        with pytest.raises(Invalid, match="is rolled already: reverse that first"):
            preview(programme, by=finance)

    def test_is_told_once_and_recalculated_once(self, programme, finance):
        a_line(programme, 90, 120)
        a_line(programme, 90, 120)
        Work.objects.all().delete()

        row = rolled(programme, by=finance)

        event = Event.objects.get(type="savings.roll.rolled")
        assert (event.aggregate_id, event.payload["budget_round"]) == (row.pk, "25S")
        assert Work.objects.filter(handler="governance.reassess").count() == 1


class TestReverse:
    def test_is_refused_naming_the_lines_changed_since(self, programme, finance):
        saving = a_line(programme, 90, 120, ref="24S1")
        a_line(programme, 90, 120, ref="24S2")
        row = rolled(programme, by=finance)
        changes.plan_saving(
            saving_id=saving.pk,
            version=None,
            amounts={2026: Decimal(100)},
            by=LOADING,
            at=AT + timedelta(minutes=1),
        )

        with pytest.raises(Invalid, match=r"cannot be reversed: 24S1\. Put them back"):
            reverse(row, by=finance)

        assert YearRoll.objects.get().state == "rolled"

    def test_is_not_hindered_by_a_forecast_since(self, programme, finance):
        saving = a_line(programme, 90, 120)
        row = rolled(programme, by=finance)
        forecast(saving, 50, 50)

        reverse(row, by=finance)

        assert plan_of(saving) == {2024: 90, 2025: 120}

    def test_undoes_what_was_settled_and_takes_the_round_away(self, programme, finance):
        out = a_line(programme, 120, 120, maturity=3)
        forecast(out, 60, 60)
        row = rolled(programme, by=finance, choices={str(out.pk): OUT})

        reverse(row, by=finance)

        assert plan_of(out) == {2024: 120, 2025: 120}
        assert Settlement.objects.filter(undoes__isnull=False).count() == 1
        assert not Pressure.objects.standing().exists()
        assert not BudgetRound.objects.exists()
        assert rolls(reader=EVERYTHING, ids=[row.pk])[row.pk].state == "reversed"

    def test_keeps_a_round_that_something_belongs_to_by_now(self, programme, finance):
        a_line(programme, 90, 120)
        row = rolled(programme, by=finance)
        a_line(programme, 5, 5, budget_round_id=row.budget_round_id)

        reverse(row, by=finance)

        assert BudgetRound.objects.filter(code="25S").exists()

    def test_takes_a_reason_and_finance(self, programme, finance):
        row = rolled(programme, by=finance)

        with pytest.raises(Invalid, match="Say why the roll of 2024/25 is reversed"):
            reverse(row, by=finance, reason=" ")
        with pytest.raises(Refused):
            reverse(row, by=someone(access.MANAGER, programme))

    def test_is_over_once_it_is_closed(self, programme, finance):
        row = rolled(programme, by=finance)
        close_roll(roll_id=row.pk, version=None, by=finance, at=AT)

        with pytest.raises(Invalid, match="not closed is reversed; this one is closed"):
            reverse(row, by=finance)

    def test_can_be_rolled_again_afterwards(self, programme, finance):
        saving = a_line(programme, 90, 120)
        reverse(rolled(programme, by=finance), by=finance)

        row = preview(programme, by=finance)
        roll(row, by=finance, at=AT + timedelta(hours=2))

        assert plan_of(saving)[2026] == 120
        assert YearRoll.objects.filter(state="reversed").count() == 1

    def test_the_next_year_waits_until_this_one_is_closed(self, programme, finance):
        a_line(programme, 90, 120, 120)
        first = rolled(programme, by=finance)
        second = preview_roll(programme_id=programme.pk, year=2025, code="26S", by=finance, at=AT)

        with pytest.raises(Invalid, match="The roll of 2024/25 is still open"):
            roll(second, by=finance)
        close_roll(roll_id=first.pk, version=None, by=finance, at=AT)
        roll(second, by=finance, at=AT + timedelta(hours=1))

        assert YearRoll.objects.filter(state__in=["rolled", "closed"]).count() == 2


amounts = st.sampled_from([None, 0, 40_000, 80_000, 120_000])


class TestProperty:
    @settings(
        max_examples=8,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        lines=st.lists(
            st.tuples(
                st.lists(amounts, min_size=1, max_size=4),
                st.none() | st.lists(st.sampled_from([0, 20_000, 60_000, 120_000]), min_size=1, max_size=4),
                st.sampled_from([0, 10_000, 70_000]),
                st.booleans(),
                st.booleans(),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_previewed_rolled_and_reversed_everything_shown_is_as_before(self, lines):
        programme, chosen = a_programme(first_year=2024), {}
        for plan, said, validated, is_frozen, writes_out in lines:
            saving = a_line(programme, *plan, **({"maturity": 3} if is_frozen else {}))
            if said is not None:
                forecast(saving, *said)
            if validated:
                validate(saving, validated)
            if writes_out:
                chosen[str(saving.pk)] = OUT
        before = as_shown(programme)

        row = preview(programme, choices=chosen)
        assert as_shown(programme) == before
        promised = [one.roll for one in seen(row).lines]
        roll(row)
        assert [one.roll for one in seen(row).lines] == promised
        reverse(row)

        assert as_shown(programme) == before
