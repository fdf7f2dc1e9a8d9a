"""Which findings ask for a response, the way to closure, and how they are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.finding import FINISHED, NEEDS_RESPONSE, NEXT, counts, is_reason_needed

KINDS = [*sorted(NEEDS_RESPONSE), "strength", "context"]
ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(KINDS), st.sampled_from(sorted(NEXT))))


class TestNext:
    def test_leads_from_every_state_to_closure(self):
        reached, ahead = {"open"}, ["open"]
        while ahead:
            found = [state for state in NEXT[ahead.pop()] if state not in reached]
            reached |= set(found)
            ahead += found

        assert reached == set(NEXT)

    def test_never_closes_what_nobody_said_is_done(self):
        assert [state for state, ways in NEXT.items() if "closed" in ways] == ["done"]

    @pytest.mark.parametrize(
        ("was", "now", "needed"),
        [
            ("open", "accepted", False),
            ("in_progress", "done", True),
            ("open", "not_accepted", True),
            ("done", "closed", False),
            ("done", "in_progress", True),
            ("closed", "in_progress", True),
        ],
    )
    def test_asks_why_where_something_is_claimed_or_undone(self, was, now, needed):
        assert is_reason_needed(was, now) is needed


class TestCounts:
    @given(ROWS)
    def test_close_over_states_and_themes(self, rows):
        found = counts(rows)

        assert found.findings == len(rows)
        assert found.need_response == sum(kind in NEEDS_RESPONSE for _, kind, _ in rows)
        assert sum(found.by_state.values()) == found.need_response
        assert sum(all_ for _, all_ in found.by_theme.values()) == found.need_response
        assert sum(left for left, _ in found.by_theme.values()) == found.need_response - found.finished

    def test_say_it_in_a_sentence(self):
        rows = [("IT", "concern", "closed"), ("IT", "question", "open"), ("IT", "strength", "open")]

        assert counts(rows).words == "1 of 2 that need a response are finished, of 3 findings"
        assert set(FINISHED) == {"closed", "not_accepted"}
