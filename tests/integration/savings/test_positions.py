"""Positions by level and as closed: what one reader is shown sums, and rests on nothing they may not see."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from deploy.examples.loading import load
from deploy.examples.source import read_example
from programme import changes as ground
from programme.changes import Backdated, Invalid
from programme.models import Programme
from programme.rules.access import FINANCE, Refused, system
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.changes.periods import close_period
from savings.changes.states import keep_states
from savings.models import PeriodStep, Saving, SavingState
from savings.queries import positions, workstream_positions
from savings.queries.frozen import frozen_position
from savings.queries.positions import level_positions
from savings.queries.targets import targets
from savings.rules.bridge import together
from tests.factories.examples import AT
from tests.factories.ground import (
    LOADING,
    LONG_AGO,
    a_milestone,
    a_person,
    a_programme,
    a_workstream,
    grant,
    someone,
)
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db
YEAR = FinancialYear(2026)
LATER = datetime(2026, 6, 1, 9, tzinfo=UTC)
CLOSED = datetime(2026, 6, 10, 9, tzinfo=UTC)


def bridge_of(programme, reader=None, *, year=YEAR, **more):
    found = positions(reader=reader or system(), programme_ids=[programme.id], **more)
    return found[programme.id].year(year).bridge


def a_target(programme, amount, **values):
    return changes.store_target(
        programme_id=programme.id, name="Target", year=2026, values={"is_bridge": True, **values},
        amount={"amount": Decimal(amount)}, by=LOADING, at=LONG_AGO,
    )  # fmt: skip


class TestPublishedTargets:
    def test_southamptons_table_accounts_for_its_first_year_to_the_pound(self):
        programme = Programme.objects.get(code=load(read_example("southampton"), at=AT).code)

        first, second = (bridge_of(programme, year=FinancialYear(april)) for april in (2024, 2025))

        assert (first.target, first.no_outlook, first.unidentified) == (4_916_000, 4_916_000, 0)
        assert (second.target, second.unidentified, second.not_in_our_copy) == (4_493_000, 0, 465_000)

    def test_hampshires_lines_are_not_the_whole_of_its_printed_total(self):
        programme = Programme.objects.get(code=load(read_example("hampshire"), at=AT).code)

        found = bridge_of(programme, year=FinancialYear(2023))

        assert (found.target, found.plan.pounds, found.not_in_our_copy) == (22_663_000, 21_276_000, 1_387_000)
        assert found.without.pounds == 7_176_000

    def test_somerset_publishes_none(self):
        programme = Programme.objects.get(code=load(read_example("somerset"), at=AT).code)

        assert targets(reader=system(), programme_ids=[programme.id]) == {}

    def test_loading_again_changes_nothing_of_them(self):
        load(read_example("southampton"), at=AT)

        assert load(read_example("southampton"), at=AT).changed == 0


class TestLinesOutsideView:
    """Nothing is set against a target whose lines its reader does not all see: the rest would tell their size."""

    @pytest.fixture
    def held(self):
        programme = a_programme(first_year=2026)
        seen, hidden = a_workstream(programme), a_workstream(programme)
        a_saving(seen)
        a_saving(hidden, marking="exempt", exempt_paragraph=3)
        for number, stream in enumerate((None, seen, hidden)):
            changes.store_target(
                programme_id=programme.id, name=f"Target {number}", year=2026,
                values={"is_bridge": True, "workstream_id": stream and stream.id},
                amount={"amount": Decimal(300_000)}, by=LOADING, at=LONG_AGO,
            )  # fmt: skip
        return programme, seen, hidden

    def test_the_programmes_is_withheld_live_as_at_and_closed(self, held):
        programme, _, _ = held
        reader, cleared = someone("manager", programme), someone(FINANCE, programme, cleared=True)
        close_period(programme_id=programme.id, year=2026, month=1, by=cleared, at=CLOSED)

        for who, told in ((reader, (None, None, None)), (cleared, (300_000, 60_000, 0))):
            closed = frozen_position(reader=who, programme_id=programme.id, year=2026, month=1)
            for found in (
                bridge_of(programme, who),
                bridge_of(programme, who, at=LATER),
                closed.levels.whole.year(YEAR).bridge,
            ):
                assert (found.target, found.unidentified, found.not_in_our_copy) == told
                assert found.closes

    def test_a_workstreams_own_is_judged_by_its_own_lines(self, held):
        programme, seen, hidden = held
        reader = someone("manager", programme)

        found = workstream_positions(reader=reader, workstream_ids=[seen.id, hidden.id])
        levels = level_positions(reader=reader, programme_ids=[programme.id])[programme.id]

        assert found[seen.id].year(YEAR).bridge.unidentified == 180_000
        assert levels.workstreams[seen.id].year(YEAR).bridge.unidentified == 180_000
        assert found[hidden.id].year(YEAR).bridge.target is None
        assert found[hidden.id].year(YEAR).is_withheld

    def test_an_adjustment_outside_view_withholds_where_what_it_names_counts(self, held):
        programme, seen, _ = held
        named = Saving.objects.get(workstream=seen)
        a_saving(
            programme, kind="adjustment", corrects_id=named.id, plan={2026: Decimal(-1)}, marking="exempt",
            exempt_paragraph=3,
        )  # fmt: skip

        found = workstream_positions(reader=someone("manager", programme), workstream_ids=[seen.id])

        assert found[seen.id].year(YEAR).bridge.target is None


class TestWorkstreamsMarking:
    def test_a_target_is_as_confidential_as_its_workstream(self):
        programme = a_programme()
        stream = a_workstream(programme, marking="exempt", exempt_paragraph=3)
        held = a_target(programme, 300, workstream_id=stream.id)
        reader, finance = someone("manager", programme), someone(FINANCE, programme)

        assert targets(reader=reader, ids=[held.id]) == {}
        assert list(targets(reader=someone(FINANCE, programme, cleared=True), ids=[held.id])) == [held.id]
        with pytest.raises(Refused):
            changes.set_target_amount(
                target_id=held.id, version=None, amount=Decimal(1), decision="M", reason="R", by=finance,
                at=LATER,
            )  # fmt: skip


class TestDatesBeyondReason:
    FAR = date(9999, 12, 31)

    def test_are_refused_where_they_enter(self):
        saving, milestone = a_saving(a_programme()), a_milestone()
        who = {"by": LOADING, "at": LATER, "reason": "R", "version": None}

        with pytest.raises(Invalid, match="start date: 9999-12-31"):
            changes.revise_saving(saving_id=saving.id, values={"start_date": self.FAR}, **who)
        with pytest.raises(Invalid, match="start date"):
            a_saving(a_programme(), start_date=date(1, 1, 1))
        with pytest.raises(Invalid, match="forecast date"):
            ground.reforecast_milestone(milestone_id=milestone.id, forecast=self.FAR, **who)
        with pytest.raises(Invalid, match="baseline date"):
            a_milestone(baseline_date=date(1066, 10, 14))

    def test_those_stored_take_no_figures_down(self):
        stream = a_workstream()
        milestone = a_milestone(stream, baseline_date=date(2026, 10, 1))
        saving = a_saving(stream, waits_for=[milestone])
        Saving.objects.filter(pk=saving.pk).update(start_date=self.FAR)
        ground.reforecast_milestone(
            milestone_id=milestone.id, version=None, forecast=date(2027, 1, 1), reason="R", by=LOADING,
            at=LATER,
        )  # fmt: skip

        assert bridge_of(stream.programme).plan.pounds == 120_000


class TestTargets:
    def test_a_later_amount_takes_a_decision_and_a_reason(self):
        programme = a_programme()
        target = a_target(programme, 300)
        again = {"target_id": target.id, "version": None, "amount": Decimal(200), "by": LOADING, "at": LATER}

        with pytest.raises(changes.NeedsDecision):
            changes.set_target_amount(**again, decision="", reason="Lowered")
        with pytest.raises(Invalid):
            changes.set_target_amount(**again, decision="Minute 4", reason=" ")
        changes.set_target_amount(**again, decision="Minute 4", reason="Lowered")

        assert bridge_of(programme).target == 200
        assert bridge_of(programme, at=LONG_AGO).target == 300
        assert targets(reader=system(), programme_ids=[programme.id])[target.id].decision == "Minute 4"

    def test_is_never_said_before_what_stands(self):
        target = a_target(a_programme(), 300)

        with pytest.raises(Backdated):
            changes.set_target_amount(
                target_id=target.id, version=None, amount=Decimal(1), decision="M", reason="R", by=LOADING,
                at=datetime(2026, 1, 1, tzinfo=UTC),
            )  # fmt: skip

    def test_the_same_again_changes_nothing_and_another_amount_is_refused(self):
        programme = a_programme()
        target = a_target(programme, 300)

        assert a_target(programme, 300).id == target.id
        with pytest.raises(changes.NeedsDecision):
            a_target(programme, 400)
        assert target.amounts.count() == 1

    def test_what_it_counts_is_kept_as_it_held(self):
        programme = a_programme()
        a_saving(programme, kind="funding")
        a_target(programme, 300_000)
        changes.store_target(
            programme_id=programme.id, name="Target", year=2026, values={"kinds": ["funding"]}, by=LOADING, at=LATER,
        )  # fmt: skip

        assert bridge_of(programme).plan.pounds == 120_000
        assert bridge_of(programme, at=LONG_AGO).plan.pounds == 0

    def test_a_kind_nobody_knows_is_refused(self):
        with pytest.raises(Invalid, match="no kind of saving"):
            a_target(a_programme(), 300, kinds=["magic"])


class TestLevels:
    def test_sum_to_the_programme_in_the_kinds_its_target_takes_in(self):
        programme = a_programme()
        care, schools = a_workstream(programme), a_workstream(programme)
        line = a_saving(care, heading="Homes")
        a_saving(schools, kind="funding", heading="Grants")
        a_saving(programme)
        a_saving(schools, kind="adjustment", corrects_id=line.id, plan={2026: Decimal(-20_000)})
        a_target(programme, 400_000, kinds=["cash_releasing", "funding"])

        found = level_positions(reader=system(), programme_ids=[programme.id])[programme.id]

        for parts in (found.headings, found.workstreams):
            whole = together(part.year(YEAR).bridge for part in parts.values())
            assert whole.plan == found.whole.year(YEAR).bridge.plan
        assert found.workstreams[care.id].year(YEAR).bridge.plan.pounds == 100_000
        assert found.workstreams[None].year(YEAR).bridge.plan.pounds == 120_000
        alone = workstream_positions(reader=system(), workstream_ids=[care.id, schools.id])
        assert alone == {key: found.workstreams[key] for key in (care.id, schools.id)}

    def test_a_replacement_in_another_workstream_covers_there_too(self):
        programme = a_programme()
        care, schools = a_workstream(programme), a_workstream(programme)
        old, new = a_saving(care), a_saving(schools, plan={2026: Decimal(50_000)})
        changes.replace_saving(
            saving_id=old.id,
            version=None,
            replacement_id=new.id,
            reason="Found elsewhere",
            by=LOADING,
            at=LATER,
        )

        found = workstream_positions(reader=system(), workstream_ids=[care.id])[care.id].year(YEAR).bridge

        assert (found.plan.pounds, found.undeliverable, found.replaced) == (70_000, 70_000, 50_000)

    def test_a_hidden_replacement_covers_nothing_for_who_may_not_see_it(self):
        programme = a_programme()
        old, new = a_saving(programme), a_saving(programme, marking="exempt", exempt_paragraph=3)
        changes.replace_saving(
            saving_id=old.id,
            version=None,
            replacement_id=new.id,
            reason="Found elsewhere",
            by=LOADING,
            at=LATER,
        )

        assert bridge_of(programme, someone(FINANCE, programme)).plan.pounds == 120_000
        assert bridge_of(programme, someone(FINANCE, programme)).replaced == 0
        assert bridge_of(programme, someone(FINANCE, programme, cleared=True)).replaced == 120_000


class TestAsAt:
    def test_a_line_removed_since_counts_before_its_removal(self):
        programme = a_programme()
        line = a_saving(programme)
        changes.remove_saving(saving_id=line.id, version=None, by=LOADING, at=LATER, reason="Not ours")

        assert positions(reader=system(), programme_ids=[programme.id])[programme.id].lines == 0
        assert bridge_of(programme, at=LONG_AGO).plan.pounds == 120_000

    def test_before_the_first_row_nothing_is_known(self):
        programme = a_programme()
        a_saving(programme)

        found = positions(reader=system(), programme_ids=[programme.id], at=datetime(2026, 1, 1, tzinfo=UTC))

        assert found[programme.id].years == {}

    def test_under_the_rights_of_today(self):
        programme = a_programme()
        line = a_saving(programme)
        values = {"marking": "exempt", "exempt_paragraph": 3}
        changes.revise_saving(saving_id=line.id, version=None, values=values, by=LOADING, at=LATER)

        found = positions(reader=someone(FINANCE, programme), programme_ids=[programme.id], at=LONG_AGO)

        assert found[programme.id].lines == 0

    def test_a_state_is_kept_once_where_something_changed_and_never_before_the_last(self):
        line = a_saving(a_programme())
        named = {"saving_id": line.id, "version": None, "by": LOADING}
        changes.claim_saving(**named, year=2026, amount=Decimal(5), reason="Done", at=LATER)
        assert SavingState.objects.filter(saving=line).count() == 1

        changes.revise_saving(**named, values={"name": "Renamed"}, at=LATER)

        assert SavingState.objects.filter(saving=line).count() == 2
        with pytest.raises(Backdated):
            changes.revise_saving(**named, values={"name": "Again"}, at=LONG_AGO)

    def test_many_are_kept_in_eight_statements(self, django_assert_num_queries):
        programme = a_programme()
        ids = [a_saving(programme).id for _ in range(5)]
        lines = list(Saving.objects.filter(pk__in=ids))
        for line in lines:
            line.name = "Renamed at once"
            line.version += 1

        with django_assert_num_queries(8):
            kept = keep_states(lines, by=LOADING, at=LATER)

        assert kept == 5
        assert keep_states(lines, by=LOADING, at=LATER) == 0


class TestClosedPeriods:
    def close(self, programme, month=2):
        by = grant(a_person(name="Fiona Finance"), FINANCE, programme, cleared=True)
        close_period(programme_id=programme.id, year=2026, month=month, by=by, at=CLOSED)

    def closed(self, programme, reader=None, month=2):
        return frozen_position(reader=reader or system(), programme_id=programme.id, year=2026, month=month)

    def test_equals_the_live_position_of_that_moment_and_stays(self):
        programme = a_programme()
        line = a_saving(a_workstream(programme), heading="Homes")
        a_target(programme, 300_000)
        live = level_positions(reader=system(), programme_ids=[programme.id], on=date(2026, 6, 10))
        self.close(programme)
        changes.plan_saving(
            saving_id=line.id, version=None, amounts={2026: Decimal(1)}, by=LOADING, at=AT, reason="Cut"
        )

        found = self.closed(programme)

        assert found.levels == live[programme.id]
        assert (found.signatory, found.month.label) == ("Fiona Finance", "M2")

    def test_a_month_before_it_is_closed_with_it_and_one_after_is_open(self):
        programme = a_programme()
        a_saving(programme)
        self.close(programme)

        assert self.closed(programme, month=1).month.number == 2
        assert self.closed(programme, month=3) is None

    def test_is_summed_over_the_lines_its_reader_may_see_today(self):
        programme = a_programme()
        line = a_saving(programme)
        a_saving(programme, plan={2026: Decimal(10)})
        self.close(programme)
        values = {"marking": "exempt", "exempt_paragraph": 3}
        changes.revise_saving(saving_id=line.id, version=None, values=values, by=LOADING, at=AT)

        for cleared, pounds in ((True, 120_010), (False, 10)):
            found = self.closed(programme, someone(FINANCE, programme, cleared=cleared))
            assert found.levels.whole.year(YEAR).bridge.plan.pounds == pounds

    def test_rests_on_no_milestone_its_reader_may_not_see(self):
        programme = a_programme()
        stream = a_workstream(programme)
        hidden = a_milestone(stream, marking="exempt", exempt_paragraph=3, baseline_date=date(2026, 4, 1))
        a_saving(stream, waits_for=[hidden, a_milestone(stream, baseline_date=date(2026, 4, 1))])
        ground.reforecast_milestone(
            milestone_id=hidden.id,
            version=None,
            forecast=date(2026, 10, 1),
            reason="Late",
            by=LOADING,
            at=LATER,
        )
        self.close(programme)

        def forecast(reader):
            return self.closed(programme, reader).levels.whole.year(YEAR).ledger.forecast.pounds

        assert forecast(someone(FINANCE, programme, cleared=True)) == 60_000
        seen = level_positions(
            reader=(uncleared := someone(FINANCE, programme)), programme_ids=[programme.id], at=CLOSED
        )
        assert forecast(uncleared) == seen[programme.id].whole.year(YEAR).ledger.forecast.pounds > 60_000

    def test_what_is_kept_is_every_line_under_whole_sight(self):
        programme = a_programme()
        a_saving(programme, marking="exempt", exempt_paragraph=3)
        self.close(programme)

        kept = PeriodStep.objects.get(step="closed").position

        assert len(kept["lines"]) == 1
        assert kept["lines"][0]["years"][0]["plan"] == "120000.00"
