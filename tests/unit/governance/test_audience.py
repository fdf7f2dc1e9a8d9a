from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.audience import EXEMPT_WORDS, Candidate, audience, most_closed, silence_of

LEAD = UUID(int=1)
CHAIR = UUID(int=2)
MEMBER = UUID(int=3)

OWNER = Candidate(LEAD, "owner")
ON_BOARD = Candidate(CHAIR, "board", of="Transformation Board", board_is_live=True)

CANDIDATES = st.builds(
    Candidate,
    person_id=st.sampled_from([LEAD, CHAIR, MEMBER]),
    tie=st.sampled_from(["owner", "sro", "manager", "decider", "board", "parent", "escalated", "last"]),
    of=st.sampled_from(["", "Savings Board", "Transformation Board"]),
    is_active=st.booleans(),
    may_see=st.booleans(),
    is_cleared=st.booleans(),
    is_officer=st.booleans(),
    is_member=st.booleans(),
    board_is_live=st.booleans(),
)
MARKINGS = st.sampled_from(["open", "internal", "exempt", "confidential"])


class TestAudience:
    @given(st.lists(CANDIDATES, max_size=8), MARKINGS)
    def test_names_each_person_once_among_those_who_hear_and_those_who_do_not(self, candidates, marking):
        heard = audience(candidates, marking=marking)

        named = [h.person_id for h in heard.hearers] + [u.person_id for u in heard.unheard]
        assert sorted(named) == sorted({c.person_id for c in candidates})
        assert all(h.route == "own" and h.whys for h in heard.hearers)

    @given(st.lists(CANDIDATES, max_size=8), MARKINGS)
    def test_never_tells_a_closed_thing_in_full_or_to_the_uncleared(self, candidates, marking):
        cleared = {c.person_id for c in candidates if c.is_cleared and c.may_see and c.is_active}

        for hearer in audience(candidates, marking=marking).hearers:
            closed = marking in ("exempt", "confidential")
            assert hearer.telling == ("exempt" if closed else "full")
            assert not closed or hearer.person_id in cleared

    @given(st.lists(CANDIDATES, max_size=8), MARKINGS)
    def test_does_not_depend_on_the_order_of_candidates(self, candidates, marking):
        assert audience(candidates, marking=marking) == audience(reversed(candidates), marking=marking)

    def test_merges_the_reasons_of_one_person(self):
        seat = Candidate(LEAD, "board", of="Transformation Board", board_is_live=True)

        heard = audience([seat, OWNER, OWNER], marking="open")

        assert len(heard.hearers) == 1
        assert heard.hearers[0].whys == (
            "You own this workstream",
            "You sit on the Transformation Board",
        )

    def test_names_the_thing_where_the_caller_does(self):
        named = replace(OWNER, of="Home to school transport")

        assert audience([OWNER], marking="open", thing="this milestone").hearers[0].whys == (
            "You own this milestone",
        )
        assert audience([named], marking="open").hearers[0].whys == ("You own Home to school transport",)

    def test_gives_no_name_away_with_an_exempt_item(self):
        owner = replace(OWNER, of="Closing Elm House", is_cleared=True)

        hearer = audience([owner], marking="exempt", thing="Closing Elm House").hearers[0]

        assert (hearer.telling, hearer.whys) == ("exempt", ("You own this item",))
        assert EXEMPT_WORDS == "An exempt item changed"

    def test_refuses_an_unknown_marking(self):
        with pytest.raises(ValueError, match="'secret' is no marking"):
            audience([OWNER], marking="secret")


class TestSilenceOf:
    @pytest.mark.parametrize(
        ("change", "marking", "silence"),
        [
            ({}, "open", None),
            ({"is_active": False}, "open", "inactive"),
            ({"may_see": False}, "internal", "not_allowed"),
            ({}, "exempt", "not_cleared"),
            ({"is_cleared": True}, "exempt", None),
            ({"is_cleared": True, "may_see": False}, "confidential", "not_allowed"),
            ({"board_is_live": False}, "open", "board_quiet"),
            ({"board_is_live": False, "is_officer": True}, "open", None),
        ],
    )
    def test_says_why_a_board_seat_does_not_hear(self, change, marking, silence):
        assert silence_of(replace(ON_BOARD, **change), marking=marking) == silence

    def test_does_not_ask_the_board_about_an_owner(self):
        assert silence_of(replace(OWNER, board_is_live=False), marking="open") is None

    def test_is_said_in_words_for_the_form(self):
        unheard = audience([replace(ON_BOARD, board_is_live=False)], marking="open").unheard

        assert unheard[0].words == "their board has live alerts switched off"


class TestMostClosed:
    def test_takes_the_most_closed(self):
        assert most_closed({"open", "exempt", "internal"}) == "exempt"
        assert most_closed([]) == "open"


class TestMembers:
    @given(st.lists(CANDIDATES, max_size=8), MARKINGS)
    def test_hear_live_only_by_a_board_that_has_it_switched_on(self, candidates, marking):
        members = [replace(c, is_member=True, is_officer=False, board_is_live=False) for c in candidates]

        assert audience(members, marking=marking).hearers == ()

    @pytest.mark.parametrize("tie", ["owner", "decider", "last"])
    def test_are_silent_by_every_other_tie_and_the_form_says_why(self, tie):
        elected = Candidate(MEMBER, tie, is_member=True)

        (unheard,) = audience([elected], marking="open").unheard
        assert unheard.words == "no officer: members hear live by a board that has live alerts switched on"

    def test_hear_of_what_they_own_by_a_live_board_of_theirs(self):
        elected = Candidate(MEMBER, "owner", is_member=True)
        seat = Candidate(MEMBER, "board", of="Savings Board", is_member=True, board_is_live=True)

        (hearer,) = audience([elected, seat], marking="open").hearers
        assert hearer.whys == ("You sit on the Savings Board",)

    def test_staff_hear_of_what_they_own(self):
        assert silence_of(Candidate(LEAD, "owner", is_officer=False), marking="open") is None


class TestTheDigest:
    @pytest.mark.parametrize(
        ("tie", "is_in_digest"), [("owner", False), ("board", True), ("parent", True), ("last", False)]
    )
    def test_tells_it_too_where_a_board_of_theirs_watches(self, tie, is_in_digest):
        (hearer,) = audience(
            [Candidate(LEAD, tie, of="Savings Board", board_is_live=True)], marking="open"
        ).hearers

        assert hearer.is_in_digest is is_in_digest
