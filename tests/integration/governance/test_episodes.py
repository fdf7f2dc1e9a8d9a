"""An alert opens, worsens, improves and closes; each step says what people are told, and is told once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from governance.changes import reassess, reassess_programme
from governance.models import Alert, AlertStep
from governance.queries import alert_step, alerts, episode_steps
from programme import changes as ground
from programme.outbox.models import Event, Work
from programme.outbox.recording import facts_of
from programme.outbox.switchboard import Job
from programme.rules.access import system
from tests.factories.governance import a_board, overseen
from tests.factories.ground import a_milestone, a_person, a_programme, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
AUTUMN = {"baseline_date": date(2026, 10, 1), "baseline_precision": "day"}


def recalculate(programme, at=NOW, **options):
    return reassess_programme(programme_id=programme.id, by=system(), at=at, **options)


def slip(milestone, to, at=NOW, reason="The builder is late", by=None):
    ground.reforecast_milestone(
        milestone_id=milestone.id, version=None, forecast=to, reason=reason, by=by or system(), at=at
    )
    recalculate(milestone.programme, at)


def rate(workstream, rating, at=NOW, reason="As it looks today"):
    ground.report_status(
        workstream_id=workstream.id, version=None, rating=rating, reason=reason, by=system(), at=at
    )
    recalculate(workstream.programme, at)


def steps_of(kind, subject):
    episodes = Alert.objects.filter(kind=kind, subject_id=subject.id).order_by("episode")
    told = episode_steps([a.id for a in episodes])
    return [[(s.step, s.facts.was, s.facts.now) for s in told[a.id]] for a in episodes]


def alert_events(**filters):
    return Event.objects.filter(type__startswith="governance.alert.", **filters).order_by("recorded_at")


def work_to_tell():
    return Work.objects.filter(handler="bots.tell")


class TestOpening:
    def test_freezes_what_the_alert_tells(self):
        programme = a_programme(name="Homes for children", illustrative=True)
        lead = a_person(name="Lena Lead")
        workstream = a_workstream(programme, name="Children's homes", owner_id=lead.id)
        milestone = a_milestone(workstream, name="First home opens", **AUTUMN)
        saving = a_saving(workstream, waits_for=[milestone], start_date=date(2026, 10, 1), name="Homes")
        manager = someone("manager", programme)
        recalculate(programme)

        slip(milestone, date(2027, 1, 1), by=manager)

        (alert,) = alerts(reader=manager, subject_ids=[milestone.id]).values()
        facts = alert.step.facts
        assert facts.sentence == "Opened: 92 days late, was on time"
        assert (facts.baseline, facts.forecast_was, facts.forecast) == (
            "1 Oct 2026",
            "1 Oct 2026",
            "1 Jan 2027",
        )
        assert (facts.days_late, facts.days_moved) == (92, 92)
        assert (facts.reason, facts.reason_by, facts.reason_at) == ("The builder is late", manager.name, NOW)
        assert (facts.owner, facts.owner_id) == ("Lena Lead", lead.id)
        assert (facts.name, facts.workstream, facts.programme) == (
            "First home opens",
            "Children's homes",
            "Homes for children",
        )
        assert (facts.illustrative, facts.marking, facts.since) == (True, "open", NOW)
        assert facts.links[0] == ("milestone", str(milestone.id))
        assert [s.name for s in facts.savings] == [saving.name]
        assert facts.money(manager)[0].timing == Decimal("30000.00")
        assert facts.money(manager)[0].loss == Decimal("0.00")

    def test_records_an_event_whose_work_waits_for_the_hold_of_the_board(self):
        milestone = a_milestone(**AUTUMN)
        overseen(milestone.workstream, a_board(milestone.programme, alert_hold_seconds=120))

        slip(milestone, date(2027, 1, 1))

        event = alert_events(payload__kind="milestone_slip").get()
        alert = Alert.objects.get(kind="milestone_slip")
        step = AlertStep.objects.get(alert=alert)
        assert event.type == "governance.alert.opened"
        assert (event.aggregate_id, event.aggregate_version) == (alert.id, 1)
        assert event.payload == {
            "alert_id": str(alert.id),
            "step_id": str(step.id),
            "number": 1,
            "kind": "milestone_slip",
            "subject_kind": "milestone",
            "subject_id": str(milestone.id),
            "workstream_id": str(milestone.workstream_id),
            "step": "opened",
            "hold_seconds": 120,
        }
        (work,) = work_to_tell().filter(event=event)
        assert work.shard == f"alert:{alert.id}"
        assert work.available_at - work.created_at >= timedelta(seconds=119)

    def test_holds_a_quarter_of_an_hour_where_no_board_oversees(self):
        milestone = a_milestone(**AUTUMN)

        slip(milestone, date(2027, 1, 1))

        assert alert_events(payload__kind="milestone_slip").get().payload["hold_seconds"] == 900

    def test_is_real_for_a_milestone_made_by_hand_that_is_late_already(self):
        workstream = a_workstream()
        values = {
            "ref": "M1",
            "name": "Late from the first day",
            "workstream_id": workstream.id,
            "baseline_date": date(2026, 2, 1),
            "baseline_precision": "day",
        }
        milestone = ground.add_milestone(
            programme_id=workstream.programme_id, values=values, by=system(), at=NOW
        )

        recalculate(workstream.programme)

        assert steps_of("milestone_slip", milestone) == [[("opened", "", "108 days late")]]
        assert work_to_tell().exists()

    def test_tells_nobody_while_history_is_loaded(self):
        milestone = a_milestone(baseline_date=date(2026, 2, 1), baseline_precision="day")

        recalculate(milestone.programme, quiet=True)

        assert steps_of("milestone_slip", milestone) == [[("opened", "", "108 days late")]]
        assert all(e.quiet for e in alert_events())
        assert not work_to_tell().exists()

    def test_names_what_holds_a_saving_up_longer_and_leaves_its_money_there(self):
        workstream = a_workstream()
        first = a_milestone(workstream, name="Contract let", **AUTUMN)
        last = a_milestone(workstream, name="Home opens", **AUTUMN)
        a_saving(workstream, waits_for=[first, last], start_date=date(2026, 10, 1))
        ground.reforecast_milestone(
            milestone_id=last.id,
            version=None,
            forecast=date(2027, 2, 1),
            reason="Roof",
            by=system(),
            at=NOW,
        )

        slip(first, date(2026, 12, 1))

        told = {a.step.facts.name: a.step.facts for a in alerts(reader=system()).values()}
        assert told["Contract let"].savings[0].waits_for == "Home opens"
        assert told["Contract let"].money(system()) == ()
        assert told["Home opens"].money(system())[0].timing == Decimal("40000.00")


class TestStepping:
    def test_worsens_improves_and_closes_by_the_rules(self):
        milestone = a_milestone(**AUTUMN)
        slip(milestone, date(2026, 10, 21))
        slip(milestone, date(2026, 10, 25), at=NOW + timedelta(days=1))
        slip(milestone, date(2026, 12, 1), at=NOW + timedelta(days=2))
        slip(milestone, date(2026, 10, 26), at=NOW + timedelta(days=3))
        slip(milestone, date(2026, 10, 2), at=NOW + timedelta(days=4))

        assert steps_of("milestone_slip", milestone) == [
            [
                ("opened", "", "20 days late"),
                ("worsened", "20 days late", "61 days late"),
                ("improved", "61 days late", "25 days late"),
                ("closed", "25 days late", "1 day late"),
            ]
        ]
        alert = Alert.objects.get(kind="milestone_slip")
        assert alert.closed_at == NOW + timedelta(days=4)
        assert [e.aggregate_version for e in alert_events(aggregate_id=alert.id)] == [1, 2, 3, 4]

    def test_opens_a_second_episode_after_the_first_has_closed(self):
        milestone = a_milestone(**AUTUMN)
        for days, to in enumerate((date(2026, 11, 1), date(2026, 10, 1), date(2026, 12, 1))):
            slip(milestone, to, at=NOW + timedelta(days=days))

        assert [[s[0] for s in steps] for steps in steps_of("milestone_slip", milestone)] == [
            ["opened", "closed"],
            ["opened"],
        ]

    def test_hears_red_and_its_end(self):
        workstream = a_workstream()
        rate(workstream, "amber")
        rate(workstream, "red", at=NOW + timedelta(days=1), reason="No staff")
        rate(workstream, "amber_red", at=NOW + timedelta(days=2))
        rate(workstream, "amber", at=NOW + timedelta(days=3))

        assert steps_of("workstream_rag", workstream) == [
            [("opened", "Amber", "Red"), ("improved", "Red", "Amber/Red"), ("closed", "Amber/Red", "Amber")]
        ]
        first = AlertStep.objects.get(alert__kind="workstream_rag", number=1)
        facts = alert_step(first.id).facts
        assert (facts.reason, facts.sentence) == ("No staff", "Opened: Red, was Amber")

    def test_hears_very_high_risk_with_its_reasons_and_shortfall(self):
        workstream = a_workstream()
        milestone = a_milestone(workstream, **AUTUMN)
        half_a_year = {2026: Decimal(60_000), 2027: Decimal(120_000), 2028: Decimal(120_000)}
        a_saving(workstream, plan=half_a_year, waits_for=[milestone], start_date=date(2026, 10, 1))
        recalculate(workstream.programme)

        slip(milestone, date(2027, 4, 1))

        (alert,) = alerts(reader=system(), kinds=["workstream_risk"]).values()
        facts = alert.step.facts
        assert facts.now == "very high"
        assert any("later than its baseline" in words for words in facts.reasons)
        assert facts.money_of == "shortfall"
        assert facts.money(system())[0].timing == Decimal("60000.00")
        assert facts.reason == "The builder is late"

    def test_closes_when_the_milestone_is_finished(self):
        milestone = a_milestone(**AUTUMN)
        slip(milestone, date(2026, 12, 1))
        ground.revise_milestone(
            milestone_id=milestone.id,
            version=None,
            values={"actual_date": date(2026, 5, 21), "actual_precision": "day"},
            reason="Open at last",
            by=system(),
            at=NOW + timedelta(days=1),
        )

        recalculate(milestone.programme, at=NOW + timedelta(days=1))

        (alert,) = alerts(reader=system(), subject_ids=[milestone.id], is_open=None).values()
        assert not alert.is_open
        assert alert.step.facts.now == "finished"
        assert alert.step.facts.sentence == "Closed: finished, was 61 days late"

    def test_closes_when_the_milestone_is_taken_away_and_says_why(self):
        milestone = a_milestone(**AUTUMN)
        slip(milestone, date(2026, 12, 1))
        ground.remove_milestone(
            milestone_id=milestone.id, version=None, by=system(), at=NOW, reason="No longer wanted"
        )
        event = Event.objects.get(type="programme.milestone.removed")
        job = Job(
            work_id=uuid4(),
            shard=f"programme:{milestone.programme_id}",
            attempt=1,
            token=uuid4(),
            events=(facts_of(event),),
        )

        reassess(job, NOW)

        (alert,) = alerts(reader=system(), subject_ids=[milestone.id], is_open=False).values()
        assert alert.step.facts.sentence == "Closed: taken away, was 61 days late"
        assert alert.step.facts.reason == "No longer wanted"

    def test_closes_both_kinds_when_the_workstream_is_taken_away(self):
        workstream = a_workstream()
        rate(workstream, "red")
        ground.remove_workstream(
            workstream_id=workstream.id, version=None, by=system(), at=NOW, reason="Merged into another"
        )

        recalculate(workstream.programme)

        assert not Alert.objects.filter(closed_at=None).exists()


class TestReassess:
    def test_stays_quiet_on_a_programmes_first_night(self):
        milestone = a_milestone(baseline_date=date(2026, 2, 1), baseline_precision="day")
        shard = f"programme:{milestone.programme_id}"

        reassess(Job(work_id=uuid4(), shard=shard, attempt=1, token=uuid4()), NOW)

        assert Alert.objects.exists()
        assert not work_to_tell().exists()

    def test_tells_on_later_nights(self):
        milestone = a_milestone(baseline_date=date(2026, 5, 15), baseline_precision="day")
        shard = f"programme:{milestone.programme_id}"
        for night in (NOW, NOW + timedelta(days=20)):
            reassess(Job(work_id=uuid4(), shard=shard, attempt=1, token=uuid4()), night)

        assert [s[0] for s in steps_of("milestone_slip", milestone)[0]] == ["opened"]
        assert work_to_tell().exists()


class TestClosedThings:
    def test_an_exempt_milestones_event_is_closed_and_carries_ids_alone(self):
        milestone = a_milestone(name="Secret sale", marking="exempt", exempt_paragraph=3, **AUTUMN)

        slip(milestone, date(2027, 1, 1))

        event = alert_events(payload__kind="milestone_slip").get()
        assert event.closed
        assert "Secret" not in str(event.payload)

    def test_an_open_alert_holds_no_exempt_saving(self):
        milestone = a_milestone(**AUTUMN)
        a_saving(milestone.workstream, waits_for=[milestone], marking="exempt", exempt_paragraph=3)

        slip(milestone, date(2027, 1, 1))

        (alert,) = alerts(reader=system(), subject_ids=[milestone.id]).values()
        assert alert.step.facts.savings == ()

    def test_sums_only_the_lines_its_reader_may_see(self):
        workstream = a_workstream()
        milestone = a_milestone(workstream, **AUTUMN)
        start = date(2026, 10, 1)
        a_saving(workstream, waits_for=[milestone], start_date=start)
        a_saving(workstream, waits_for=[milestone], start_date=start, marking="internal")
        slip(milestone, date(2027, 1, 1))
        panel, staff = someone("scrutiny", workstream.programme), someone("staff", workstream.programme)

        (alert,) = alerts(reader=panel, subject_ids=[milestone.id]).values()

        assert alert.step.facts.money(panel)[0].timing == Decimal("30000.00")
        assert alert.step.facts.money(staff)[0].timing == Decimal("60000.00")

    def test_keeps_kinds_that_stand_beside_out_of_the_sum(self):
        workstream = a_workstream()
        milestone = a_milestone(workstream, **AUTUMN)
        a_saving(workstream, waits_for=[milestone], start_date=date(2026, 10, 1), kind="cost_avoidance")

        slip(milestone, date(2027, 1, 1))

        (alert,) = alerts(reader=system(), subject_ids=[milestone.id]).values()
        assert alert.step.facts.money(system()) == ()
        assert alert.step.facts.money_beside(system())[0].timing == Decimal("30000.00")
