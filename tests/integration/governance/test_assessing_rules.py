"""What holds a decision back, and who may not sign."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.models.impact_assessment import ASSESSMENT_STATES
from governance.rules import assessing
from governance.rules.assessing import Party, may_follow, refusal_to_sign, signing_words, unscreened

STATES = tuple(dict(ASSESSMENT_STATES))


class TestStates:
    def test_every_state_is_done_or_holds_back_and_says_what_comes_next(self):
        assert sorted((*assessing.DONE, *assessing.HOLDING)) == sorted(STATES)
        assert all(assessing.next_words(state) for state in STATES)

    @given(st.sampled_from(STATES))
    def test_only_what_is_drafted_can_be_signed(self, state):
        assert may_follow(state, assessing.SIGNED) == (state == assessing.DRAFTED)

    @given(st.sampled_from(STATES))
    def test_only_what_is_done_can_be_reopened(self, state):
        assert may_follow(state, assessing.REOPENED) == (state in assessing.DONE)


class TestRefusalToSign:
    def test_names_the_part_somebody_has_in_it(self):
        lead, other = uuid4(), uuid4()
        parties = (Party(lead, "Lead", "owns S1"), Party(lead, "Lead", "drafted it"))

        assert refusal_to_sign(lead, parties) == "Lead owns S1 and drafted it: somebody else signs it"
        assert refusal_to_sign(other, parties) == ""
        assert refusal_to_sign(None, ()).startswith("A signature is a person's own")


class TestSigningWords:
    def test_name_who_signs_and_who_does_not(self):
        parties = (Party(uuid4(), "Ann", "owns S1"), Party(uuid4(), "Bob", "drafted it"))

        assert signing_words(parties, ["Cy"]) == "signed by Cy, not by Ann (owns S1) or Bob (drafted it)"
        assert signing_words((), []) == "signed by another officer"
        assert signing_words((), list("abcde")) == "signed by a, b, c or another officer there"


class TestUnscreened:
    @pytest.mark.parametrize(
        ("kind", "changes_savings", "screened", "words"),
        [
            ("saving_change", False, (), ("Equality", "Data protection")),
            ("spend", False, ("equality",), ("Data protection",)),
            ("other", True, ("data_protection",), ("Equality",)),
            ("other", False, (), ()),
            ("virement", False, (), ()),
            ("policy", False, ("equality", "data_protection", "other"), ()),
        ],
    )
    def test_names_what_is_lacking(self, kind, changes_savings, screened, words):
        assert unscreened(kind, changes_savings, screened) == words
