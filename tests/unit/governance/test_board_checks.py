"""Checks of boards: what is wrong, whose it is, where, and what to do."""

import itertools
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.board_checks import (
    CODES,
    BoardFacts,
    MakerFacts,
    Seat,
    WorkstreamFacts,
    check_boards,
)

CHAIR = Seat(UUID(int=50), "Ann", "chair", has_account=True)
BOARD = BoardFacts(
    UUID(int=1), "Programme board", "officer", None, (CHAIR,), watches_any=True, has_children=False
)
WORKSTREAM = WorkstreamFacts(UUID(int=20), "W1", "Fostering", "Lee", ("Programme board",), ("Cabinet",))
MAKER = MakerFacts(UUID(int=30), "Director", "post", True, frozenset(), ("W1",))


def told(boards=(), workstreams=(), makers=()):
    return [(one.code, one.words) for one in check_boards(list(boards), workstreams, makers)]


class TestNothingWrong:
    def test_says_nothing(self):
        assert told([BOARD], [WORKSTREAM], [MAKER]) == []


class TestWorkstreams:
    @pytest.mark.parametrize(
        ("given_", "code", "words"),
        [
            ({"boards": ()}, "no_board",
             "W1 Fostering: no board oversees it (owner Lee). Choose its one board under Oversight."),
            ({"decision_makers": ()}, "no_decision_maker",
             "W1 Fostering: nobody decides for it (owner Lee). Choose its decision-maker under Oversight."),
            ({"boards": ("A", "B"), "owner": ""}, "two_boards",
             "W1 Fostering: A and B both oversee it (no owner). Leave it one board under Oversight."),
            ({"decision_makers": ("A", "B")}, "two_decision_makers",
             "W1 Fostering: A and B both decide for it (owner Lee). Leave it one under Oversight."),
        ],
    )  # fmt: skip
    def test_have_one_board_and_one_decision_maker(self, given_, code, words):
        assert told([BOARD], [replace(WORKSTREAM, **given_)]) == [(code, words)]


class TestCircles:
    @given(st.integers(2, 6), st.randoms())
    def test_are_told_once_with_every_board_in_order(self, size, random):
        ring = [
            replace(BOARD, id=UUID(int=n + 1), name=f"Board {n}", parent_id=UUID(int=(n + 1) % size + 1))
            for n in range(size)
        ]
        hanging = replace(BOARD, id=UUID(int=99), name="Below", parent_id=UUID(int=1))
        rows = [*ring, hanging]
        random.shuffle(rows)

        found = [one for one in check_boards(rows, (), ()) if one.code == "circle"]

        (one,) = found
        names = one.what.split(" reports to ")
        assert sorted(names[:-1]) == sorted(row.name for row in ring)
        assert names[0] == names[-1] == one.where
        assert all((int(b[6:]) - int(a[6:])) % size == 1 for a, b in itertools.pairwise(names))

    def test_two_circles_are_two_findings(self):
        rows = [
            replace(BOARD, id=UUID(int=n), name=f"Board {n}", parent_id=UUID(int=up))
            for n, up in ((1, 2), (2, 1), (3, 4), (4, 3))
        ]

        assert [code for code, _ in told(rows)] == ["circle", "circle"]

    def test_a_parent_out_of_sight_closes_none(self):
        assert told([replace(BOARD, parent_id=UUID(int=77))]) == []


class TestBoards:
    def test_one_without_a_chair_names_its_members(self):
        member = replace(CHAIR, role="member")

        assert told([replace(BOARD, seats=(member,))]) == [
            ("no_chair", "Programme board: nobody chairs it (Ann). Appoint a chair on the board's page.")
        ]
        assert told([replace(BOARD, seats=())])[0][1].startswith(
            "Programme board: nobody chairs it (no members)"
        )

    def test_nothing_is_said_of_who_sits_where_that_is_not_known(self):
        assert told([replace(BOARD, seats=(), knows_seats=False)]) == []

    def test_scrutiny_and_support_need_no_chair(self):
        assert (
            told([replace(BOARD, kind="scrutiny", seats=()), replace(BOARD, kind="support", seats=())]) == []
        )

    def test_a_member_without_an_account_is_named(self):
        absent = Seat(UUID(int=51), "Bob", "member", has_account=False)

        assert told([replace(BOARD, seats=(CHAIR, absent))]) == [
            (
                "no_account",
                (
                    "Programme board: Bob has no account, and can open no paper, page or pack (member). Give them an "
                    "account under People, or stand them down."
                ),
            )
        ]

    def test_a_remit_nobody_reports_to(self):
        idle = replace(BOARD, watches_any=False)

        assert [code for code, _ in told([idle])] == ["nobody_reports"]
        assert told([replace(idle, has_children=True)]) == []

    @pytest.mark.parametrize(
        ("given_", "words"),
        [
            ({"oversees": ("W1", "W2")}, "it oversees W1 and W2, yet scrutiny reviews"),
            ({"asked_for": ("D1",)}, "D1 is asked of it, yet scrutiny reviews"),
            (
                {"decides_papers": ("paper P1",)},
                "paper P1 is printed with it as decision-maker, yet scrutiny",
            ),
        ],
    )
    def test_scrutiny_shown_as_deciding(self, given_, words):
        ((code, said),) = told([replace(BOARD, kind="scrutiny", **given_)])

        assert code == "shown_as_deciding"
        assert words in said

    def test_a_support_team_among_the_decision_makers(self):
        team = replace(BOARD, name="Change team", kind="support")

        assert told([team], makers=[replace(MAKER, name="Change Team")]) == [
            (
                "shown_as_deciding",
                (
                    "Change Team: it is a decision-maker, yet a support team is not a board and decides nothing "
                    "(decides for W1). Name who decides, and take it off the decision-makers."
                ),
            )
        ]


class TestDecisionMakers:
    def test_a_post_whose_holder_has_no_account(self):
        found = told([BOARD], [WORKSTREAM], [replace(MAKER, without_account="Lee")])

        assert found == [
            (
                "no_holder_account",
                "Director: Lee, who holds it, has no account, and can read and record no decision (decides for W1). "
                + "Give them an account under People, or name another.",
            )
        ]

    def test_a_post_with_no_holder(self):
        assert told(makers=[replace(MAKER, has_holder=False)]) == [
            (
                "no_holder",
                "Director: nobody holds this post (decides for W1). Name its holder under Decision-makers.",
            )
        ]
        assert told(makers=[replace(MAKER, has_holder=False, decides_for=())]) == []
        assert told(makers=[replace(MAKER, has_holder=False, kind="committee")]) == []

    def test_a_limit_that_is_asked_for_and_unset(self):
        asked = (("D1", "spend"), ("D2", "spend"), ("D3", "policy"), ("D4", "contract"))

        ((code, words),) = told(makers=[replace(MAKER, asked=asked, limits=frozenset({"contract"}))])

        assert code == "no_limit"
        assert "its limit for spending is unset, and D1 and D2 ask for one" in words
        assert told(makers=[replace(MAKER, kind="council", asked=asked)]) == []


class TestCodes:
    def test_every_finding_has_its_words(self):
        assert all(CODES[code] for code in CODES)
