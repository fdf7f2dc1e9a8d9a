"""The path of a decision, the day it has effect, key decisions and their notice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.deciding import (
    FOLLOWS,
    PROPOSED,
    KeyFacts,
    Made,
    Step,
    call_in_ends,
    days_waited,
    effective_date,
    key_suggestion,
    notice_problem,
    pre_election_warning,
    state_of,
    waited,
    wards_named,
)
from programme.rules.bank_holidays import bank_holidays_between
from programme.rules.calendar import is_working_day, working_days_between

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MAY_1 = date(2026, 5, 1)


@st.composite
def paths(draw):
    """Return a path of steps that may follow each other, on days in order."""
    day, now = draw(DAYS), PROPOSED
    path = [Step(now, day)]
    while FOLLOWS[now] and draw(st.booleans()):
        now = draw(st.sampled_from(FOLLOWS[now]))
        day += timedelta(days=draw(st.integers(0, 40)))
        path.append(Step(now, day))
    return path


class TestStateOf:
    @given(paths())
    def test_is_the_newest_step(self, path):
        assert state_of(path) == path[-1].step

    @given(paths(), st.sampled_from(sorted(FOLLOWS)))
    def test_refuses_what_may_not_follow(self, path, step):
        longer = [*path, Step(step, path[-1].on)]

        if step in FOLLOWS[path[-1].step]:
            assert state_of(longer) == step
        else:
            with pytest.raises(ValueError, match="next"):
                state_of(longer)

    def test_refuses_to_go_back_in_time(self):
        with pytest.raises(ValueError, match="was not made"):
            state_of([Step(PROPOSED, MAY_1), Step("made", date(2026, 4, 30))])

    def test_every_path_ends(self):
        reached = {PROPOSED}
        for _ in FOLLOWS:
            reached |= {step for one in reached for step in FOLLOWS[one]}

        assert reached == set(FOLLOWS)


class TestEffectiveDate:
    @given(DAYS, st.integers(1, 15))
    def test_lies_after_that_many_working_days_of_call_in(self, published, working_days):
        path = [Step(PROPOSED, published), Step("made", published), Step("published", published)]

        effective = effective_date(path, Made("executive", call_in_days=working_days))

        last = effective - timedelta(days=1)
        holidays = bank_holidays_between(published, effective)
        assert is_working_day(last, holidays)
        assert working_days_between(published, last, holidays) == working_days
        assert last == call_in_ends(published, working_days)

    @pytest.mark.parametrize("kind", ["council", "committee", "post"])
    def test_is_the_day_it_was_made_where_it_is_not_called_in(self, kind):
        path = [Step(PROPOSED, MAY_1), Step("made", date(2026, 5, 6))]

        assert effective_date(path, Made(kind)) == date(2026, 5, 6)

    def test_counts_past_weekends_and_bank_holidays(self):
        path = [Step(PROPOSED, MAY_1), Step("made", MAY_1), Step("published", MAY_1)]

        assert effective_date(path, Made("executive")) == date(2026, 5, 12)

    def test_of_a_posts_key_decision_waits_for_call_in(self):
        path = [Step(PROPOSED, MAY_1), Step("made", MAY_1)]

        assert effective_date(path, Made("post", is_key=True)) is None

    def test_is_not_settled_while_called_in_and_is_the_day_of_reconsidering(self):
        path = [Step(s, MAY_1) for s in ("proposed", "made", "published", "called_in")]

        assert effective_date(path, Made("executive")) is None
        reconsidered = [*path, Step("reconsidered", date(2026, 5, 20))]
        assert effective_date(reconsidered, Made("executive")) == date(2026, 5, 20)

    @given(paths(), st.sampled_from(["council", "executive", "committee", "post"]))
    def test_never_comes_before_it_was_made_and_never_without(self, path, kind):
        effective = effective_date(path, Made(kind))

        made = next((step.on for step in path if step.step == "made"), None)
        assert effective is None or (made is not None and effective >= made)


class TestKeySuggestion:
    @pytest.mark.parametrize(
        ("kind", "amount", "wards", "threshold", "is_key"),
        [
            ("executive", 500_000, None, 500_000, True),
            ("executive", 499_999, 1, 500_000, False),
            ("post", 600_000, None, 500_000, True),
            ("executive", None, 2, None, True),
            ("council", 9_000_000, 16, 500_000, False),
            ("executive", None, 1, 500_000, None),
            ("executive", 600_000, 1, None, None),
        ],
    )
    def test_is_of_the_executive_alone_by_amount_or_wards(self, kind, amount, wards, threshold, is_key):
        pounds = [None if one is None else Decimal(one) for one in (amount, threshold)]

        found = key_suggestion(KeyFacts(kind, pounds[0], wards, pounds[1]))

        assert (None if found is None else found[0]) is is_key

    @pytest.mark.parametrize(
        ("text", "wards"),
        [("", None), ("All", 2), ("Bargate", 1), ("Bargate and Bevois", 2), ("None", 0), ("A; B, C", 3)],
    )
    def test_reads_the_wards_a_paper_names(self, text, wards):
        assert wards_named(text) == wards


class TestNotice:
    @given(DAYS, st.integers(0, 60))
    def test_is_28_clear_days(self, given_on, days):
        problem = notice_problem(
            is_key=True, given_on=given_on, made_on=given_on + timedelta(days=days), urgency=""
        )

        assert (problem == "") == (days >= 29)

    def test_is_asked_of_key_decisions_alone_and_an_exception_is_recorded(self):
        assert notice_problem(is_key=False, given_on=None, made_on=MAY_1, urgency="") == ""
        assert notice_problem(is_key=True, given_on=None, made_on=MAY_1, urgency="Flood") == ""
        assert "none is recorded" in notice_problem(is_key=True, given_on=None, made_on=MAY_1, urgency=" ")


class TestPreElection:
    def test_warns_of_consultation_and_publicity_and_bars_nothing(self):
        span = (date(2026, 3, 26), date(2026, 5, 7))

        assert "consultation" in pre_election_warning("consulted", MAY_1, span)
        assert "bars no decision" in pre_election_warning("published", date(2026, 5, 7), span)
        assert pre_election_warning("made", MAY_1, span) == ""
        assert pre_election_warning("consulted", date(2026, 5, 8), span) == ""


class TestWaits:
    def test_last_until_they_end_or_today(self):
        assert days_waited(MAY_1, None, on=date(2026, 5, 31)) == 30
        assert days_waited(MAY_1, date(2026, 5, 11), on=date(2026, 5, 31)) == 10
        assert days_waited(MAY_1, None, on=date(2026, 4, 1)) == 0

    @given(st.lists(st.tuples(DAYS, st.integers(0, 400)), max_size=6), DAYS)
    def test_two_at_once_count_once(self, spans, on):
        ends = [(since, since + timedelta(days=days)) for since, days in spans]

        counted = {
            since + timedelta(days=n)
            for since, until in ends
            for n in range((min(until, on) - since).days)
        }  # fmt: skip
        assert waited(ends, on=on) == len(counted)
