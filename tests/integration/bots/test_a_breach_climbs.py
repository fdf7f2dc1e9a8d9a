"""A tolerance breach climbs two boards and stops at acknowledgement; a flapping figure pages nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bots.models import Delivery, Notice
from deploy.timetable import write_what_is_due
from governance import changes as governance
from governance.models import Alert, Board, Escalation
from programme.models import Person
from programme.outbox.models import Event
from programme.rules.access import CHAIR, LEAD, MANAGER, system
from savings import changes as money
from tests.factories.governance import a_board, a_seat, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant
from tests.factories.savings import a_saving
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db


class Ladder:
    """A saving of £120,000 a year, and four boards one above the other, each with a chair who is an officer.

    They tolerate £20,000, £50,000, £90,000 and nothing set, the lowest first.
    """

    def __init__(self, *, hold_seconds: int = 0) -> None:
        self.programme = a_programme()
        self.lead = a_person(name="Lena Lead")
        grant(self.lead, LEAD, self.programme)
        self.workstream = a_workstream(self.programme, owner_id=self.lead.id)
        self.boards: list[Board] = []
        self.chairs: list[Person] = []
        parent = None
        for name in ("Cabinet", "Executive Board", "Transformation Board", "Savings Board"):
            board = a_board(
                self.programme,
                name=name,
                live_alerts=False,
                parent_id=parent.id if parent else None,
                alert_hold_seconds=hold_seconds,
            )
            chair = a_person(name=f"Chair of {name}")
            a_seat(board, chair, role="chair")
            grant(chair, MANAGER, self.programme)
            self.boards.insert(0, board)
            self.chairs.insert(0, chair)
            parent = board
        for board, limit in zip(self.boards, (20_000, 50_000, 90_000), strict=False):
            governance.set_tolerance(
                board_id=board.id, kind="money", level="saving", limit=Decimal(limit), by=LOADING, at=LONG_AGO
            )
        overseen(self.workstream, self.boards[0])
        self.saving = a_saving(self.workstream)
        self.forecast(120_000)

    def forecast(self, amount: int) -> None:
        money.forecast_saving(
            saving_id=self.saving.pk,
            version=None,
            amounts={2026: Decimal(amount), 2027: Decimal(120_000), 2028: Decimal(120_000)},
            reason="As finance sees it",
            by=LOADING,
            at=datetime.now(tz=UTC),
        )
        governance.reassess_programme(programme_id=self.programme.id, by=system(), at=datetime.now(tz=UTC))


def told() -> set[str]:
    return set(Notice.objects.values_list("person__name", flat=True))


def rungs() -> list[tuple[int, str, str]]:
    rows = Escalation.objects.select_related("board").order_by("number")
    return [(r.number, r.cause, r.board.name if r.board else "") for r in rows]


class TestABreach:
    def test_climbs_two_boards_where_it_exceeds_two_tolerances(self, slack: Rehearsal) -> None:
        ladder = Ladder()
        ladder.forecast(60_000)  # £60,000 short: beyond £20,000 and £50,000
        work_off()

        alert = Alert.objects.get(kind="saving_shortfall")
        assert alert.board == ladder.boards[0]
        assert rungs() == [(1, "breach", "Transformation Board"), (2, "breach", "Executive Board")]
        assert told() == {
            "Lena Lead",
            "Chair of Savings Board",
            "Chair of Transformation Board",
            "Chair of Executive Board",
        }
        texts = " ".join(mail["text"] for mail in slack.mails())
        assert "£60k short" in texts
        assert "it goes to Transformation Board and Executive Board" in texts

    def test_climbs_further_when_it_worsens_past_the_next_tolerance(self, slack: Rehearsal) -> None:
        ladder = Ladder()
        ladder.forecast(95_000)
        work_off()
        assert rungs() == [(1, "breach", "Transformation Board")]

        ladder.forecast(69_000)
        work_off()

        assert rungs()[1:] == [(2, "breach", "Executive Board")]
        assert "Chair of Executive Board" in told()

    def test_pages_nobody_of_boards_above_while_within_tolerance(self, slack: Rehearsal) -> None:
        ladder = Ladder()

        ladder.forecast(101_000)
        work_off()

        assert not Alert.objects.filter(kind="saving_shortfall").exists()
        assert told() == set()

    def test_pages_nobody_while_its_figure_flaps_within_the_hold(self, slack: Rehearsal) -> None:
        ladder = Ladder(hold_seconds=900)

        for amount in (60_000, 119_000, 60_000, 119_000):
            ladder.forecast(amount)
        work_off()

        assert told() == set()
        assert slack.mails() == []

    def test_is_heard_of_once_while_it_wavers_around_the_line(self, slack: Rehearsal) -> None:
        ladder = Ladder()

        for amount in (99_000, 100_500, 99_500, 101_000, 99_900):
            ladder.forecast(amount)
            work_off()

        lead = [m for m in slack.mails() if m["recipients"] == [ladder.lead.email]]
        assert len(lead) == 1


class TestAnUnacknowledgedBreach:
    def breach(self) -> Ladder:
        ladder = Ladder()
        ladder.forecast(60_000)
        work_off()
        return ladder

    def due(self) -> datetime:
        """Return ten in the morning of the first working day more than a week on."""
        told_at = Event.objects.filter(type="governance.alert.opened").latest("occurred_at").occurred_at
        day = told_at + timedelta(days=14)
        while day.weekday() > 2 or (day.month, day.day) in {(12, 25), (12, 28), (1, 1), (4, 6)}:
            day += timedelta(days=1)
        return day.replace(hour=10)

    def test_goes_on_to_the_next_chair_once(self, slack: Rehearsal) -> None:
        self.breach()

        for minute in (0, 1):
            write_what_is_due(self.due() + timedelta(minutes=minute))
            governance.pass_on_alert(
                alert_id=Alert.objects.get(kind="saving_shortfall").id,
                at=self.due() + timedelta(minutes=minute),
            )
            work_off("bots.tell_next", "bots.send")

        assert rungs()[2:] == [(3, "unacknowledged", "Cabinet")]
        assert "Chair of Cabinet" in told()
        cabinet = [
            m for m in slack.mails() if "Nobody took it in hand" in m["text"] or "nobody took" in m["text"]
        ]
        assert len(cabinet) == 1

    def test_stops_when_somebody_acknowledges_it(self, slack: Rehearsal) -> None:
        ladder = self.breach()
        alert = Alert.objects.get(kind="saving_shortfall")

        lead = grant(ladder.lead, CHAIR, ladder.programme)
        governance.acknowledge(alert_id=alert.id, by=lead, at=datetime.now(tz=UTC), note="On it")

        assert governance.pass_on_alert(alert_id=alert.id, at=self.due()) is None
        assert len(rungs()) == 2
        assert "Chair of Cabinet" not in told()
        assert Delivery.objects.exclude(state="sent").count() == 0
