"""Stories of days and weeks, by a clock that is given: a breach climbs, a figure flaps, weeks of silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from bots.models import Delivery, Notice
from deploy.timetable import write_what_is_due
from governance.models import Acknowledgement, Digest, Escalation
from programme import changes as ground
from programme.models import Person
from programme.rules.access import PMO, system
from savings import changes as money
from tests.factories.bots import World, a_world
from tests.factories.ground import a_person, grant
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import at, work_off, work_through
from tests.integration.bots.test_a_breach_climbs import Ladder, told

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def forecast(ladder: Ladder, pounds: int) -> None:
    """Have finance forecast this year's saving, by the clock of the story."""
    money.forecast_saving(
        saving_id=ladder.saving.pk,
        version=None,
        amounts={2026: Decimal(pounds), 2027: Decimal(120_000), 2028: Decimal(120_000)},
        reason="As finance sees it",
        by=system("Finance", door="admin"),
        at=timezone.now(),
    )


def rungs() -> list[tuple[int, str, str]]:
    """Return the rungs that the breach climbed, in order: their number, cause and board."""
    rows = Escalation.objects.filter(alert__kind="saving_shortfall").select_related("board")
    return [
        (r.number, r.cause, r.board.name if r.board else "") for r in rows.order_by("recorded_at", "number")
    ]


def passes(*moments: str) -> None:
    """Let these moments come: what falls due is written, and everything that waits is done."""
    for moment in moments:
        with at(local(moment)):
            write_what_is_due(local(moment))
            work_through(
                "governance.pass_on", "bots.tell_next", "bots.tell", "bots.send", "bots.tell_otherwise"
            )


def take_in_hand(person: Person, moment: str) -> None:
    """Have somebody press "I have it in hand" on each alert they were told of."""
    browser = Client()
    with at(local(moment)):
        browser.force_login(person)
        for notice in Notice.objects.filter(person=person):
            done = browser.post(f"/account/alerts/{notice.id}/take/", {"note": "I call finance"}, follow=True)
            assert "You have it in hand" in done.content.decode()


def mails_to(slack: Rehearsal, person: Person) -> list[str]:
    return [str(mail["text"]) for mail in slack.mails(person.email)]


def of_the_breach(slack: Rehearsal, person: Person) -> list[str]:
    """Return what told somebody of the breach; the workstream's risk is an alert of its own."""
    return [text for text in mails_to(slack, person) if "\nTolerance: " in text]


class TestABreachOfTolerance:
    """It is told on the Wednesday before Easter 2027; the two working days after it are Thursday and Tuesday."""

    def breach(self) -> Ladder:
        ladder = Ladder()
        work_off()
        with at(local("2027-03-24T10:00")):
            forecast(ladder, 60_000)
            work_through()
        return ladder

    def test_climbs_two_boards_goes_on_after_two_working_days_and_stops_at_acknowledgement(
        self, slack: Rehearsal
    ) -> None:
        ladder = self.breach()
        assert rungs() == [(1, "breach", "Transformation Board"), (2, "breach", "Executive Board")]
        assert "Chair of Executive Board" in told()
        assert "Chair of Cabinet" not in told()

        passes("2027-03-25T10:01", "2027-03-26T10:01", "2027-03-29T10:01", "2027-03-30T09:59")
        assert len(rungs()) == 2
        passes("2027-03-30T10:01", "2027-03-30T11:00")

        cabinet = ladder.chairs[3]
        assert rungs()[2:] == [(3, "unacknowledged", "Cabinet")]
        (text,) = of_the_breach(slack, cabinet)
        assert "nobody took it in hand in time, so it goes on to you" in text
        take_in_hand(cabinet, "2027-03-31T09:00")
        assert {row.person for row in Acknowledgement.objects.all()} == {cabinet}

        passes("2027-04-01T10:01", "2027-04-02T10:01", "2027-04-08T10:01", "2027-04-30T10:01")

        assert len(rungs()) == 3
        everybody = [ladder.lead, *ladder.chairs]
        assert [len(of_the_breach(slack, person)) for person in everybody] == [1] * 5

    def test_acknowledged_goes_on_again_only_once_it_worsens(self, slack: Rehearsal) -> None:
        ladder = self.breach()
        take_in_hand(ladder.lead, "2027-03-24T11:00")
        passes("2027-03-30T10:01", "2027-03-31T10:01")
        assert len(rungs()) == 2

        with at(local("2027-03-31T12:00")):
            forecast(ladder, 40_000)
            work_through()
        passes("2027-04-01T12:01", "2027-04-02T12:01")

        assert [cause for _, cause, _ in rungs()] == ["breach", "breach", "unacknowledged"]

    def test_nobody_takes_in_hand_comes_to_the_programme_office_which_is_told_so(
        self, slack: Rehearsal
    ) -> None:
        ladder = self.breach()
        office = a_person(name="Pat Office")
        grant(office, PMO, ladder.programme.organisation)

        passes("2027-03-30T10:01", "2027-04-01T10:02", "2027-04-05T10:03", "2027-04-07T10:04")

        assert [board for _, _, board in rungs()[2:]] == ["Cabinet", ""]
        assert Escalation.objects.get(number=4, alert__kind="saving_shortfall").person == office
        (text,) = of_the_breach(slack, office)
        assert "nobody is left above, so it comes to the programme office" in text
        assert f"/admin/programme/workstream/{ladder.workstream.id}/" in text


