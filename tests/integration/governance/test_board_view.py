"""What a board sees: its reach, under its reader's rights, live and as at, in a number of queries that stays."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.models import (
    Action,
    Board,
    Decision,
    DecisionStep,
    Meeting,
    Risk,
    RiskReview,
    Wait,
)
from governance.queries.board_view import as_seen_now, board_view
from governance.rules.board_view import NO_LONGER_SHOWN, BoardView, from_json, to_json
from programme import changes as ground
from programme.models import Programme, Workstream
from programme.rules.access import CHAIR, FINANCE, MANAGER, MEMBER, Actor
from savings import changes as money
from tests.factories.governance import a_board, overseen
from tests.factories.ground import a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

LAST = datetime(2026, 11, 3, 14, tzinfo=UTC)  # the board's last meeting
MOVED = datetime(2026, 11, 10, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def programme() -> Programme:
    return a_programme(name="Building for Brilliance", first_year=2026)


@pytest.fixture
def board(programme: Programme) -> Board:
    made = a_board(programme, name="Savings Board")
    Meeting.objects.create(board=made, starts_at=LAST, state="held")
    return made


@pytest.fixture
def fostering(programme: Programme, board: Board) -> Workstream:
    workstream = a_workstream(programme, ref="WS3", name="Fostering")
    overseen(workstream, board)
    return workstream


def seen(board: Board, reader: Actor, **options: object) -> BoardView:
    view = board_view(reader=reader, board_id=board.pk, now=NOW, **options)  # type: ignore[arg-type]
    assert view is not None
    return view


class TestReach:
    def test_is_what_the_board_and_those_beneath_it_oversee(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        beneath = a_board(programme, name="Homes Board", parent_id=board.pk)
        homes = a_workstream(programme, ref="WS4", name="Homes")
        overseen(homes, beneath)
        other = a_board(programme, name="Other Board")
        overseen(a_workstream(programme, ref="WS5", name="Transport"), other)
        reader = someone(MANAGER, programme)

        view = seen(board, reader)

        assert [row.about.ref for row in view.opinions] == ["WS3", "WS4"]
        assert [row.about.ref for row in seen(beneath, reader).opinions] == ["WS4"]
        assert view.children == ("Homes Board",)

    def test_shows_a_part_of_a_programme_workstream_by_workstream(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        transport = a_workstream(programme, ref="WS5", name="Transport")
        overseen(transport, a_board(programme, name="Other Board"))
        a_saving(fostering)
        a_saving(transport)
        reader = someone(MANAGER, programme)

        in_view = [one for one in seen(board, reader).bridges if one.in_view]

        assert [(one.programme.ref, one.plan) for one in in_view] == [("WS3", Decimal("120000.00"))]

    def test_is_nothing_to_whoever_may_not_see_the_board(self, board: Board) -> None:
        stranger = someone(MANAGER, a_programme())

        assert board_view(reader=stranger, board_id=board.pk) is None

    def test_is_under_the_reader_s_own_rights(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        hidden = a_workstream(
            programme, ref="WS9", name="Closing Oak House", marking="exempt", exempt_paragraph=4
        )
        overseen(hidden, board)
        a_milestone(hidden, name="Oak House closes")
        a_saving(hidden, name="Oak House")
        Risk.objects.create(programme=programme, workstream=hidden, ref="R1", title="Oak House stays open")

        uncleared = seen(board, someone(MEMBER, programme))
        cleared = seen(board, someone(CHAIR, programme, cleared=True))

        assert "Oak House" not in json.dumps(to_json(uncleared))
        assert json.dumps(to_json(cleared)).count("Oak House") >= 4


class TestSince:
    def test_begins_at_the_last_meeting(self, programme: Programme, board: Board) -> None:
        ahead = Meeting.objects.create(board=board, starts_at=NOW + timedelta(days=9))
        Meeting.objects.create(board=board, starts_at=NOW + timedelta(days=2), state="cancelled")

        view = seen(board, someone(MANAGER, programme))

        assert (view.since, view.since_words) == (LAST, "since your last meeting, 3 November 2026")
        assert view.last_meeting is not None
        assert view.next_meeting is not None
        assert view.next_meeting.id == ahead.pk

    def test_begins_a_month_back_where_the_board_has_held_none(self, programme: Programme) -> None:
        view = seen(a_board(programme), someone(MANAGER, programme))

        assert view.since == NOW - timedelta(days=31)
        assert view.since_words == "in the last 31 days, since 22 October 2026"

    def test_refuses_to_look_back_from_before_it_begins(self, programme: Programme, board: Board) -> None:
        with pytest.raises(ValueError, match="lies after"):
            seen(board, someone(MANAGER, programme), since=NOW + timedelta(days=1))


class TestMoves:
    def test_tells_of_a_milestone_with_its_pushes_who_why_and_the_money_that_waits(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        manager = someone(MANAGER, programme)
        milestone = a_milestone(fostering, ref="M7", name="Panel approves", baseline_date=date(2026, 10, 1))
        saving = a_saving(fostering, waits_for=[milestone], start_date=date(2026, 10, 1))
        for day, at in ((date(2026, 12, 1), LAST - timedelta(days=20)), (date(2026, 12, 11), MOVED)):
            ground.reforecast_milestone(
                milestone_id=milestone.pk, version=None, forecast=day, reason="It is late", by=manager, at=at
            )  # fmt: skip

        (move,) = seen(board, manager).moves

        assert (move.about.ref, move.what, move.was, move.now) == (
            "M7",
            "forecast",
            "1 Dec 2026",
            "11 Dec 2026",
        )
        assert (move.days, move.push, move.worsened) == (10, 2, True)
        assert (move.by, move.reason) == (manager.name, "It is late")
        assert move.pounds is not None
        assert move.pounds < 0
        assert move.rests_on == (("saving", saving.pk),)

    def test_several_moves_of_one_thing_are_one_and_there_and_back_is_none(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        manager = someone(MANAGER, programme)
        pushed, restless = a_milestone(fostering, ref="M1"), a_milestone(fostering, ref="M2")
        for n, day in enumerate((date(2027, 4, 10), date(2027, 4, 30))):
            ground.reforecast_milestone(
                milestone_id=pushed.pk, version=None, forecast=day, reason="Late", by=manager,
                at=MOVED + timedelta(days=n),
            )  # fmt: skip
        for n, day in enumerate((date(2027, 4, 10), date(2027, 3, 31))):
            ground.reforecast_milestone(
                milestone_id=restless.pk, version=None, forecast=day, reason="A slip of the pen", by=manager,
                at=MOVED + timedelta(days=n),
            )  # fmt: skip

        (move,) = seen(board, manager).moves

        assert (move.about.ref, move.was, move.now, move.days, move.push) == (
            "M1", "31 Mar 2027", "30 Apr 2027", 30, 2,
        )  # fmt: skip

    def test_puts_no_pounds_down_to_one_of_two_things_that_moved_the_same_line(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        manager = someone(MANAGER, programme)
        both = [a_milestone(fostering, baseline_date=date(2026, 10, 1)) for _ in range(2)]
        a_saving(fostering, waits_for=both, start_date=date(2026, 10, 1))
        for n, milestone in enumerate(both):
            ground.reforecast_milestone(
                milestone_id=milestone.pk, version=None, forecast=date(2026, 12, 11 + n), reason="Late",
                by=manager, at=MOVED,
            )  # fmt: skip

        assert [move.pounds for move in seen(board, manager).moves] == [None, None]

    def test_tells_of_ratings_and_of_what_was_said_of_savings(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        manager = someone(MANAGER, programme)
        saving = a_saving(fostering, ref="24S1")
        for rating, at in (("green", LAST - timedelta(days=9)), ("red", MOVED)):
            ground.report_status(
                workstream_id=fostering.pk, version=None, rating=rating, reason="No homes", by=manager, at=at
            )
        for pounds, at in ((120_000, LAST - timedelta(days=9)), (40_000, MOVED)):
            money.forecast_saving(
                saving_id=saving.pk, version=None, amounts={2026: Decimal(pounds)}, reason="Late", by=manager, at=at
            )  # fmt: skip

        moves = {move.what: move for move in seen(board, manager).moves}

        assert (moves["rating"].was, moves["rating"].now, moves["rating"].worsened) == ("Green", "Red", True)
        assert moves["forecast"].now == "£40k in 2026/27"
        assert moves["forecast"].pounds == Decimal("-80000.00")
        assert moves["forecast"].worsened


class TestFigures:
    def test_are_live_for_officers_and_of_the_last_closed_period_for_members(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        finance = someone(FINANCE, programme)
        saving = a_saving(fostering)
        money.close_period(
            programme_id=programme.pk, year=2026, month=6, by=finance, at=LAST - timedelta(days=1)
        )
        money.forecast_saving(
            saving_id=saving.pk, version=None, amounts={2026: Decimal(40_000)}, reason="Late", by=finance, at=MOVED
        )  # fmt: skip

        live = next(one for one in seen(board, finance).bridges if one.in_view)
        member = seen(board, someone(MEMBER, programme))
        closed = next(one for one in member.bridges if one.in_view)

        assert (live.basis, live.forecast) == ("live figures", Decimal("40000.00"))
        assert closed.basis == f"figures of 2026/27 M6, closed by {finance.name} on 2 Nov 2026"
        assert closed.forecast != live.forecast
        assert [move for move in member.moves if move.about.kind == "saving"] == []

    def test_are_live_and_said_so_where_no_period_is_closed_yet(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        a_saving(fostering)

        view = seen(board, someone(MEMBER, programme))

        assert {one.basis for one in view.bridges} == {"live figures: no period is closed yet"}

    def test_steps_sum_to_their_wholes(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        manager = someone(MANAGER, programme)
        saving = a_saving(fostering)
        a_saving(fostering, plan={2026: Decimal(90_000)})
        money.forecast_saving(
            saving_id=saving.pk, version=None, amounts={2026: Decimal(40_000)}, reason="Late", by=manager, at=MOVED
        )  # fmt: skip

        for one in seen(board, manager).bridges:
            whole = one.plan if one.target is None else one.target
            assert sum(step.pounds for step in one.to_plan) == whole
            if one.forecast is not None:
                assert sum(step.pounds for step in one.to_forecast) == one.forecast


class TestRegisters:
    def test_shows_risks_decisions_with_what_waits_and_actions(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        milestone = a_milestone(fostering, ref="M7", name="Panel approves")
        risk = Risk.objects.create(programme=programme, board=board, ref="R1", title="No carers")
        for band, impact, at in (("Amber", 3, LAST - timedelta(days=2)), ("Red", 5, MOVED)):
            RiskReview.objects.create(
                risk=risk, likelihood=4, impact=impact, band=band, state="open", recorded_by="Max", recorded_at=at
            )  # fmt: skip
        Risk.objects.create(programme=programme, workstream=fostering, ref="R2", title="Weather")
        decision = Decision.objects.create(
            programme=programme, board=board, ref="D1", title="Buy two homes", amount=Decimal(250_000)
        )
        made = Decision.objects.create(programme=programme, board=board, ref="D2", title="Close the old one")
        for row, step, at in ((decision, "proposed", LAST), (made, "proposed", LAST), (made, "made", MOVED)):
            DecisionStep.objects.create(
                decision=row, step=step, on=at.date(), recorded_by="Max", recorded_at=at
            )
        Wait.objects.create(decision=decision, milestone=milestone, since=date(2026, 10, 30))
        Action.objects.create(
            programme=programme, board=board, ref="A1", text="Ask", due_on=date(2026, 11, 20)
        )

        view = seen(board, someone(MANAGER, programme))

        assert [(r.about.ref, r.score, r.band, r.was) for r in view.risks] == [
            ("R1", "4 × 5 = 20", "Red", "Amber"),
            ("R2", "", "not scored", ""),
        ]
        (asked,) = view.asked
        assert (asked.about.ref, asked.waits, asked.waiting_days) == (
            "D1",
            ("M7 Panel approves, 23 days",),
            23,
        )
        assert asked.is_for_this_board
        assert [(d.about.ref, d.state) for d in view.decided] == [("D2", "Made")]
        assert [(a.about.ref, a.overdue_days) for a in view.actions] == [("A1", 2)]

    def test_stood_otherwise_at_an_earlier_moment(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        decision = Decision.objects.create(
            programme=programme, board=board, ref="D1", title="Buy", state="made"
        )
        for step, at in (("proposed", LAST - timedelta(days=3)), ("made", MOVED)):
            DecisionStep.objects.create(
                decision=decision, step=step, on=at.date(), recorded_by="Max", recorded_at=at
            )

        then = seen(board, someone(MANAGER, programme), at=LAST)

        assert [one.about.ref for one in then.asked] == ["D1"]
        assert then.decided == ()


class TestAsAt:
    def test_is_what_the_board_saw_then(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        manager = someone(MANAGER, programme)
        milestone = a_milestone(fostering)
        saving = a_saving(fostering, waits_for=[milestone])
        ground.report_status(
            workstream_id=fostering.pk, version=None, rating="green", reason="Well", by=manager,
            at=LAST - timedelta(days=5),
        )  # fmt: skip
        then = board_view(reader=manager, board_id=board.pk, since=LAST - timedelta(days=30), at=LAST)
        ground.reforecast_milestone(
            milestone_id=milestone.pk, version=None, forecast=date(2027, 6, 1), reason="Late", by=manager, at=MOVED
        )  # fmt: skip
        ground.report_status(
            workstream_id=fostering.pk, version=None, rating="red", reason="Late", by=manager, at=MOVED
        )
        money.forecast_saving(
            saving_id=saving.pk, version=None, amounts={2026: Decimal(1)}, reason="Late", by=manager, at=MOVED
        )

        again = board_view(reader=manager, board_id=board.pk, since=LAST - timedelta(days=30), at=LAST)

        assert again == then


class TestFrozen:
    def test_is_struck_where_its_reader_may_see_no_longer(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        manager, member = someone(MANAGER, programme), someone(MEMBER, programme)
        milestone = a_milestone(fostering, name="Oak House opens")
        saving = a_saving(fostering, name="Oak House")
        a_saving(fostering, name="Open still")
        ground.reforecast_milestone(
            milestone_id=milestone.pk, version=None, forecast=date(2027, 6, 1), reason="Late", by=manager, at=MOVED
        )  # fmt: skip
        frozen = from_json(json.loads(json.dumps(to_json(seen(board, member)))))
        assert as_seen_now(reader=member, view=frozen) == frozen
        for model in (milestone, saving):
            type(model).objects.filter(pk=model.pk).update(marking="exempt", exempt_paragraph=4)

        now = as_seen_now(reader=member, view=frozen)

        assert now is not None
        said = json.dumps(to_json(now))
        assert "Oak House" not in said
        assert NO_LONGER_SHOWN in said
        assert {one.plan for one in now.bridges} == {None}  # a total over a line closed since
        assert as_seen_now(reader=someone(CHAIR, programme, cleared=True), view=frozen) == frozen

    def test_is_nothing_once_the_board_itself_is_closed_to_its_reader(
        self, programme: Programme, board: Board
    ) -> None:
        member = someone(MEMBER, programme)
        frozen = seen(board, member)
        Board.objects.filter(pk=board.pk).update(marking="exempt", exempt_paragraph=4)

        assert as_seen_now(reader=member, view=frozen) is None


class TestQueries:
    def test_do_not_grow_with_the_rows(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        manager = someone(MANAGER, programme)

        def fill(times: int) -> None:
            for n in range(times):
                workstream = a_workstream(programme)
                overseen(workstream, board)
                milestone = a_milestone(workstream)
                a_saving(workstream, waits_for=[milestone])
                ground.report_status(
                    workstream_id=workstream.pk,
                    version=None,
                    rating="red",
                    reason="As it is",
                    by=manager,
                    at=MOVED,
                )
                ground.reforecast_milestone(
                    milestone_id=milestone.pk, version=None, forecast=date(2027, 6, 1 + n), reason="Late", by=manager,
                    at=MOVED + timedelta(hours=n),
                )  # fmt: skip
                number = Risk.objects.count()
                Risk.objects.create(
                    programme=programme, workstream=workstream, ref=f"R{number}", title="Late"
                )
                decision = Decision.objects.create(
                    programme=programme, board=board, ref=f"D{number}", title="Buy"
                )
                Wait.objects.create(decision=decision, milestone=milestone, since=date(2026, 10, 30))
                Action.objects.create(programme=programme, board=board, ref=f"A{number}", text="Ask")

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                view = seen(board, manager)
            assert view.moves
            return len(queries)

        fill(2)
        few = asked()
        fill(6)

        assert asked() == few
