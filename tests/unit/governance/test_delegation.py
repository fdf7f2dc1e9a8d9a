"""Who may decide what: remit, limits by kind, and who is named where somebody may not."""

from decimal import Decimal
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from governance.rules.delegation import Change, Maker, Place, in_remit, refusal, who_may

POUNDS = st.decimals(0, 10_000_000, places=2)
KINDS = ["council", "executive", "committee", "post"]


def maker(name, kind="post", never="", **limits):
    limits = {key: Decimal(amount) for key, amount in limits.items()}
    return Maker(id=uuid4(), name=name, kind=kind, limits=limits, never=never)


def saving_change(amount):
    return Change("saving_change", None if amount is None else Decimal(amount))


DIRECTOR = maker("Director", saving_change=100_000)
CABINET = maker("Cabinet", "executive", saving_change=500_000)
COUNCIL = maker("Council", "council")
EVERYBODY = (COUNCIL, CABINET, DIRECTOR)
CARE = Place("W3 Care", DIRECTOR)


class TestRemit:
    def test_is_the_workstreams_own_and_whoever_stands_above(self):
        another = maker("Other director", saving_change=900_000)

        assert [in_remit(one, CARE) for one in (DIRECTOR, CABINET, COUNCIL, another)] == [
            True,
            True,
            True,
            False,
        ]
        assert "Director does" in refusal(another, [saving_change(1)], [CARE])

    def test_the_executive_is_not_above_a_committee(self):
        planning = Place("W4", maker("Planning", "committee"))

        assert not in_remit(CABINET, planning)
        assert in_remit(COUNCIL, planning)

    def test_of_nobody_is_councils_or_the_executives(self):
        nobody = Place("W9", None)

        assert "No decision-maker is set for W9" in refusal(DIRECTOR, [saving_change(1)], [nobody])
        assert refusal(CABINET, [saving_change(1)], [nobody]) == ""

    def test_takes_every_workstream_that_is_touched(self):
        other = Place("W4", maker("Other"))

        assert "W4" in refusal(DIRECTOR, [], [CARE, other])

    def test_is_never_scrutinys(self):
        scrutiny = maker("Scrutiny", "committee", never="scrutiny reviews", saving_change=900_000)

        assert "cannot decide" in refusal(scrutiny, [], [])
        assert scrutiny not in who_may([], [], [scrutiny])


class TestLimit:
    @given(POUNDS, POUNDS)
    def test_is_inclusive(self, limit, amount):
        holder = maker("Holder", saving_change=limit)

        assert (refusal(holder, [saving_change(amount)], []) == "") == (amount <= limit)

    def test_unset_is_neither_nil_nor_unlimited_and_says_who_to_ask(self):
        unset = maker("Unset", spend=100)
        place = Place("W3", unset)

        words = refusal(unset, [saving_change(0)], [place], others=(*EVERYBODY, unset))

        assert "No limit is set for a change to a budgeted saving by Unset" in words
        assert "ask Cabinet (up to £500,000) or Council (no limit)" in words

    def test_above_it_names_it_and_who_has_a_higher_one(self):
        words = refusal(DIRECTOR, [saving_change(100_001)], [CARE], others=EVERYBODY)

        assert words == (
            "£100,001 is above the limit of Director for a change to a budgeted saving, £100,000: ask Cabinet "
            "(up to £500,000) or Council (no limit)."
        )

    def test_holds_back_an_amount_nobody_knows(self):
        assert "Say how much it is" in refusal(DIRECTOR, [saving_change(None)], [CARE])

    def test_binds_council_only_where_one_is_set(self):
        bound = maker("Council", "council", saving_change=10)

        assert refusal(COUNCIL, [saving_change(10**9)], [CARE]) == ""
        assert "above the limit" in refusal(bound, [saving_change(11)], [CARE])

    def test_is_not_asked_of_a_policy(self):
        assert refusal(DIRECTOR, [Change("policy", None)], [CARE]) == ""


class TestWhoMay:
    @given(st.lists(st.tuples(st.sampled_from(KINDS), POUNDS), max_size=6), POUNDS)
    def test_is_whoever_is_not_refused(self, listed, amount):
        makers = [
            Maker(UUID(int=n), f"M{n}", kind, {"saving_change": limit})
            for n, (kind, limit) in enumerate(listed)
        ]
        asked, places = [saving_change(amount)], [Place("W", makers[0] if makers else None)]

        able = who_may(asked, places, makers)

        assert {one.id for one in able} == {
            one.id for one in makers if refusal(one, asked, places, others=makers) == ""
        }

    def test_names_the_nearest_first(self):
        assert who_may([saving_change(1)], [CARE], EVERYBODY) == (DIRECTOR, CABINET, COUNCIL)

    def test_nobody_named_says_who_may(self):
        assert refusal(None, [], [CARE]) == "Nobody is named to decide it: Director may."