class TestAFlappingFigure:
    def test_that_ends_where_it_began_within_the_hold_pages_nobody(self, slack: Rehearsal) -> None:
        ladder = Ladder(hold_seconds=900)
        work_off()
        for minute, pounds in enumerate((60_000, 119_000, 55_000, 118_000, 40_000, 120_000)):
            with at(local("2027-03-24T10:00") + timedelta(minutes=minute)):
                forecast(ladder, pounds)
                work_through("governance.reassess")
        with at(local("2027-03-24T10:30")):
            work_through()

        assert told() == set()
        assert slack.mails() == []
        before = len(rungs())
        passes("2027-03-30T10:01", "2027-04-01T10:01")
        assert len(rungs()) == before
        assert slack.mails() == []

    def test_that_wavers_around_the_line_for_a_month_is_one_message(self, slack: Rehearsal) -> None:
        ladder = Ladder()
        work_off()
        for day, pounds in enumerate((99_000, 101_500, 98_500, 100_900, 99_900, 101_999, 98_000)):
            with at(local("2027-02-01T10:00") + timedelta(days=4 * day)):
                forecast(ladder, pounds)
                work_through()

        assert len(mails_to(slack, ladder.lead)) == 1


class TestADigestAfterThreeWeeksOfSilence:
    """The member hears by email alone. Three weeks' digests are lost, each in its own way; the fourth arrives."""

    FIRST = datetime(2027, 2, 1, 8, 5, tzinfo=LONDON)  # a Monday

    def week(self, number: int) -> datetime:
        return self.FIRST + timedelta(weeks=number)

    def send(self, number: int) -> None:
        with at(self.week(number)) as moment:
            write_what_is_due(moment)
            work_through("bots.digest", "bots.send")

    def move(self, world: World, number: int, to: date) -> None:
        """Have the milestone move two days after a week's digest."""
        with at(self.week(number) + timedelta(days=2)) as moment:
            ground.reforecast_milestone(
                milestone_id=world.milestone.id,
                version=None,
                forecast=to,
                reason=f"Late in week {number}",
                by=world.actor(world.manager),
                at=moment.astimezone(UTC),
            )
            work_through("governance.reassess")

    def digest_of(self, world: World, number: int) -> Digest:
        return Digest.objects.filter(person=world.member).order_by("as_at")[number]

    def test_covers_all_three_and_says_what_was_lost(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        self.send(0)
        assert self.digest_of(world, 0).received_at is not None
        faults = ("error_before", "drop_after", "error")
        days = (date(2027, 4, 30), date(2027, 6, 30), date(2027, 9, 30))
        for number, (fault, to) in enumerate(zip(faults, days, strict=True), start=1):
            self.move(world, number - 1, to)
            code = {"code": "550 5.1.1 No such mailbox"} if fault == "error" else {}
            slack.fail("smtp", fault, times=50, **code)
            self.send(number)
            with at(self.week(number) + timedelta(hours=25)):
                work_through("bots.send")
            slack.clear_faults()
        lost = Delivery.objects.filter(kind="digest", person=world.member).order_by("created_at")
        assert [d.state for d in lost] == ["sent", "failed", "held", "failed"]

        self.send(4)

        first, last = self.digest_of(world, 0), self.digest_of(world, 4)
        assert last.since == first.as_at
        lost = Delivery.objects.filter(kind="digest", person=world.member).order_by("created_at")
        assert [d.state for d in lost] == ["sent", "failed", "held", "failed", "sent"]
        text = mails_to(slack, world.member)[-1]
        assert "since your last digest, 1 February 2027" in text
        assert "M7 Panel approves the homes: 31 Mar 2027 to 30 Sep 2027, 183 days later" in text
        assert "moved later for the third time" in text
        assert "“Late in week 2”" in text
        assert "A digest by email of 8 Feb 2027 could not be sent" in text
        assert "A digest by email of 15 Feb 2027 may not have arrived: nobody can say" in text
        assert "A digest by email of 22 Feb 2027 could not be sent" in text
        with at(self.week(5)) as moment:
            write_what_is_due(moment)
            work_through("bots.digest", "bots.send")
        assert "No change since your last digest, 1 March 2027" in mails_to(slack, world.member)[-1]

    def test_begins_again_with_the_first_where_none_ever_arrived(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        for number, to in enumerate((date(2027, 4, 30), date(2027, 6, 30))):
            slack.fail("smtp", "error", code="550 5.1.1 No such mailbox")
            self.send(number)
            self.move(world, number, to)
        slack.clear_faults()

        self.send(2)

        first, *_, last = Digest.objects.filter(person=world.member).order_by("as_at")
        assert last.since == first.since
        assert "31 Mar 2027 to 30 Jun 2027" in mails_to(slack, world.member)[-1]
