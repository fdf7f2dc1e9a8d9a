"""Opinions that disagree, silence, recovery and waits: what opens, who hears, and what ends it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from governance import changes
from governance.changes import reassess_programme
from governance.models import Alert, Board, ProgrammeRating, RecoveryRecord
from governance.queries import alert_hearers, alerts, opinions, programme_ratings, workstream_hearers
from governance.queries.recoveries import recoveries
from programme import changes as ground
from programme.changes import Invalid
from programme.rules.access import LEAD, MANAGER, MEMBER, PMO, STAFF, Refused, system
from tests.factories.governance import a_board, a_decision_maker, a_seat, an_awaited_decision, overseen
from tests.factories.ground import LOADING, a_milestone, a_person, a_programme, a_workstream, grant, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
AUTUMN = {"baseline_date": date(2026, 10, 1), "baseline_precision": "day"}


def recalculate(programme, at=NOW):
    return reassess_programme(programme_id=programme.id, by=system(), at=at)


def rate(workstream, rating, at=NOW, reason="As it looks today"):
    ground.report_status(
        workstream_id=workstream.id, version=None, rating=rating, reason=reason, by=system(), at=at
    )
    recalculate(workstream.programme, at)


def slip(milestone, to, at=NOW):
    ground.reforecast_milestone(
        milestone_id=milestone.id, version=None, forecast=to, reason="The builder is late", by=system(), at=at
    )
    recalculate(milestone.programme, at)


def open_alert(kind):
    return Alert.objects.filter(kind=kind, closed_at=None).first()


class TestOpinions:
    def test_stand_side_by_side_with_what_disagrees(self):
        workstream = a_workstream()
        milestone = a_milestone(workstream, ref="M1", name="Home opens", **AUTUMN)
        slip(milestone, date(2027, 5, 1))
        rate(workstream, "green")

        row = opinions(reader=system(), workstream_ids=[workstream.id], at=NOW)[workstream.id]

        assert (row.reported, row.by_rule) == ("Green", "Red")
        assert row.rule_reasons[0] == "M1 Home opens 212 days late"
        assert row.chance.endswith("%")
        assert row.disagreement.startswith("Reported Green, Red by rule")
        assert row.staleness == ""

    def test_that_disagree_open_an_alert_which_closes_when_they_agree(self):
        workstream = a_workstream()
        milestone = a_milestone(workstream, **AUTUMN)
        slip(milestone, date(2027, 5, 1))
        rate(workstream, "green")

        alert = open_alert("opinions_disagree")
        (row,) = alerts(reader=system(), ids=[alert.id]).values()
        assert row.step.facts.sentence == "Opened: opinions 4 points apart"
        assert "Reported Green, Red by rule" in row.step.facts.reasons[0]

        rate(workstream, "red", at=NOW + timedelta(days=1))
        assert open_alert("opinions_disagree") is None

    def test_rest_on_nothing_more_closed_than_the_workstream(self):
        workstream = a_workstream()
        a_milestone(workstream, **AUTUMN)
        hidden = a_milestone(workstream, marking="exempt", exempt_paragraph=3, **AUTUMN)
        slip(hidden, date(2027, 5, 1))
        rate(workstream, "green")

        row = opinions(reader=system(), workstream_ids=[workstream.id], at=NOW)[workstream.id]

        assert row.by_rule == "Green"
        assert open_alert("opinions_disagree") is None

    def test_are_nobodys_who_may_not_see_the_workstream(self):
        workstream = a_workstream()
        stranger = someone(STAFF, a_programme())

        assert opinions(reader=stranger, workstream_ids=[workstream.id]) == {}

    def test_ask_as_much_for_many_as_for_one(self, django_assert_max_num_queries):
        programme = a_programme()
        workstreams = [a_workstream(programme) for _ in range(6)]
        for workstream in workstreams:
            a_saving(workstream, waits_for=[a_milestone(workstream)])

        with django_assert_max_num_queries(40):
            assert len(opinions(reader=system(), workstream_ids=[w.id for w in workstreams])) == 6


class TestSilence:
    def test_is_heard_by_the_owner_and_the_programme_office_alone(self):
        programme = a_programme()
        owner, member = a_person(), a_person()
        grant(owner, LEAD, programme)
        office = someone(PMO, programme.organisation)
        workstream = a_workstream(programme, owner_id=owner.id)
        board = a_board(programme)
        a_seat(board, member)
        overseen(workstream, board)
        rate(workstream, "amber")

        recalculate(programme, NOW + timedelta(days=31))
        assert open_alert("silence") is None
        recalculate(programme, NOW + timedelta(days=33))

        alert = open_alert("silence")
        heard = alert_hearers([alert.id], at=NOW)[alert.id]
        assert {h.person_id: h.whys for h in heard.hearers} == {
            owner.id: ("You own this workstream",),
            office.person_id: ("You are in the programme office",),
        }

    def test_ends_with_a_report(self):
        workstream = a_workstream()
        rate(workstream, "amber")
        recalculate(workstream.programme, NOW + timedelta(days=40))

        rate(workstream, "amber", at=NOW + timedelta(days=41))

        assert open_alert("silence") is None
        assert Alert.objects.get(kind="silence").closed_at is not None

    def test_is_none_where_nobody_has_ever_reported(self):
        workstream = a_workstream()

        recalculate(workstream.programme, NOW + timedelta(days=400))

        assert open_alert("silence") is None


class TestAStaleRating:
    def test_is_heard_of_while_other_things_are_reported(self):
        programme = a_programme()
        owner = a_person()
        grant(owner, LEAD, programme)
        office = someone(PMO, programme.organisation)
        workstream = a_workstream(programme, owner_id=owner.id)
        milestone = a_milestone(workstream, **AUTUMN)
        rate(workstream, "amber")
        later = NOW + timedelta(days=40)

        slip(milestone, date(2026, 10, 2), at=later)

        assert open_alert("silence") is None
        alert = open_alert("rating_stale")
        (row,) = alerts(reader=system(), ids=[alert.id]).values()
        assert row.step.facts.sentence == "Opened: 9 days past the day of its rating"
        assert row.step.facts.reasons[0].startswith("Not rated anew for 40 days")
        heard = alert_hearers([alert.id], at=later)[alert.id]
        assert {h.person_id for h in heard.hearers} == {owner.id, office.person_id}

        rate(workstream, "amber", at=later + timedelta(days=1))
        assert open_alert("rating_stale") is None

    def test_is_silence_once_nothing_is_reported_at_all(self):
        workstream = a_workstream()
        rate(workstream, "amber")

        recalculate(workstream.programme, NOW + timedelta(days=40))

        assert open_alert("silence") is not None
        assert open_alert("rating_stale") is None


class TestRecovery:
    def test_is_opened_by_red_with_owner_board_and_day(self):
        owner = a_person()
        workstream = a_workstream(owner_id=owner.id)
        board = a_board(workstream.programme)
        overseen(workstream, board)

        rate(workstream, "red", reason="The contractor left")
        rate(workstream, "red", at=NOW + timedelta(days=1))

        (row,) = recoveries(reader=system()).values()
        assert (row.owner_id, row.board_id, row.plan) == (owner.id, board.id, "The contractor left")
        assert row.reassess_on == date(2026, 6, 17)

    def test_is_not_opened_in_a_programme_that_comes_from_a_paper(self):
        workstream = a_workstream(a_programme(source="Cabinet paper, 2024"))

        rate(workstream, "red")

        assert not RecoveryRecord.objects.exists()

    def test_past_its_day_is_told_until_it_is_moved_on(self):
        workstream = a_workstream()
        board = a_board(workstream.programme)
        overseen(workstream, board)
        rate(workstream, "red")
        owner = a_person()
        by = someone(MANAGER, workstream.programme)
        record = RecoveryRecord.objects.get()
        changes.revise_recovery(
            recovery_id=record.id, version=1, values={"owner_id": owner.id}, by=by, at=NOW
        )

        recalculate(workstream.programme, NOW + timedelta(days=30))
        alert = open_alert("recovery_due")
        (row,) = alerts(reader=system(), ids=[alert.id]).values()
        assert row.step.facts.sentence == "Opened: 2 days past the day of its re-assessment"
        grant(owner, LEAD, workstream.programme)
        heard = alert_hearers([alert.id], at=NOW)[alert.id]
        assert owner.id in {h.person_id for h in heard.hearers}

        later = NOW + timedelta(days=31)
        changes.revise_recovery(
            recovery_id=record.id, version=2, values={"reassess_on": date(2026, 7, 20)}, by=by, at=later
        )
        recalculate(workstream.programme, later)
        assert open_alert("recovery_due") is None

    def test_past_its_day_with_nobody_named_is_told_to_the_programme_office(self):
        workstream = a_workstream()
        office = someone(PMO, workstream.programme.organisation)
        rate(workstream, "red")

        recalculate(workstream.programme, NOW + timedelta(days=30))

        alert = open_alert("recovery_due")
        heard = alert_hearers([alert.id], at=NOW + timedelta(days=30))[alert.id]
        assert [h.person_id for h in heard.hearers] == [office.person_id]

    def test_is_closed_with_an_outcome_and_red_opens_another(self):
        workstream = a_workstream()
        rate(workstream, "red")
        record = RecoveryRecord.objects.get()
        by = someone(MANAGER, workstream.programme)

        with pytest.raises(Invalid, match="closed with its outcome"):
            changes.close_recovery(recovery_id=record.id, version=1, outcome=" ", by=by, at=NOW)
        changes.close_recovery(recovery_id=record.id, version=1, outcome="Re-let", by=by, at=NOW)
        recalculate(workstream.programme, NOW + timedelta(days=1))
        assert RecoveryRecord.objects.count() == 1
        rate(workstream, "red", at=NOW + timedelta(days=2))

        assert RecoveryRecord.objects.filter(closed_at=None).count() == 1
        assert RecoveryRecord.objects.count() == 2

    def test_needs_an_owner_a_board_and_a_day_once_it_is_touched(self):
        workstream = a_workstream()
        rate(workstream, "red")
        record = RecoveryRecord.objects.get()

        with pytest.raises(Invalid) as refused:
            changes.revise_recovery(
                recovery_id=record.id, version=1, values={"plan": "Re-let"}, by=system(), at=NOW
            )

        assert set(refused.value.problems) == {"owner", "board"}

    def test_is_no_business_of_who_may_not_update_it(self):
        workstream = a_workstream()
        rate(workstream, "red")
        staff = someone(STAFF, workstream.programme)

        with pytest.raises(Refused):
            changes.close_recovery(
                recovery_id=RecoveryRecord.objects.get().id, version=1, outcome="Done", by=staff, at=NOW
            )


class TestAMemberWhoDecides:
    def test_is_not_told_live_unless_a_board_of_theirs_has_it_switched_on(self):
        programme = a_programme()
        elected = a_person()
        grant(elected, MEMBER, programme)
        workstream = a_workstream(programme, owner_id=elected.id)
        quiet = a_board(programme, live_alerts=False)
        a_seat(quiet, elected)
        overseen(workstream, quiet)

        heard = workstream_hearers([workstream.id], at=NOW)[workstream.id]
        assert heard.hearers == ()
        assert [u.silence for u in heard.unheard] == ["board_quiet"]

        Board.objects.filter(pk=quiet.id).update(live_alerts=True)
        heard = workstream_hearers([workstream.id], at=NOW)[workstream.id]
        assert [h.person_id for h in heard.hearers] == [elected.id]


class TestAWait:
    def test_for_a_decision_is_told_after_a_fortnight_to_whoever_decides(self):
        programme = a_programme()
        workstream = a_workstream(programme)
        milestone = a_milestone(workstream, **AUTUMN)
        director = a_person()
        grant(director, MANAGER, programme)
        maker = a_decision_maker(programme.organisation, name="Director of Children", holder_id=director.id)
        decision = an_awaited_decision(a_saving(workstream), milestone, maker)
        wait = decision.waits.get()

        recalculate(programme, datetime.combine(wait.since + timedelta(days=13), NOW.timetz()))
        assert open_alert("decision_awaited") is None
        recalculate(programme, datetime.combine(wait.since + timedelta(days=14), NOW.timetz()))

        alert = open_alert("decision_awaited")
        (row,) = alerts(reader=system(), ids=[alert.id]).values()
        assert row.step.facts.sentence == "Opened: 14 days waiting for a decision"
        assert "Director of Children to decide" in row.step.facts.reasons[0]
        heard = alert_hearers([alert.id], at=NOW)[alert.id]
        assert ("It waits for you to decide",) in [h.whys for h in heard.hearers]


class TestRatingAProgramme:
    def rated(self):
        programme = a_programme()
        rate(a_workstream(programme, ref="W1", name="Homes"), "green")
        rate(a_workstream(programme, ref="W2", name="Transport"), "red")
        return programme, someone(MANAGER, programme)

    def test_greener_than_its_parts_needs_a_day_its_reason_expires(self):
        programme, by = self.rated()
        give = {"programme_id": programme.id, "rating": "amber", "reason": "Transport ends in June"}

        with pytest.raises(Invalid, match="greener than W2 Transport, rated Red"):
            changes.rate_programme(**give, by=by, at=NOW)
        with pytest.raises(Invalid, match="up to"):
            changes.rate_programme(**give, expires_on=date(2027, 1, 1), by=by, at=NOW)
        changes.rate_programme(**give, expires_on=date(2026, 6, 30), by=by, at=NOW)

        held = programme_ratings(reader=by, programme_ids=[programme.id], at=NOW)[programme.id]
        after = programme_ratings(
            reader=by, programme_ids=[programme.id], at=datetime(2026, 6, 30, 9, tzinfo=UTC)
        )[programme.id]
        assert (held.shown, held.lapsed) == ("Amber", False)
        assert (after.shown, after.lapsed) == ("Red", True)
        assert after.note == "Amber lapsed on 30 Jun 2026; it shows as its worst part, W2 Transport: Red"

    def test_that_no_longer_holds_is_told_to_those_who_may_rate_it_anew(self):
        programme, by = self.rated()
        office = someone(PMO, programme.organisation)
        give = {"programme_id": programme.id, "by": by}
        changes.rate_programme(
            **give, rating="amber", reason="Transport ends", expires_on=date(2026, 6, 30), at=NOW
        )
        recalculate(programme, datetime(2026, 6, 29, 9, tzinfo=UTC))
        assert open_alert("rating_lapsed") is None

        recalculate(programme, datetime(2026, 6, 30, 9, tzinfo=UTC))

        alert = open_alert("rating_lapsed")
        (row,) = alerts(reader=system(), ids=[alert.id]).values()
        assert row.step.facts.sentence == "Opened: 2 steps greener than its worst part"
        assert row.step.facts.reasons[0].startswith("Amber lapsed on 30 Jun 2026; it shows as its worst part")
        heard = alert_hearers([alert.id], at=NOW)[alert.id]
        assert {h.person_id for h in heard.hearers} == {by.person_id, office.person_id}
        later = datetime(2026, 7, 1, 9, tzinfo=UTC)
        changes.rate_programme(**give, rating="red", reason="As Transport", at=later)
        recalculate(programme, later)
        assert open_alert("rating_lapsed") is None

    def test_that_a_part_falls_below_is_told_too(self):
        programme = a_programme()
        workstream = a_workstream(programme)
        rate(workstream, "green")
        by = someone(MANAGER, programme)
        changes.rate_programme(
            programme_id=programme.id, rating="green", reason="As its parts", by=by, at=NOW
        )

        rate(workstream, "red", at=NOW + timedelta(days=1))

        assert open_alert("rating_lapsed") is not None

    def test_as_bad_as_its_parts_needs_no_day(self):
        programme, by = self.rated()

        changes.rate_programme(
            programme_id=programme.id, rating="red", reason="As Transport", by=by, at=NOW,
            expires_on=date(2026, 6, 30),
        )  # fmt: skip

        assert ProgrammeRating.objects.get().expires_on is None

    def test_is_refused_to_who_may_not_plan(self):
        programme, _ = self.rated()

        with pytest.raises(Refused):
            changes.rate_programme(
                programme_id=programme.id, rating="red", reason="No", by=someone(STAFF, programme), at=NOW
            )


class TestTolerances:
    def test_are_set_taken_away_and_checked(self):
        board = a_board(a_programme())
        office = someone(PMO, board.organisation)
        give = {"board_id": board.id, "kind": "money", "level": "saving", "by": office, "at": NOW}

        changes.set_tolerance(**give, limit=Decimal(20_000))
        board.refresh_from_db()
        assert board.version == 2
        with pytest.raises(Invalid, match="whole pounds"):
            changes.set_tolerance(**give, limit=Decimal("0.50"))
        with pytest.raises(Invalid, match="no such tolerance"):
            changes.set_tolerance(**{**give, "level": "milestone"}, limit=Decimal(1))
        changes.set_tolerance(**give, limit=None)

        assert not board.tolerances.exists()

    def test_are_not_a_scrutiny_boards(self):
        board = a_board(a_programme(), kind="scrutiny")

        with pytest.raises(Invalid, match="oversees nothing"):
            changes.set_tolerance(
                board_id=board.id, kind="time", level="milestone", limit=Decimal(30), by=LOADING, at=NOW
            )

    def test_taken_away_close_what_they_opened(self):
        milestone = a_milestone(**AUTUMN)
        board = a_board(milestone.programme, parent_id=a_board(milestone.programme).id)
        overseen(milestone.workstream, board)
        give = {"board_id": board.id, "kind": "time", "level": "milestone", "by": LOADING, "at": NOW}
        changes.set_tolerance(**give, limit=Decimal(30))
        slip(milestone, date(2026, 12, 1))
        assert open_alert("milestone_tolerance") is not None

        changes.set_tolerance(**give, limit=None)
        recalculate(milestone.programme, NOW + timedelta(hours=1))

        closed = Alert.objects.get(kind="milestone_tolerance")
        (row,) = alerts(reader=system(), ids=[closed.id], is_open=None).values()
        assert row.step.facts.sentence == "Closed: no tolerance covers it any more, was 61 days late"
