"""Packs frozen: made under their reader's rights, unchanged by what comes later, opened only with rights of today."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from governance import changes
from governance.changes.packs import ask_pack, freeze_pack
from governance.exchange.packing import freeze, make_pack
from governance.models import Action, Board, BoardPack, Decision, DecisionStep, Meeting, Risk
from governance.queries.board_view import board_view
from governance.queries.packs import may_open, pack_file, pack_view, packs, packs_being_made
from governance.rules.board_view import from_json
from programme import changes as ground
from programme.changes import Invalid
from programme.models import Milestone, Person, Programme, Workstream
from programme.outbox.models import Event, Work
from programme.outbox.running import run
from programme.queries import actor_for_person
from programme.rules.access import CHAIR, MANAGER, MEMBER, PMO, Actor, Refused, public
from savings import changes as money
from tests.factories.governance import a_board, overseen
from tests.factories.ground import a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.fakes.pdf import letters, read_back

pytestmark = pytest.mark.django_db

LAST = datetime(2026, 11, 3, 14, tzinfo=UTC)
MOVED = datetime(2026, 11, 10, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
NEXT = datetime(2026, 12, 1, 10, tzinfo=UTC)
CANARY = "Quillfeather"


@pytest.fixture
def programme() -> Programme:
    return a_programme(name="Building for Brilliance", first_year=2026)


@pytest.fixture
def board(programme: Programme) -> Board:
    made = a_board(programme, code="savings-board", name="Savings Board")
    Meeting.objects.create(board=made, starts_at=LAST, state="held")
    return made


@pytest.fixture
def meeting(board: Board) -> Meeting:
    return Meeting.objects.create(board=board, starts_at=NEXT, place="Civic Centre")


@pytest.fixture
def fostering(programme: Programme, board: Board) -> Workstream:
    """Something of every sort that a pack shows."""
    workstream = a_workstream(programme, ref="WS3", name="Fostering")
    overseen(workstream, board)
    manager = someone(MANAGER, programme)
    milestone = a_milestone(workstream, ref="M7", name="Panel approves", baseline_date=date(2026, 10, 1))
    saving = a_saving(workstream, ref="24S1", waits_for=[milestone], start_date=date(2026, 10, 1))
    for day, at in ((date(2026, 12, 1), LAST - timedelta(days=9)), (date(2026, 12, 11), MOVED)):
        ground.reforecast_milestone(
            milestone_id=milestone.pk, version=None, forecast=day, reason="Late", by=manager, at=at
        )
    money.forecast_saving(
        saving_id=saving.pk,
        version=None,
        amounts={2026: Decimal(40_000)},
        reason="Late",
        by=manager,
        at=MOVED,
    )
    for rating, at in (("green", LAST - timedelta(days=9)), ("red", MOVED)):
        ground.report_status(
            workstream_id=workstream.pk, version=None, rating=rating, reason="No homes", by=manager, at=at
        )
    Risk.objects.create(programme=programme, workstream=workstream, ref="R1", title="No carers come")
    asked = Decision.objects.create(programme=programme, board=board, ref="D1", title="Buy two homes")
    DecisionStep.objects.create(
        decision=asked, step="proposed", on=MOVED.date(), recorded_by="Max", recorded_at=MOVED
    )
    Action.objects.create(programme=programme, board=board, ref="A1", text="Ask the panel")
    return workstream


@pytest.fixture
def chair(programme: Programme) -> Actor:
    return someone(CHAIR, programme, cleared=True)


def hide(programme: Programme, board: Board) -> Workstream:
    """Add an exempt thing of every sort, each with the canary in its words."""
    exempt = {"marking": "exempt", "exempt_paragraph": 4}
    hidden = a_workstream(programme, ref="WS9", name=f"{CANARY} House", **exempt)
    overseen(hidden, board)
    manager = someone(MANAGER, programme, cleared=True)
    milestone = a_milestone(hidden, name=f"{CANARY} House closes", baseline_date=date(2026, 10, 1))
    saving = a_saving(hidden, name=f"{CANARY} posts", waits_for=[milestone], start_date=date(2026, 10, 1))
    for day, at in ((date(2026, 12, 1), LAST - timedelta(days=9)), (date(2027, 2, 1), MOVED)):
        ground.reforecast_milestone(
            milestone_id=milestone.pk, version=None, forecast=day, reason=f"{CANARY} stays", by=manager, at=at
        )
    money.forecast_saving(
        saving_id=saving.pk,
        version=None,
        amounts={2026: Decimal(1)},
        reason=f"{CANARY} late",
        by=manager,
        at=MOVED,
    )
    Risk.objects.create(
        programme=programme, workstream=hidden, ref="R9", title=f"{CANARY} contract", **exempt
    )
    decision = Decision.objects.create(
        programme=programme, board=board, ref="D9", title=f"Sell {CANARY} House", **exempt
    )
    DecisionStep.objects.create(
        decision=decision, step="proposed", on=MOVED.date(), recorded_by="Max", recorded_at=MOVED
    )
    Action.objects.create(programme=programme, board=board, ref="A9", text=f"Write to {CANARY}", **exempt)
    a_board(programme, name=f"{CANARY} Board", parent_id=board.pk, **exempt)
    return hidden


def words_in(content: bytes) -> str:
    read = read_back(content)
    return read.letters + letters("".join((*read.alternatives, *read.outline, read.title)))


class TestRights:
    def test_are_the_reader_s_own(
        self, programme: Programme, board: Board, fostering: Workstream, chair: Actor
    ) -> None:
        hide(programme, board)

        cleared = make_pack(board_id=board.pk, by=chair, at=NOW)
        uncleared = make_pack(board_id=board.pk, by=someone(MEMBER, programme), at=NOW)

        assert words_in(cleared.content).count(CANARY) >= 8
        assert CANARY not in words_in(uncleared.content)
        assert "Panelapproves" in words_in(uncleared.content)

    def test_of_the_public_version_are_those_of_open_rows_alone_whoever_asks(
        self, programme: Programme, board: Board, fostering: Workstream, chair: Actor
    ) -> None:
        hide(programme, board)
        a_milestone(fostering, name="Internal rehearsal", marking="internal")

        packed = make_pack(board_id=board.pk, by=chair, at=NOW, is_public=True)

        said = words_in(packed.content)
        assert CANARY not in said
        assert "Internalrehearsal" not in said
        assert "Publicversion" in said
        assert "Panelapproves" in said
        assert packed.view.reader == public().name
        assert CANARY.encode() not in packed.content

    def test_are_not_there_for_whoever_does_not_see_the_board(self, board: Board) -> None:
        stranger = someone(MANAGER, a_programme())

        with pytest.raises(Refused, match="no such board"):
            make_pack(board_id=board.pk, by=stranger, at=NOW)
        with pytest.raises(Refused, match="no such board"):
            ask_pack(board_id=board.pk, by=stranger, at=NOW)


class TestFreezing:
    def test_keeps_the_board_as_its_page_shows_it_at_that_moment_whatever_comes_later(
        self, programme: Programme, board: Board, fostering: Workstream, chair: Actor, meeting: Meeting
    ) -> None:
        pack = freeze(board_id=board.pk, by=chair, at=NOW, meeting_id=meeting.pk)

        manager, later = someone(MANAGER, programme), NOW + timedelta(days=3)
        ground.reforecast_milestone(
            milestone_id=Milestone.objects.get(ref="M7").pk,
            version=None,
            forecast=date(2027, 6, 1),
            reason="Later yet",
            by=manager,
            at=later,
        )
        ground.report_status(
            workstream_id=fostering.pk, version=None, rating="amber", reason="Better", by=manager, at=later
        )
        a_saving(fostering, ref="24S2", at=later)
        DecisionStep.objects.create(
            decision=Decision.objects.get(ref="D1"),
            step="made",
            on=later.date(),
            recorded_by="Max",
            recorded_at=later,
        )
        changes.hold_meeting(
            meeting_id=meeting.pk, version=None, by=someone(PMO, programme), at=NEXT + timedelta(hours=2)
        )
        changes.plan_meeting(
            board_id=board.pk,
            values={"starts_at": NEXT - timedelta(days=1)},
            by=someone(PMO, programme),
            at=later,
        )

        frozen = from_json(BoardPack.objects.get(pk=pack.pk).body)
        assert board_view(reader=chair, board_id=board.pk, at=pack.as_at) == frozen
        assert board_view(reader=chair, board_id=board.pk, now=later + timedelta(days=30)) != frozen
        assert pack_view(reader=chair, pack_id=pack.pk) == frozen

    def test_keeps_the_file_and_says_that_it_was_made(
        self, board: Board, fostering: Workstream, chair: Actor, meeting: Meeting
    ) -> None:
        pack = freeze(board_id=board.pk, by=chair, at=NOW, meeting_id=meeting.pk)

        file = pack_file(reader=chair, pack_id=pack.pk)
        assert file.name == "savings-board-pack-2026-11-22.pdf"
        assert letters("Board pack for the meeting of 1 December 2026") in words_in(file.content)
        (row,) = packs(reader=chair, meeting_ids=[meeting.pk]).values()
        assert (row.id, row.words, row.as_at) == (pack.pk, f"Made for {chair.name}", NOW)
        event = Event.objects.get(type="governance.pack.frozen")
        assert (event.aggregate_id, event.payload["is_public"]) == (pack.pk, False)

    def test_of_a_meeting_that_is_over_is_as_at_its_beginning(
        self, programme: Programme, board: Board, fostering: Workstream, chair: Actor, meeting: Meeting
    ) -> None:
        ground.report_status(
            workstream_id=fostering.pk, version=None, rating="amber", reason="Better",
            by=someone(MANAGER, programme), at=NEXT + timedelta(days=3),
        )  # fmt: skip

        pack = freeze(board_id=board.pk, by=chair, at=NEXT + timedelta(days=9), meeting_id=meeting.pk)

        assert (pack.as_at, pack.made_at) == (NEXT, NEXT + timedelta(days=9))
        view = pack_view(reader=chair, pack_id=pack.pk)
        assert [one.reported for one in view.opinions] == ["Red"]
        assert letters("Board pack for the meeting of 1 December 2026") in words_in(
            pack_file(reader=chair, pack_id=pack.pk).content
        )

    def test_is_done_once(self, board: Board, chair: Actor) -> None:
        first = freeze(board_id=board.pk, by=chair, at=NOW)
        again = freeze(board_id=board.pk, by=chair, at=NOW + timedelta(days=1), pack_id=first.pk)

        assert (again.pk, BoardPack.objects.count()) == (first.pk, 1)

    def test_is_for_a_meeting_of_that_board(self, programme: Programme, board: Board, chair: Actor) -> None:
        other = Meeting.objects.create(board=a_board(programme), starts_at=NEXT)

        with pytest.raises(Invalid, match="no such meeting"):
            freeze(board_id=board.pk, by=chair, at=NOW, meeting_id=other.pk)

    def test_of_a_public_version_takes_the_right_to_govern_and_an_open_board(
        self, programme: Programme, board: Board, chair: Actor
    ) -> None:
        office = someone(PMO, programme)
        inside = a_board(programme, marking="internal")

        with pytest.raises(Refused, match="public version"):
            ask_pack(board_id=board.pk, by=chair, at=NOW, is_public=True)
        with pytest.raises(Invalid, match="not open"):
            ask_pack(board_id=inside.pk, by=office, at=NOW, is_public=True)
        assert freeze(board_id=board.pk, by=office, at=NOW, is_public=True).is_public

    def test_is_refused_to_nobody_in_particular(self, board: Board) -> None:
        packed = make_pack(board_id=board.pk, by=public(), at=NOW)

        with pytest.raises(Refused):
            freeze_pack(
                view=packed.view, content=b"", meeting_id=None, is_public=True, boards=(), by=public(), at=NOW
            )


class TestOpening:
    def test_is_refused_to_whoever_may_not_see_something_in_it(
        self, programme: Programme, board: Board, fostering: Workstream, chair: Actor
    ) -> None:
        hide(programme, board)
        pack = freeze(board_id=board.pk, by=chair, at=NOW)
        member = someone(MEMBER, programme)

        assert may_open(reader=chair, pack_id=pack.pk)
        assert pack.pk in packs(reader=member, board_ids=[board.pk])
        with pytest.raises(Refused, match="Make a new pack") as refused:
            pack_file(reader=member, pack_id=pack.pk)
        assert CANARY not in str(refused.value)

    def test_is_refused_once_something_in_it_was_closed(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        member = someone(MEMBER, programme)
        pack = freeze(board_id=board.pk, by=member, at=NOW)
        assert may_open(reader=member, pack_id=pack.pk)

        Milestone.objects.filter(ref="M7").update(marking="exempt", exempt_paragraph=4)

        with pytest.raises(Refused, match="Make a new pack"):
            pack_view(reader=member, pack_id=pack.pk)
        assert may_open(reader=someone(CHAIR, programme, cleared=True), pack_id=pack.pk)
        assert freeze(board_id=board.pk, by=member, at=NOW + timedelta(days=1)).pk != pack.pk

    def test_is_refused_once_a_board_that_it_names_was_closed(
        self, programme: Programme, board: Board, fostering: Workstream
    ) -> None:
        beneath = a_board(programme, name="Homes Board", parent_id=board.pk)
        member = someone(MEMBER, programme)
        pack = freeze(board_id=board.pk, by=member, at=NOW)
        assert may_open(reader=member, pack_id=pack.pk)

        Board.objects.filter(pk=beneath.pk).update(marking="exempt", exempt_paragraph=4)

        assert not may_open(reader=member, pack_id=pack.pk)

    def test_is_no_such_pack_to_a_stranger(self, board: Board, chair: Actor) -> None:
        pack = freeze(board_id=board.pk, by=chair, at=NOW)
        stranger = someone(CHAIR, a_programme(), cleared=True)

        assert packs(reader=stranger) == {}
        with pytest.raises(Refused, match=r"no such pack|There is no such"):
            pack_file(reader=stranger, pack_id=pack.pk)

    def test_cannot_be_changed_once_frozen(self, board: Board, chair: Actor) -> None:
        pack = freeze(board_id=board.pk, by=chair, at=NOW)

        with pytest.raises(Exception, match="(?i)cannot|only"), connection.cursor() as cursor:
            cursor.execute("update governance_boardpack set is_public = true where id = %s", [pack.pk])


class TestInTheBackground:
    def test_is_made_for_whoever_asked_with_the_rights_they_have_then(
        self, programme: Programme, board: Board, fostering: Workstream, meeting: Meeting
    ) -> None:
        member = someone(MEMBER, programme)
        work_id = ask_pack(board_id=board.pk, meeting_id=meeting.pk, by=member, at=NOW)
        (making,) = packs_being_made(reader=member, board_ids=[board.pk])
        assert (making.failed, making.meeting_id) == (False, meeting.pk)

        run(work_id, owner="test")

        assert packs_being_made(reader=member, board_ids=[board.pk]) == ()
        (row,) = packs(reader=member, board_ids=[board.pk]).values()
        assert (row.id, row.made_by_name, row.meeting_id) == (work_id, member.name, meeting.pk)

    def test_is_not_made_for_whoever_left_meanwhile(self, programme: Programme, board: Board) -> None:
        member = someone(MEMBER, programme)
        work_id = ask_pack(board_id=board.pk, by=member, at=NOW)
        Person.objects.filter(pk=member.person_id).update(is_active=False)

        run(work_id, owner="test")

        work = Work.objects.get(pk=work_id)
        assert (work.state, BoardPack.objects.count()) == ("dead", 0)
        assert "no longer" in work.last_error

    def test_says_that_it_failed(self, programme: Programme, board: Board) -> None:
        member = someone(MEMBER, programme)
        work_id = ask_pack(board_id=board.pk, by=member, at=NOW)
        Board.objects.filter(pk=board.pk).update(marking="exempt", exempt_paragraph=4)

        run(work_id, owner="test")

        Board.objects.filter(pk=board.pk).update(marking="open", exempt_paragraph=None)
        (making,) = packs_being_made(reader=member, board_ids=[board.pk])
        assert (making.failed, making.words) == (True, "It could not be made. Ask for it again.")


class TestCommand:
    def command(self, *words: str) -> dict[str, object]:
        out = io.StringIO()
        call_command("board_pack", *words, "--json", stdout=out)
        found: dict[str, object] = json.loads(out.getvalue())
        return found

    def test_writes_what_its_reader_sees(
        self, tmp_path: Path, programme: Programme, board: Board, fostering: Workstream, chair: Actor
    ) -> None:
        hide(programme, board)
        mine, everybodys, nobodys = (tmp_path / name for name in ("mine.pdf", "public.pdf", "open.pdf"))

        told = self.command("--board", "savings-board", "--out", str(mine), "--as", chair.email)
        self.command("--board", "savings-board", "--public", "--out", str(everybodys), "--as", chair.email)
        self.command("--board", "savings-board", "--out", str(nobodys))

        assert (told["board"], told["public"], told["bytes"]) == ("savings-board", False, mine.stat().st_size)
        assert CANARY in words_in(mine.read_bytes())
        for path in (everybodys, nobodys):
            assert CANARY not in words_in(path.read_bytes())
            assert "Publicversion" in words_in(path.read_bytes())
        assert BoardPack.objects.count() == 0

    def test_keeps_it_where_asked(self, tmp_path: Path, board: Board, chair: Actor) -> None:
        self.command(
            "--board", "savings-board", "--keep", "--out", str(tmp_path / "kept.pdf"), "--as", chair.email
        )

        reader = actor_for_person(chair.person_id, door="page")  # type: ignore[arg-type]
        assert reader is not None
        assert len(packs(reader=reader, board_ids=[board.pk])) == 1

    @pytest.mark.parametrize(
        ("words", "where"),
        [
            (("--board", "none-such", "--out", "{}/a.pdf"), "--board"),
            (("--board", "savings-board", "--out", "{}/a.doc"), "--out"),
            (("--board", "savings-board", "--out", "{}/none/a.pdf"), "--out"),
            (("--board", "savings-board", "--out", "{}/a.pdf", "--since", "2999-01-01"), "--since"),
            (("--board", "savings-board", "--out", "{}/a.pdf", "--at", "soon"), "--at"),
            (("--board", "savings-board", "--out", "{}/a.pdf", "--keep"), ""),
        ],
    )
    def test_refuses_saying_where_and_what_next(
        self, tmp_path: Path, board: Board, words: tuple[str, ...], where: str
    ) -> None:
        out = io.StringIO()

        with pytest.raises(SystemExit) as ended:
            call_command("board_pack", *(word.format(tmp_path) for word in words), "--json", stdout=out)

        assert ended.value.code == 1
        assert json.loads(out.getvalue())["error"]["where"] == where
        assert list(tmp_path.iterdir()) == []
