"""Closing a programme: everything outstanding is handed over, finance signs, and then nothing changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from governance import changes, queries
from governance.models import Alert, Decision, Handover
from governance.rules.closing import Handed
from programme import changes as ground
from programme.changes import Invalid
from programme.models import Programme
from programme.outbox.models import Event
from programme.queries import actor_for_person
from programme.rules.access import FINANCE, MANAGER, PMO, STAFF, Actor, Refused, system
from savings import changes as money
from tests.factories.bots import a_world
from tests.factories.governance import a_decision, a_decision_maker, an_action, some_findings
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
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

AT = datetime(2027, 4, 20, 10, tzinfo=UTC)
REVIEW = date(2028, 4, 20)


def now(actor: Actor) -> Actor:
    assert actor.person_id is not None
    found = actor_for_person(actor.person_id, door=actor.door)
    assert found is not None
    return found


def close(programme: Programme, by: Actor, **values: Any) -> Any:
    heir = a_person().id
    left = queries.left_behind(reader=by, programme_id=programme.id)
    given = {
        "handed": [Handed(one.kind, one.id, heir) for one in left if not one.is_hidden],
        "lessons": "Start the procurement a year earlier",
        "review_on": REVIEW,
    }
    return changes.close_programme(
        programme_id=programme.id, version=None, by=by, at=AT, **{**given, **values}
    )


class TestClosing:
    def test_hands_over_what_is_outstanding_and_freezes_the_position(self) -> None:
        programme = a_programme()
        line = a_saving(a_workstream(programme), ref="24S1", name="Fewer agency homes", plan={2026: 120_000})
        action = an_action(programme)
        finance = someone(FINANCE, programme, cleared=True)

        close(programme, finance)

        programme.refresh_from_db()
        assert programme.closed_at is not None
        assert set(Handover.objects.values_list("thing_id", flat=True)) == {line.pk, action.pk}
        (closure,) = queries.closures(reader=finance, programme_ids=[programme.id])[programme.id]
        assert closure.signed_by == finance.name
        (year,) = (
            closure.position.years.values()
            if hasattr(closure.position.years, "values")
            else closure.position.years
        )
        assert str(year.ledger.plan.pounds) == "120000.00"
        assert Event.objects.filter(type="programme.programme.closed", aggregate_id=programme.id).exists()

    def test_says_what_nobody_takes_over(self) -> None:
        programme = a_programme()
        a_saving(programme, ref="24S1", name="Fewer agency homes", plan={2026: 120_000})
        finance = someone(FINANCE, programme, cleared=True)

        with pytest.raises(Invalid, match="Name who takes over: 24S1 Fewer agency homes"):
            close(programme, finance, handed=[])

    def test_asks_for_lessons_and_a_review_date(self) -> None:
        programme = a_programme()
        finance = someone(FINANCE, programme, cleared=True)

        with pytest.raises(Invalid) as refused:
            close(programme, finance, lessons=" ", review_on=date(2027, 4, 20))

        assert sorted(refused.value.problems) == ["lessons", "review_on"]

    def test_waits_for_an_open_reporting_round(self) -> None:
        programme = a_programme()
        ground.open_round(
            programme_id=programme.id,
            values={"name": "March", "opens_on": date(2027, 3, 1), "deadline": date(2027, 3, 31)},
            by=LOADING,
            at=LONG_AGO,
        )

        with pytest.raises(Invalid, match="March"):
            close(programme, someone(FINANCE, programme, cleared=True))

    @pytest.mark.parametrize(("role", "cleared"), [(PMO, True), (MANAGER, True), (FINANCE, False)])
    def test_takes_cleared_finance(self, role: str, cleared: bool) -> None:
        programme = a_programme()

        with pytest.raises(Refused):
            close(programme, someone(role, programme, cleared=cleared))

    def test_hands_what_a_list_hides_to_its_owner(self) -> None:
        programme = a_programme()
        owner = a_person()
        grant(owner, MANAGER, programme, cleared=True)
        closed = {"marking": "exempt", "exempt_paragraph": 1}
        line = a_saving(programme, ref="24S2", name="A post", plan={2026: 1}, owner_id=owner.id, **closed)
        office = someone(PMO, programme, cleared=True)
        ground.add_to_list(kind="saving", thing_id=line.pk, person_ids=[owner.id], by=office, at=LONG_AGO)
        finance = now(someone(FINANCE, programme, cleared=True))

        close(programme, finance)

        assert Handover.objects.get(thing_id=line.pk).person_id == owner.id
        (closure,) = queries.closures(reader=now(finance), programme_ids=[programme.id])[programme.id]
        assert closure.handovers == ()

    def test_waits_for_decisions_whose_path_has_not_ended(self) -> None:
        programme = a_programme()
        a_decision(programme, ref="D5", title="Close two homes")
        a_decision(programme, ref="D6", effective=date(2026, 4, 20))
        finance = someone(FINANCE, programme, cleared=True)

        with pytest.raises(Invalid, match=r"D5 Close two homes \(proposed\): withdraw") as refused:
            close(programme, finance)

        assert "D6" not in str(refused.value)

    def test_hands_on_findings_that_are_not_closed(self) -> None:
        programme = a_programme()
        concern, recommendation, _strength = some_findings(programme)

        close(programme, someone(FINANCE, programme, cleared=True))

        handed = Handover.objects.filter(thing_kind="finding").values_list("thing_id", flat=True)
        assert set(handed) == {concern.pk, recommendation.pk}


class TestAClosedProgramme:
    @pytest.fixture
    def closed(self) -> Programme:
        programme = a_programme()
        close(programme, someone(FINANCE, programme, cleared=True))
        programme.refresh_from_db()
        return programme

    def test_takes_no_change_from_anybody(self, closed: Programme) -> None:
        for by in (someone(PMO, closed, cleared=True), system()):
            with pytest.raises(Refused, match="closed since 20 April 2027"):
                ground.add_workstream(
                    programme_id=closed.id, values={"ref": "W1", "name": "New"}, by=by, at=AT
                )
            with pytest.raises(Refused, match="reopens it first"):
                money.add_saving(programme_id=closed.id, values={"ref": "S1", "name": "New"}, by=by, at=AT)

    def test_takes_none_from_those_who_own_its_things_either(self) -> None:
        programme = a_programme()
        owner = a_person()
        action = an_action(programme, owner_id=owner.id)
        concern = some_findings(programme, owner_id=owner.id)[0]
        line = a_saving(programme, owner_id=owner.id, plan={2026: 5})
        director = a_decision_maker(programme.organisation, holder_id=owner.id)
        decision = a_decision(programme, director, kind="policy", effective=date(2026, 4, 20))
        close(programme, someone(FINANCE, programme, cleared=True))
        by = grant(owner, STAFF, programme)
        told = {"version": None, "by": by, "at": AT}

        refusals = (
            lambda: changes.complete_action(action_id=action.pk, done_on=AT.date(), **told),
            lambda: changes.step_finding(finding_id=concern.pk, state="accepted", **told),
            lambda: changes.revise_decision(decision_id=decision.pk, values={"reasons": "So"}, **told),
            lambda: changes.take_step(decision_id=decision.pk, step="published", on=AT.date(), **told),
            lambda: money.sign_accountability(programme_id=line.programme_id, year=2026, by=by, at=AT),
        )

        for refused in refusals:
            with pytest.raises(Refused, match="closed since 20 April 2027"):
                refused()

    def test_has_no_decision_carried_out_until_it_is_open_again(self) -> None:
        programme = a_programme()
        maker = a_decision_maker(programme.organisation, kind="council")
        decision = a_decision(programme, maker, kind="policy", effective=date(2026, 4, 20))
        close(programme, someone(FINANCE, programme, cleared=True))
        Decision.objects.filter(pk=decision.pk).update(state="made", effective_on=date(2026, 4, 20))

        assert changes.carry_out(decision_id=decision.pk, at=AT).state == "made"

        office = someone(PMO, programme)
        changes.reopen_programme(
            programme_id=programme.id, version=None, reason="It goes on", by=office, at=AT
        )
        assert changes.carry_out(decision_id=decision.pk, at=AT).state == "effective"

    def test_can_still_be_read(self, closed: Programme) -> None:
        reader = someone(PMO, closed)

        assert closed.id in queries.delivery_positions(reader=reader, programme_ids=[closed.id])

    def test_is_reopened_by_the_office_with_a_reason(self, closed: Programme) -> None:
        office = someone(PMO, closed)
        with pytest.raises(Invalid, match="Say why"):
            changes.reopen_programme(programme_id=closed.id, version=None, reason="", by=office, at=AT)

        changes.reopen_programme(
            programme_id=closed.id, version=None, reason="Two savings came back", by=office, at=AT
        )

        (closure,) = queries.closures(reader=office, programme_ids=[closed.id])[closed.id]
        assert closure.reopened_why == "Two savings came back"
        ground.add_workstream(programme_id=closed.id, values={"ref": "W1", "name": "New"}, by=office, at=AT)

    def test_still_takes_readings_of_its_benefits(self) -> None:
        programme = a_programme()
        indicator = ground.add_indicator(
            programme_id=programme.id, values={"name": "Children in care"}, by=LOADING, at=LONG_AGO
        )
        close(programme, someone(FINANCE, programme, cleared=True))

        ground.record_reading(
            indicator_id=indicator.id,
            values={"period": "2027/28 Q1", "basis": "actual", "printed": "510"},
            by=someone(MANAGER, programme),
            at=AT,
        )

        assert Handover.objects.get(thing_kind="indicator").thing_id == indicator.id


class TestAlertsOfAClosedProgramme:
    def test_end_and_page_nobody(self) -> None:
        world = a_world()
        work_off()
        a_milestone(world.workstream)
        world.move(date(2027, 12, 31))
        work_off("governance.reassess")
        assert Alert.objects.filter(closed_at=None).exists()
        finance = someone(FINANCE, world.programme, cleared=True)

        close(
            world.programme,
            finance,
        )
        work_off("governance.reassess")

        assert not Alert.objects.filter(closed_at=None).exists()
        assert Event.objects.filter(type="governance.alert.closed", quiet=True).exists()
