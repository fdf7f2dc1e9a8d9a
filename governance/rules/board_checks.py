"""What is wrong with who watches and who decides: found anew each time it is asked, naming names.

Source: docs/method.md, "Checks of boards".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from governance.rules.deciding import COUNCIL, POST
from governance.rules.delegation import KIND_WORDS, NEVER_DECIDES
from programme.rules.dependency import Dependency, find_cycle

NO_CHAIR_NEEDED: Final = frozenset({"scrutiny", "support"})

CODES: Final[Mapping[str, str]] = {
    "no_board": "No overseeing board",
    "two_boards": "Two overseeing boards",
    "no_decision_maker": "No decision-maker",
    "two_decision_makers": "Two decision-makers",
    "circle": "Boards in a circle",
    "no_chair": "A board without a chair",
    "no_account": "A member without an account",
    "nobody_reports": "A remit nobody reports to",
    "shown_as_deciding": "Shown as deciding, and may not",
    "no_holder": "A post with no holder",
    "no_holder_account": "A post whose holder has no account",
    "no_limit": "A limit that is unset",
}


@dataclass(frozen=True)
class Seat:
    """A member of a board within their term."""

    person_id: UUID
    name: str
    role: str
    has_account: bool


@dataclass(frozen=True)
class BoardFacts:
    """A board. `watches_any` and `has_children` count what a reader may not see as well, so that nothing false is said.

    `asked_for` are the refs of the decisions asked of it as the board, `decides_papers` of those papers that print it
    as decision-maker. Where `knows_seats` is not, nothing is said of who sits.
    """

    id: UUID
    name: str
    kind: str
    parent_id: UUID | None
    seats: tuple[Seat, ...]
    watches_any: bool
    has_children: bool
    oversees: tuple[str, ...] = ()
    asked_for: tuple[str, ...] = ()
    decides_papers: tuple[str, ...] = ()
    knows_seats: bool = True


@dataclass(frozen=True)
class WorkstreamFacts:
    """A workstream with the boards that oversee it and the decision-makers that decide for it: one of each is right.

    `asked` are the decisions about it that are asked of somebody else than its decision-maker.
    """

    id: UUID
    ref: str
    name: str
    owner: str
    boards: tuple[str, ...]
    decision_makers: tuple[str, ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class MakerFacts:
    """A decision-maker. `asked` are the refs of decisions asked of it, with their kinds; `limits` the kinds set.

    `without_account` is the name of its holder where they have no account; blank where they have one, or nobody is.
    """

    id: UUID
    name: str
    kind: str
    has_holder: bool
    limits: frozenset[str]
    decides_for: tuple[str, ...]
    asked: tuple[tuple[str, str], ...] = ()
    without_account: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what, whose it is, where, and what to do next.

    `thing_kind` is board, workstream or decision_maker.
    """

    code: str
    what: str
    who: str
    where: str
    next_step: str
    thing_kind: str
    thing_id: UUID

    @property
    def words(self) -> str:
        """Return it as a sentence or two."""
        who = f" ({self.who})" if self.who else ""
        return f"{self.where}: {self.what}{who}. {self.next_step}."


def check_boards(
    boards: Sequence[BoardFacts], workstreams: Iterable[WorkstreamFacts], makers: Iterable[MakerFacts]
) -> tuple[Finding, ...]:
    """Return every finding: workstreams first, then boards, then decision-makers, in the order they are given."""
    found: list[Finding] = []
    for workstream in workstreams:
        found += _of_workstream(workstream)
    found += _circles(boards)
    for board in boards:
        found += _of_board(board)
    for maker in makers:
        found += _of_maker(maker, {board.name.casefold(): board for board in boards})
    return tuple(found)


def _of_workstream(row: WorkstreamFacts) -> list[Finding]:
    where = f"{row.ref} {row.name}"
    owner = f"owner {row.owner}" if row.owner else "no owner"

    def finding(code: str, what: str, next_step: str) -> Finding:
        return Finding(code, what, owner, where, next_step, "workstream", row.id)

    found = []
    if not row.boards:
        found.append(finding("no_board", "no board oversees it", "Choose its one board under Oversight"))
    elif len(row.boards) > 1:
        named = " and ".join(row.boards)
        found.append(finding("two_boards", f"{named} both oversee it", "Leave it one board under Oversight"))
    if not row.decision_makers:
        found.append(
            finding("no_decision_maker", "nobody decides for it", "Choose its decision-maker under Oversight")
        )
    elif len(row.decision_makers) > 1:
        named = " and ".join(row.decision_makers)
        found.append(
            finding(
                "two_decision_makers",
                f"{named} {'both' if len(row.decision_makers) == 2 else 'all'} decide for it",
                f"Leave it one under Oversight{_asked_elsewhere(row.asked)}",
            )
        )
    return found


