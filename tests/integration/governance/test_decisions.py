"""Decisions on the record: who may, in which order, on which day, and what is carried out."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from governance import changes as governing
from governance.models import Decision, DecisionEffect, ImpactAssessment
from governance.queries import (
    decision_awaited,
    decisions,
    decisions_asked,
    milestone_waits,
    standing,
    steps_to_record,
)
from programme.changes import Invalid, Stale
from programme.outbox.models import Event, Work
from programme.outbox.running import run
from programme.rules import access
from programme.rules.access import Refused
from savings import changes as money
from savings.changes import Authority
from savings.models import PlannedAmount
from tests.factories.governance import (
    a_board,
    a_decision,
    a_decision_maker,
    a_meeting,
    a_seat,
    an_awaited_decision,
    on_record,
    overseen,
)
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

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
DAY = AT.date()


@pytest.fixture
def workstream():
    return a_workstream(ref="W3", name="Foster care")


@pytest.fixture
def programme(workstream):
    return workstream.programme


@pytest.fixture
def director(workstream):
    maker = a_decision_maker(workstream.programme.organisation, name="Director", holder_id=a_person().id)
    limit(maker, 100_000)
    overseen(workstream, a_board(workstream.programme, name="Care Board"), maker)
    return maker


@pytest.fixture
def saving(workstream):
    return a_saving(workstream, ref="FS01", maturity=3)


@pytest.fixture
def office(programme):
    return someone(access.PMO, programme.organisation)


@pytest.fixture
def manager(programme):
    return someone(access.MANAGER, programme)


def limit(maker, pounds, kind="saving_change"):
    governing.set_limit(decision_maker_id=maker.id, kind=kind, limit=Decimal(pounds), by=LOADING, at=LONG_AGO)


def step(decision, name, by, *, on=DAY, at=AT, **more):
    return governing.take_step(decision_id=decision.id, version=None, step=name, on=on, by=by, at=at, **more)


def effect(decision, kind, subject, by=LOADING, **values):
    return governing.link_effect(
        decision_id=decision.id, kind=kind, subject_id=subject.id, values=values, by=by, at=LONG_AGO
    )


def planned(saving, year=2026):
    return PlannedAmount.objects.get(saving=saving, year=year).amount


class TestPropose:
    def test_is_a_planners_and_nobody_elses(self, programme, manager, workstream):
        values = {"ref": "D1", "title": "Close two homes", "kind": "policy"}

        made = governing.propose_decision(programme_id=programme.id, values=values, by=manager, at=AT)

        assert made.state == "proposed"
        assert made.steps.get().recorded_by == manager.name
        for role in (access.LEAD, access.STAFF, access.MEMBER, access.SCRUTINY):
            with pytest.raises(Refused):
                governing.propose_decision(
                    programme_id=programme.id,
                    values={**values, "ref": role},
                    by=someone(role, programme),
                    at=AT,
                )

    def test_refuses_what_is_of_another_council(self, programme, manager):
        elsewhere = a_decision_maker(a_programme().organisation)

        with pytest.raises(Invalid, match="another council"):
            governing.propose_decision(
                programme_id=programme.id,
                values={"ref": "D1", "title": "T", "decision_maker_id": elsewhere.id},
                by=manager,
                at=AT,
            )


class TestRevise:
    def test_ends_once_it_is_made(self, programme, director, office):
        decision = a_decision(programme, director, effective=date(2026, 4, 20), amount=Decimal(5))

        with pytest.raises(Invalid, match="what was decided stays"):
            governing.revise_decision(
                decision_id=decision.id, version=None, values={"amount": Decimal(9)}, by=office, at=AT
            )

    def test_whether_it_is_key_is_not_a_managers(self, programme, director, manager, office):
        decision = a_decision(programme, director)
        settled = {"decision_id": decision.id, "version": None, "values": {"key_decision": False}, "at": AT}

        with pytest.raises(Refused):
            governing.revise_decision(by=manager, **settled)
        assert governing.revise_decision(by=office, **settled).key_decision is False


class TestSteps:
    def test_follow_each_other_and_never_lie_ahead_or_behind(self, programme, director, office):
        decision = a_decision(programme, director, kind="policy", at=AT)

        with pytest.raises(Invalid, match="next it is"):
            step(decision, "published", office)
        with pytest.raises(Invalid, match="lies ahead"):
            step(decision, "made", office, on=DAY + timedelta(days=1))
        with pytest.raises(Invalid, match="that day or a later one"):
            step(decision, "made", office, on=DAY - timedelta(days=1))
        with pytest.raises(Invalid, match="by itself"):
            step(decision, "effective", office)

    def test_are_the_offices_and_the_posts_and_a_board_recommends(self, programme, director, manager, office):
        board = a_board(programme)
        chair = a_person()
        a_seat(board, chair, role="chair")
        holder = grant(director.holder, access.STAFF, programme)
        chairing = grant(chair, access.CHAIR, programme)
        decision = a_decision(programme, director, kind="policy", board_id=board.id, at=AT)

        with pytest.raises(Refused):
            step(decision, "recommended", manager)
        step(decision, "recommended", chairing)
        with pytest.raises(Refused):
            step(decision, "made", chairing)
        assert step(decision, "made", holder).state == "made"

    def test_are_offered_to_whoever_may_record_them(self, programme, director, manager, office):
        holder = grant(director.holder, access.MEMBER, programme)
        decision = a_decision(programme, director, kind="policy", at=AT)
        asked = ("consulted", "recommended", "made", "refused", "withdrawn")

        def offered(reader):
            return steps_to_record(reader=reader, decision_id=decision.id, on=DAY)

        assert offered(office) == offered(holder) == asked
        assert offered(manager) == ("consulted", "withdrawn")
        assert offered(someone(access.MEMBER, programme)) == ()
        assert offered(someone(access.MEMBER, a_programme())) == ()
        step(decision, "made", holder)
        assert offered(holder) == ("published",)
        assert offered(manager) == ()

    def test_of_what_ones_grants_do_not_show_are_refused(self, programme, director, workstream, office):
        hidden = a_saving(workstream, marking="exempt", exempt_paragraph=4)
        decision = a_decision(programme, director, workstream_id=workstream.id)
        effect(decision, "saving_withdrawn", hidden)
        limit(director, 500_000)

        with pytest.raises(Refused, match="your grants do not show"):
            step(decision, "made", office)
        cleared = someone(access.PMO, programme.organisation, cleared=True)
        assert step(decision, "made", cleared).state == "made"

    def test_on_an_old_page_are_stale(self, programme, director, office):
        decision = a_decision(programme, director, kind="policy")
        governing.revise_decision(
            decision_id=decision.id, version=None, values={"title": "Other"}, by=office, at=AT
        )

        with pytest.raises(Stale):
            governing.take_step(
                decision_id=decision.id, version=decision.version, step="made", on=DAY, by=office, at=AT
            )


class TestMaking:
    def test_waits_for_impact_assessments(self, programme, director, saving, office):
        decision = a_decision(programme, director, workstream_id=saving.workstream_id)
        effect(decision, "saving_plan", saving, amounts={"2026": "100000"})
        ImpactAssessment.objects.create(
            programme=programme,
            ref="E1",
            kind="equality",
            subject="Care",
            saving_id=saving.id,
            state="drafted",
        )

        with pytest.raises(Invalid, match="wait: E1, equality, of Care: drafted, not signed"):
            step(decision, "made", office)

    def test_takes_a_settled_key_decision_and_its_notice(self, programme, office):
        cabinet = a_decision_maker(programme.organisation, name="Cabinet", kind="executive")
        limit(cabinet, 900_000, "spend")
        governing.set_governance(
            programme_id=programme.id, values={"key_decision_pounds": Decimal(250_000)}, by=office, at=AT
        )
        decision = a_decision(programme, cabinet, kind="spend", amount=Decimal(250_000))

        def revise(**values):
            governing.revise_decision(decision_id=decision.id, version=None, values=values, by=office, at=AT)

        with pytest.raises(Invalid, match="Settle whether it is a key decision"):
            step(decision, "made", office)
        revise(key_decision=True, notice_given_on=date(2026, 4, 3))
        with pytest.raises(Invalid, match="27 lie between"):
            step(decision, "made", office)
        revise(urgency="The grant lapses on 2 May")
        assert step(decision, "made", office).state == "made"

    def test_is_never_scrutinys(self, programme, office):
        a_board(programme, name="Overview and Scrutiny", kind="scrutiny")
        maker = a_decision_maker(programme.organisation, name="Overview and Scrutiny", kind="committee")
        decision = a_decision(programme, maker, kind="policy")

        with pytest.raises(Invalid, match="reviews what others decide"):
            step(decision, "made", office)

    def test_sums_what_it_changes_over_its_savings(self, programme, director, workstream, saving, office):
        other = a_saving(workstream)
        decision = a_decision(programme, director, amount=Decimal(10), workstream_id=workstream.id)
        for one in (saving, other):
            effect(decision, "saving_plan", one, amounts={"2026": "60000", "2027": "100000"})

        with pytest.raises(Invalid, match="£120,000 is above the limit of Director"):
            step(decision, "made", office)

    def test_is_not_done_at_a_meeting_that_was_not_quorate_or_not_held(self, programme, office):
        board = a_board(programme, name="Cabinet Committee", quorum=2)
        for _ in range(3):
            a_seat(board)
        committee = a_decision_maker(programme.organisation, name="Cabinet Committee", kind="committee")
        meeting = a_meeting(board, starts_at=AT - timedelta(hours=3))
        decision = a_decision(programme, committee, kind="policy", meeting_id=meeting.id)
        ahead = a_meeting(board, starts_at=AT + timedelta(days=7))
        early = a_decision(programme, committee, kind="policy", meeting_id=ahead.id)
        came = {board.members.first().person_id: "present"}
        governing.hold_meeting(meeting_id=meeting.id, version=None, attendance=came, by=LOADING, at=AT)

        with pytest.raises(Invalid, match="was not quorate: it decided nothing"):
            step(decision, "made", office)
        with pytest.raises(Invalid, match="had not met by 1 May 2026"):
            step(early, "made", office)

    def test_of_a_post_needs_no_quorum_but_the_boards_recommendation_does(self, programme, director, office):
        board = a_board(programme, quorum=2)
        seat = a_seat(board)
        meeting = a_meeting(board, starts_at=AT - timedelta(hours=3))
        decision = a_decision(programme, director, kind="policy", meeting_id=meeting.id)
        came = {seat.person_id: "present"}
        governing.hold_meeting(meeting_id=meeting.id, version=None, attendance=came, by=LOADING, at=AT)

        with pytest.raises(Invalid, match="it recommended nothing"):
            step(decision, "recommended", office)
        assert step(decision, "made", office).state == "made"

    def test_ends_the_waits(self, programme, director, saving, office):
        decision = an_awaited_decision(saving, a_milestone(saving.workstream), director)

        step(decision, "made", office)

        assert decision.waits.get().until == DAY


class TestTwoDecisionsOnOneSaving:
    def test_warn_of_each_other_and_the_last_to_have_effect_stands(self, programme, director, saving, office):
        first, second = (a_decision(programme, director, ref=ref) for ref in ("D1", "D2"))
        effect(first, "saving_plan", saving, amounts={"2026": "100000"})
        effect(second, "saving_plan", saving, amounts={"2026": "90000"})

        (told,) = standing(reader=office, decision_id=first.id, on=DAY).warnings
        assert told.startswith("D2 (proposed) changes FS01")

        for decision in (second, first):
            step(decision, "made", office)
            governing.carry_out(decision_id=decision.id, at=AT)
        assert planned(saving) == 100_000
        assert standing(reader=office, decision_id=first.id, on=DAY).warnings == ()

    def test_one_withdraws_what_the_other_would_change_which_is_kept_as_refused(
        self, programme, director, saving, office
    ):
        limit(director, 500_000)
        gone, late = (a_decision(programme, director, ref=ref) for ref in ("D1", "D2"))
        effect(gone, "saving_withdrawn", saving)
        effect(late, "saving_plan", saving, amounts={"2026": "90000"})

        for decision in (gone, late):
            step(decision, "made", office)
            governing.carry_out(decision_id=decision.id, at=AT)

        late.refresh_from_db()
        assert late.state == "effective"
        assert late.effects.get().refused


class TestCallIn:
    def test_ends_in_withdrawal_with_nothing_changed(self, programme, saving, office):
        cabinet = a_decision_maker(programme.organisation, name="Cabinet", kind="executive")
        limit(cabinet, 500_000)
        decision = a_decision(programme, cabinet, workstream_id=saving.workstream_id)
        effect(decision, "saving_plan", saving, amounts={"2026": "90000"})
        step(decision, "made", office)
        step(decision, "published", office)
        step(decision, "called_in", office, on=date(2026, 5, 11), at=AT + timedelta(days=11))

        ended = step(decision, "withdrawn", office, on=date(2026, 5, 20), at=AT + timedelta(days=20))
        governing.carry_out(decision_id=decision.id, at=AT + timedelta(days=30))

        assert ended.effective_on is None
        assert planned(saving) == 120_000
        assert decision.effects.get().applied_at is None

    def test_holds_it_back_until_it_is_reconsidered(self, programme, office):
        cabinet = a_decision_maker(programme.organisation, name="Cabinet", kind="executive")
        decision = a_decision(programme, cabinet, kind="policy")
        step(decision, "made", office)
        assert step(decision, "published", office).effective_on == date(2026, 5, 12)

        called = step(decision, "called_in", office, on=date(2026, 5, 11), at=AT + timedelta(days=11))
        assert called.effective_on is None
        back = step(decision, "reconsidered", office, on=date(2026, 5, 20), at=AT + timedelta(days=20))
        assert back.effective_on == date(2026, 5, 20)

    def test_comes_too_late_once_it_has_effect(self, programme, office):
        cabinet = a_decision_maker(programme.organisation, name="Cabinet", kind="executive")
        decision = a_decision(programme, cabinet, kind="policy")
        step(decision, "made", office)
        step(decision, "published", office)

        with pytest.raises(Invalid, match="call-in period is over"):
            step(decision, "called_in", office, on=date(2026, 5, 12), at=AT + timedelta(days=12))

    def test_is_shut_only_with_a_reason(self, programme, office):
        cabinet = a_decision_maker(programme.organisation, name="Cabinet", kind="executive")
        decision = a_decision(programme, cabinet, kind="policy", call_in_days=0)

        with pytest.raises(Invalid, match="not open to call-in"):
            step(decision, "made", office)


class TestEffects:
    def test_are_carried_out_once_by_the_worker_and_name_the_decision(
        self, programme, director, saving, office
    ):
        milestone = a_milestone(saving.workstream)
        decision = a_decision(programme, director, workstream_id=saving.workstream_id, ref="D7")
        effect(decision, "saving_plan", saving, amounts={"2026": "100000.00", "2027": None})
        effect(decision, "milestone_baseline", milestone, date="2027-06-30", precision="month")
        limit(director, 120_000)
        step(decision, "made", office)

        for work in Work.objects.filter(handler="governance.carry_out_decisions"):
            run(work.id, owner="test")
        governing.carry_out(decision_id=decision.id, at=datetime(2027, 1, 1, tzinfo=UTC))

        milestone.refresh_from_db()
        reports = milestone.reports.order_by("recorded_at")
        assert (planned(saving), planned(saving, 2027)) == (Decimal(100_000), None)
        assert (milestone.baseline_date, milestone.baseline_precision) == (date(2027, 6, 1), "month")
        assert milestone.original_baseline_date == date(2027, 3, 31)
        assert reports.last().reason == "Decision D7, Director, effective 1 May 2026"
        assert Event.objects.filter(type="governance.decision.took_effect").count() == 1

    def test_refused_are_kept_with_their_words_and_the_others_go_on(
        self, programme, director, saving, office
    ):
        gone = a_saving(saving.workstream)
        decision = a_decision(programme, director, workstream_id=saving.workstream_id)
        effect(decision, "saving_plan", saving, amounts={"2026": "100000"})
        effect(decision, "saving_withdrawn", gone)
        limit(director, 500_000)
        step(decision, "made", office)
        money.report_outlook(
            saving_id=gone.id, version=None, outlook="on_track", reason="Late word", by=LOADING,
            at=AT + timedelta(days=3),
        )  # fmt: skip

        governing.carry_out(decision_id=decision.id, at=AT + timedelta(days=1))

        refused = DecisionEffect.objects.get(kind="saving_withdrawn")
        assert "before what is already on record" in refused.refused
        assert planned(saving) == 100_000
        governing.retry_effect(effect_id=refused.id, by=office, at=AT + timedelta(days=4))
        governing.carry_out(decision_id=decision.id, at=AT + timedelta(days=4))
        refused.refresh_from_db()
        assert (refused.refused, refused.applied_at) == ("", AT + timedelta(days=4))

    def test_approve_a_plan_which_freezes_it(self, programme, director, workstream, office):
        idea = a_saving(workstream, maturity=1)
        decision = a_decision(programme, director, kind="policy", workstream_id=workstream.id)
        effect(decision, "saving_approved", idea)
        step(decision, "made", office)

        governing.carry_out(decision_id=decision.id, at=AT)

        idea.refresh_from_db()
        assert (idea.maturity, idea.plan_frozen_at) == (3, AT)

    def test_are_of_its_own_programme_and_settled_once_made(self, programme, director, office):
        decision = a_decision(programme, director, kind="policy")
        elsewhere = a_saving(a_programme())

        with pytest.raises(Invalid, match="same programme"):
            effect(decision, "saving_withdrawn", elsewhere)
        step(decision, "made", office)
        with pytest.raises(Invalid, match="settled with it"):
            effect(decision, "saving_withdrawn", elsewhere)

    @pytest.mark.parametrize(
        "values",
        [{}, {"amounts": {"26/27": "1"}}, {"amounts": {"2026": "a lot"}}, {"amounts": {"2026": "0.001"}}],
    )
    def test_of_a_plan_are_pounds_by_year(self, programme, director, saving, values):
        with pytest.raises(Invalid):
            effect(a_decision(programme, director), "saving_plan", saving, **values)


class TestTheGate:
    def plan(self, saving, amount, authority, by, year=2026, at=AT):
        money.plan_saving(
            saving_id=saving.id,
            version=None,
            amounts={year: Decimal(amount)},
            by=by,
            at=at,
            authority=authority,
        )

    def test_notes_what_is_changed_under_a_decision_and_sums_it(self, programme, saving, manager):
        authority = on_record(programme, "CAB 1", "Cabinet", date(2026, 4, 20), limit=Decimal(50_000))
        other = a_saving(saving.workstream, maturity=3)

        self.plan(saving, 90_000, authority, manager)
        self.plan(saving, 80_000, authority, manager, at=AT + timedelta(hours=1))
        with pytest.raises(Invalid, match="£60,000 is above the limit of Cabinet"):
            self.plan(other, 100_000, authority, manager)
        self.plan(other, 110_000, authority, manager)

        noted = {e.subject_id: e.values["by_hand"] for e in DecisionEffect.objects.all()}
        assert noted == {saving.id: {"2026": "-40000.00"}, other.id: {"2026": "-10000.00"}}

    def test_holds_a_decision_to_its_own_amount(self, programme, saving, manager):
        authority = on_record(programme, "CAB 1", "Cabinet", date(2026, 4, 20))
        Decision.objects.update(amount=Decimal(20_000))

        with pytest.raises(Invalid, match="decides £20,000; with this it would change £30,000"):
            self.plan(saving, 90_000, authority, manager)

    def test_takes_a_decision_for_what_it_says_alone(self, programme, director, saving, manager, office):
        decision = a_decision(programme, director, workstream_id=saving.workstream_id, ref="D7")
        effect(decision, "saving_plan", saving, amounts={"2026": "100000"})
        step(decision, "made", office)
        stated = Authority("D7", "Director", DAY)

        with pytest.raises(Invalid, match="decides otherwise about FS01"):
            self.plan(saving, 90_000, stated, manager)
        with pytest.raises(Invalid, match="is not among them"):
            self.plan(a_saving(saving.workstream, maturity=3), 90_000, stated, manager)
        self.plan(saving, 100_000, stated, manager)

    @pytest.mark.parametrize(
        ("stated", "words"),
        [
            (Authority("CAB 1", "Council", date(2026, 4, 20)), "decided by Cabinet, not by Council"),
            (Authority("CAB 1", "Cabinet", date(2026, 4, 21)), "has effect from 20 Apr 2026"),
            (Authority("CAB 2", "Cabinet", date(2026, 4, 20)), "No decision CAB 2 is on the record"),
        ],
    )
    def test_compares_all_three_with_the_record(self, programme, saving, manager, stated, words):
        on_record(programme, "CAB 1", "Cabinet", date(2026, 4, 20))

        with pytest.raises(Invalid, match=words):
            self.plan(saving, 90_000, stated, manager)

    def test_knows_no_decision_that_its_person_may_not_see(self, programme, saving, manager):
        authority = on_record(programme, "CAB 1", "Cabinet", date(2026, 4, 20))
        Decision.objects.update(marking="exempt", exempt_paragraph=3)

        with pytest.raises(Invalid, match="No decision CAB 1 is on the record"):
            self.plan(saving, 90_000, authority, manager)

    def test_knows_no_decision_that_has_no_effect_yet(self, programme, director, saving, manager):
        a_decision(programme, director, ref="D9")

        with pytest.raises(Invalid, match="D9 is proposed: it has no effect"):
            self.plan(saving, 90_000, Authority("D9", "Director", DAY), manager)


class TestQueries:
    def test_show_the_path_what_it_changes_and_what_waits(self, programme, director, saving, manager):
        milestone = a_milestone(saving.workstream, ref="M4", name="New homes open")
        decision = an_awaited_decision(saving, milestone, director)

        row = decisions_asked(reader=manager, programme_ids=[programme.id])[decision.id]

        assert [one.step for one in row.path] == ["proposed"]
        assert (row.effects[0].subject, row.effects[0].words) == (f"FS01 {saving.name}", "2026/27 £90k")
        assert row.waits[0].words.startswith("M4 New homes open, ")
        assert row.waiting_days == row.waits[0].days

    def test_hide_what_their_reader_may_not_see(self, programme, director, saving, manager):
        hidden = a_saving(saving.workstream, marking="exempt", exempt_paragraph=4, name="Deleted post")
        decision = an_awaited_decision(hidden, a_milestone(saving.workstream), director)

        row = decisions(reader=manager, ids=[decision.id])[decision.id]
        facts = standing(reader=manager, decision_id=decision.id)

        assert row.effects == ()
        assert (facts.is_over_all, facts.refusal, facts.able) == (False, "", ())
        assert decisions(reader=someone(access.PMO, a_programme()), ids=[decision.id]) == {}

    def test_as_at_are_as_had_been_recorded(self, programme, director, manager, office):
        decision = a_decision(programme, director, kind="policy")
        step(decision, "made", office)
        governing.carry_out(decision_id=decision.id, at=AT + timedelta(minutes=1))

        then = decisions(reader=manager, at=AT - timedelta(days=1))[decision.id]
        made = decisions(reader=manager, at=AT)[decision.id]

        assert (then.state, then.effective_on) == ("proposed", None)
        assert (made.state, made.effective_on) == ("made", DAY)
        assert decisions(reader=manager, at=LONG_AGO - timedelta(days=1)) == {}

    def test_say_who_may_and_why_not(self, programme, director, saving, manager):
        cabinet = a_decision_maker(programme.organisation, name="Cabinet", kind="executive")
        limit(cabinet, 500_000)
        decision = a_decision(
            programme, director, amount=Decimal(200_000), workstream_id=saving.workstream_id
        )

        facts = standing(reader=manager, decision_id=decision.id)

        assert "£200,000 is above the limit of Director" in facts.refusal
        assert facts.able == ("Cabinet",)

    def test_count_the_days_a_milestone_waits(self, programme, director, saving, manager, office):
        milestone = a_milestone(saving.workstream)
        decision = an_awaited_decision(saving, milestone, director)
        on = date(2026, 5, 1)

        waiting = milestone_waits(reader=manager, milestone_ids=[milestone.id], on=on)[milestone.id]

        assert (waiting.days, waiting.is_waiting) == (30, True)
        assert decision_awaited(reader=manager, programme_ids=[programme.id], on=on) == {decision.id: 30}
        step(decision, "made", office)
        later = milestone_waits(reader=manager, milestone_ids=[milestone.id], on=date(2026, 9, 1))[
            milestone.id
        ]
        assert (later.days, later.is_waiting) == (30, False)
        assert decision_awaited(reader=manager, programme_ids=[programme.id]) == {}


class TestRemoving:
    def test_is_for_what_was_only_proposed(self, programme, director, office):
        mistaken = a_decision(programme, director, kind="policy")
        made = a_decision(programme, director, effective=date(2026, 4, 20))

        governing.remove_decision(decision_id=mistaken.id, version=None, by=office, at=AT, reason="Twice")

        assert mistaken.id not in decisions(reader=office)
        with pytest.raises(Invalid, match="can no longer be removed"):
            governing.remove_decision(decision_id=made.id, version=None, by=office, at=AT, reason="")


class TestSettings:
    def test_are_the_offices(self, programme, manager, office):
        given = {"programme_id": programme.id, "values": {"call_in_days": 7}, "at": AT}

        with pytest.raises(Refused):
            governing.set_governance(by=manager, **given)
        assert governing.set_governance(by=office, **given).call_in_days == 7
