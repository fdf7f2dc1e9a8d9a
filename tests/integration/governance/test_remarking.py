"""What an alert tells after something in it was closed: no more than its reader may see now."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from governance.changes import reassess_programme
from governance.queries import alert_step, alerts, episode_steps
from programme import changes as ground
from programme.outbox.models import Work
from programme.rules.access import system
from savings import changes as money
from tests.factories.ground import a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=1)
LATER = NOW + timedelta(hours=1)
AUTUMN = {"baseline_date": date(2026, 10, 1), "baseline_precision": "day"}
EXEMPT = {"marking": "exempt", "exempt_paragraph": 3}


def recalculate(programme, at=NOW):
    reassess_programme(programme_id=programme.id, by=system(), at=at)


def slip(milestone, to, at=NOW, reason="The builder is late"):
    ground.reforecast_milestone(
        milestone_id=milestone.id, version=None, forecast=to, reason=reason, by=system(), at=at
    )
    recalculate(milestone.programme, at)


def rated_red(workstream):
    ground.report_status(
        workstream_id=workstream.id, version=None, rating="red", reason="No bids", by=system(), at=EARLIER
    )
    recalculate(workstream.programme, EARLIER)


def close_saving(saving):
    money.revise_saving(saving_id=saving.id, version=None, values=EXEMPT, by=system(), at=LATER)
    recalculate(saving.programme, LATER)


def close_milestone(milestone):
    ground.revise_milestone(milestone_id=milestone.id, version=None, values=EXEMPT, by=system(), at=LATER)
    recalculate(milestone.programme, LATER)


def told(reader, subject, kind=None):
    found = alerts(reader=reader, subject_ids=[subject.id], kinds=[kind] if kind else None, is_open=None)
    (alert,) = found.values()
    return alert.step.facts


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def workstream(programme):
    return a_workstream(programme, name="Children's homes")


class TestALineThatWasClosed:
    def test_is_in_no_money_of_those_who_may_not_see_it_and_stays_in_that_of_others(self, workstream):
        milestone = a_milestone(workstream, **AUTUMN)
        stays = a_saving(workstream, waits_for=[milestone], name="Stays", plan={2026: Decimal(12_000)})
        closed = a_saving(workstream, waits_for=[milestone], name="Closed", plan={2026: Decimal(60_000)})
        slip(milestone, date(2027, 1, 1))
        member = someone("member", workstream.programme)
        chair = someone("chair", workstream.programme, cleared=True)
        before = told(member, milestone)

        close_saving(closed)

        after = told(member, milestone)
        assert {s.id for s in before.savings_for(member)} == {stays.id, closed.id}
        assert {s.id for s in after.savings_for(member)} == {stays.id}
        assert after.money(member) != before.money(member)
        assert told(chair, milestone).money(chair) == before.money(chair)

    def test_is_in_no_reason_of_its_workstream(self, workstream):
        milestone = a_milestone(workstream, **AUTUMN)
        closed = a_saving(workstream, waits_for=[milestone])
        recalculate(workstream.programme)
        slip(milestone, date(2027, 6, 1))
        member = someone("member", workstream.programme)
        before = told(member, workstream, "workstream_risk")

        close_saving(closed)

        after = told(member, workstream, "workstream_risk")
        assert any("short of this year's plan" in words for words in before.reasons)
        assert after.reasons == ()


class TestAMilestoneThatWasClosed:
    def test_is_named_in_no_reason_of_its_workstream_and_its_own_reason_is_told_no_more(self, workstream):
        milestone = a_milestone(workstream, name="Bids agreed", **AUTUMN)
        rated_red(workstream)
        slip(milestone, date(2027, 6, 1), reason="The cheapest bidder withdrew")
        member = someone("member", workstream.programme)
        before = told(member, workstream, "workstream_risk")

        close_milestone(milestone)

        (alert,) = alerts(
            reader=member, subject_ids=[workstream.id], kinds=["workstream_risk"], is_open=None
        ).values()
        assert before.reason == "The cheapest bidder withdrew"
        assert any("Bids agreed" in words for words in before.reasons)
        steps = [alert_step(alert.step.id), *episode_steps([alert.id])[alert.id]]
        for facts in (step.facts for step in steps):
            assert not any("Bids agreed" in words for words in facts.reasons)
            assert "bidder" not in facts.reason
            assert facts.reason_by == ""

    def test_is_not_named_as_what_a_line_waits_for(self, workstream):
        milestone = a_milestone(workstream, **AUTUMN)
        last = a_milestone(workstream, name="Bids agreed", **{**AUTUMN, "baseline_date": date(2027, 3, 1)})
        a_saving(workstream, waits_for=[milestone, last])
        slip(milestone, date(2027, 1, 1))
        member = someone("member", workstream.programme)
        before = told(member, milestone)

        close_milestone(last)

        assert [s.waits_for for s in before.savings] == ["Bids agreed"]
        assert [s.waits_for for s in told(member, milestone).savings] == [""]


class TestAWorkstreamThatWasOpened:
    def test_tells_nothing_of_what_stays_exempt_in_it(self, programme):
        workstream = a_workstream(programme, name="Children's homes", **EXEMPT)
        milestone = a_milestone(workstream, name="Bids agreed", **AUTUMN, **EXEMPT)
        rated_red(workstream)
        slip(milestone, date(2027, 6, 1), reason="The cheapest bidder withdrew")

        ground.revise_workstream(
            workstream_id=workstream.id,
            version=None,
            values={"marking": "open", "exempt_paragraph": None},
            by=system(),
            at=LATER,
        )

        facts = told(someone("member", programme), workstream, "workstream_risk")
        assert facts.reasons == ()
        assert facts.reason == ""


class TestWhatStandsAsItStood:
    def test_is_told_as_it_was(self, workstream):
        milestone = a_milestone(workstream, name="Home opens", **AUTUMN)
        a_milestone(workstream, name="Bids agreed", **AUTUMN, **EXEMPT)
        a_saving(workstream, waits_for=[milestone])
        a_saving(workstream, waits_for=[milestone], **EXEMPT)
        recalculate(workstream.programme)
        slip(milestone, date(2027, 6, 1))

        facts = told(someone("member", workstream.programme), workstream, "workstream_risk")

        assert any("Home opens" in words for words in facts.reasons)
        assert facts.reason == "The builder is late"


class TestAProgrammeThatWasOpened:
    def test_is_judged_again_over_what_its_readers_see(self):
        programme = a_programme(marking="internal")
        Work.objects.filter(handler="governance.reassess").delete()

        ground.revise_programme(
            programme_id=programme.id, version=None, values={"marking": "open"}, by=system(), at=LATER
        )

        shards = set(Work.objects.filter(handler="governance.reassess").values_list("shard", flat=True))
        assert shards == {f"programme:{programme.id}"}
