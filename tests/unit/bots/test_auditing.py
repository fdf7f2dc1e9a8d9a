"""What became of each step: every one is in exactly one verdict."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.rules.auditing import (
    END_WORDS,
    GRACE,
    NoticeFacts,
    StepFacts,
    count_ends,
    end_of,
    prove,
    prove_digest,
)

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
STATES = st.sampled_from(
    ["", "gathering", "sending", "retrying", "sent", "failed", "uncertain", "held", "suppressed"]
)
NOTICES = st.builds(
    NoticeFacts,
    person_id=st.uuids(),
    state=STATES,
    due_at=st.integers(-100_000, 100_000).map(lambda seconds: AT + timedelta(seconds=seconds)),
)


def step(*states, done=True, told_by=AT, due_at=AT):
    notices = tuple(NoticeFacts(uuid4(), state, due_at) for state in states)
    return StepFacts(uuid4(), uuid4(), "opened", told_by, done, notices)


class TestProve:
    @pytest.mark.parametrize("state", ["sent", "failed", "suppressed", "uncertain", "held", ""])
    def test_is_ended_whatever_the_end(self, state):
        assert prove(step(state), at=AT + timedelta(days=9)).verdict == "ended"

    def test_is_overdue_only_after_its_window_and_its_grace(self):
        waiting = step("retrying", "sent")

        assert prove(waiting, at=AT + GRACE).verdict == "due"
        late = prove(waiting, at=AT + GRACE + timedelta(seconds=1))
        assert (late.verdict, late.is_proven) == ("overdue", False)

    def test_is_not_told_where_its_work_was_never_done(self):
        held = step(done=False)

        assert prove(held, at=AT).verdict == "due"
        assert prove(held, at=AT + timedelta(hours=1)).verdict == "not_told"

    def test_is_nobodys_where_nobody_was_to_hear(self):
        assert prove(step(), at=AT).verdict == "nobody"

    @given(st.lists(NOTICES, max_size=6), st.booleans())
    def test_counts_every_part_once(self, notices, done):
        proof = prove(StepFacts(uuid4(), uuid4(), "opened", AT, done, tuple(notices)), at=AT)

        assert sum(count_ends([proof]).values()) == len(notices)
        assert {end for _, end in proof.ends} <= set(END_WORDS)
        assert proof.is_proven == (proof.verdict not in ("overdue", "not_told"))

    @given(NOTICES, st.integers(0, 200_000))
    def test_what_ended_stays_ended(self, notice, seconds):
        now, later = end_of(notice, at=AT), end_of(notice, at=AT + timedelta(seconds=seconds))

        assert now in ("due", "overdue") or later == now


class TestProveDigest:
    def end(self, *states, at=AT, due_at=AT):
        messages = [NoticeFacts(uuid4(), state, due_at) for state in states]
        return prove_digest(uuid4(), AT, messages, at=at)

    def test_without_a_message_is_due_for_its_grace_and_then_overdue(self):
        assert self.end(at=AT + GRACE).end == "due"
        late = self.end(at=AT + GRACE + timedelta(seconds=1))
        assert (late.end, late.is_proven) == ("overdue", False)

    def test_ends_as_the_better_of_both_channels(self):
        assert self.end("failed", "sent").end == "sent"
        assert self.end("held", "failed").end == "uncertain"
        assert self.end("failed", "gathering").end == "due"

    def test_that_waits_for_the_end_of_quiet_hours_is_not_overdue(self):
        waiting = self.end("gathering", at=AT + timedelta(hours=2), due_at=AT + timedelta(hours=3))

        assert (waiting.end, waiting.is_proven) == ("due", True)

    def test_is_counted_with_the_steps(self):
        counted = count_ends([prove(step("sent"), at=AT)], [self.end("sent"), self.end("suppressed")])

        assert (counted["sent"], counted["suppressed"]) == (2, 1)