def _asked_elsewhere(refs: Sequence[str]) -> str:
    return f", and ask {_named(refs)} of whoever decides for it" if refs else ""


def _circles(boards: Sequence[BoardFacts]) -> list[Finding]:
    """Return each circle once, beginning with the first of it in the order given."""
    rows = {board.id: board for board in boards}
    parents = {board.id: board.parent_id for board in boards if board.parent_id in rows}
    found = []
    left = dict(parents)
    while ring := find_cycle([Dependency(parent, child) for child, parent in left.items() if parent]):
        members = [board for board in boards if board.id in ring]
        first, at, names = members[0], members[0], list[str]()
        while not names or at.id != first.id:
            names.append(at.name)
            above = parents[at.id]
            assert above is not None
            at = rows[above]
        told = " reports to ".join([*names, first.name])
        found.append(
            Finding(
                "circle",
                told,
                "",
                first.name,
                "Give one of them another parent, or none",
                "board",
                first.id,
            )
        )
        for board in members:
            left.pop(board.id, None)
    return found


def _of_board(row: BoardFacts) -> list[Finding]:
    def finding(code: str, what: str, who: str, next_step: str) -> Finding:
        return Finding(code, what, who, row.name, next_step, "board", row.id)

    found = []
    if (
        row.knows_seats
        and row.kind not in NO_CHAIR_NEEDED
        and not any(seat.role == "chair" for seat in row.seats)
    ):
        who = _named([seat.name for seat in row.seats]) if row.seats else "no members"
        found.append(finding("no_chair", "nobody chairs it", who, "Appoint a chair on the board's page"))
    found += [
        finding(
            "no_account",
            f"{seat.name} has no account, and can open no paper, page or pack",
            seat.role,
            "Give them an account under People, or stand them down",
        )
        for seat in row.seats
        if not seat.has_account
    ]
    if row.kind not in NEVER_DECIDES and not row.watches_any and not row.has_children:
        found.append(
            finding(
                "nobody_reports",
                "it oversees no workstream and no board reports to it",
                "",
                "Give it what it oversees, or take its remit into another board's",
            )
        )
    if row.kind in NEVER_DECIDES:
        found += _shown_as_deciding(row, finding)
    return found


def _shown_as_deciding(row: BoardFacts, finding: Callable[[str, str, str, str], Finding]) -> list[Finding]:
    why = NEVER_DECIDES[row.kind]
    found: list[Finding] = []
    for refs, what, next_step in (
        (row.oversees, "it oversees {}", "Give them an overseeing board under Oversight"),
        (row.asked_for, "{} asked of it", "Ask the decision-maker; it may still be consulted"),
        (row.decides_papers, "{} printed with it as decision-maker", "Name who decides on the paper"),
    ):
        if refs:
            verb = "is" if len(refs) == 1 else "are"
            named = _named(refs) if "oversees" in what else f"{_named(refs)} {verb}"
            told = f"{what.format(named)}, yet {why}"
            found.append(finding("shown_as_deciding", told, "", next_step))
    return found


def _of_maker(row: MakerFacts, boards: Mapping[str, BoardFacts]) -> list[Finding]:
    def finding(code: str, what: str, next_step: str) -> Finding:
        at_work = row.decides_for or tuple(ref for ref, _ in row.asked)
        who = f"decides for {_named(at_work)}" if at_work else ""
        return Finding(code, what, who, row.name, next_step, "decision_maker", row.id)

    found = []
    same = boards.get(row.name.casefold())
    if same is not None and same.kind in NEVER_DECIDES:
        found.append(
            finding(
                "shown_as_deciding",
                f"it is a decision-maker, yet {NEVER_DECIDES[same.kind]}",
                "Name who decides, and take it off the decision-makers",
            )
        )
    is_at_work = bool(row.decides_for or row.asked)
    if row.kind == POST and not row.has_holder and is_at_work:
        found.append(finding("no_holder", "nobody holds this post", "Name its holder under Decision-makers"))
    if row.without_account and is_at_work:
        what = f"{row.without_account}, who holds it, has no account, and can read and record no decision"
        found.append(finding("no_holder_account", what, "Give them an account under People, or name another"))
    unset = {kind: [ref for ref, asked in row.asked if asked == kind] for _, kind in row.asked}
    found += [
        finding(
            "no_limit",
            f"its limit for {KIND_WORDS[kind]} is unset, and {_named(refs)} {_asks(refs)} one",
            "Set it under Decision-makers, or ask whoever has one: unset is neither nil nor unlimited",
        )
        for kind, refs in unset.items()
        if row.kind != COUNCIL and kind in KIND_WORDS and kind not in row.limits
    ]
    return found


def _asks(refs: Sequence[str]) -> str:
    return "asks for" if len(refs) == 1 else "ask for"


def _named(names: Sequence[str], most: int = 4) -> str:
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
