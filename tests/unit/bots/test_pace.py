"""How fast Slack may be used: one a second in a conversation, answers before what nobody asked for."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bots.rules.pace import Pace, Standing, end_of_line, free_from, paces_of, used, wait_for

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CONVERSATION = Pace("chat.postMessage C0BOARD", 1.0)
METHOD = Pace("chat.update", 1.2, burst=10)


def free(seconds: float, **values: datetime) -> Standing:
    return Standing(NOW + timedelta(seconds=seconds), **values)


class TestPacesOf:
    def test_a_message_counts_in_its_conversation_and_an_edit_by_its_method(self) -> None:
        assert [p.key for p in paces_of("chat.postMessage", "C0BOARD")] == ["chat.postMessage C0BOARD"]
        assert [(p.key, p.seconds) for p in paces_of("chat.update", "C0BOARD")] == [("chat.update", 1.2)]
        assert paces_of("auth.test") == ()


class TestWaitFor:
    def test_is_nothing_where_the_key_is_free(self) -> None:
        assert wait_for(CONVERSATION, free(0), urgent=False, in_line=False, now=NOW) == 0

    def test_an_answer_waits_for_the_next_moment_and_no_longer(self) -> None:
        standing = free(0.4, tail_at=NOW + timedelta(seconds=200))

        assert wait_for(CONVERSATION, standing, urgent=True, in_line=False, now=NOW) == 0.4

    def test_what_nobody_asked_for_goes_to_the_end_of_the_line(self) -> None:
        standing = free(0.4, tail_at=NOW + timedelta(seconds=200))

        assert wait_for(CONVERSATION, standing, urgent=False, in_line=False, now=NOW) == 201

    def test_whoever_had_a_moment_in_the_line_waits_for_the_next_alone(self) -> None:
        standing = free(0.4, tail_at=NOW + timedelta(seconds=200))

        assert wait_for(CONVERSATION, standing, urgent=False, in_line=True, now=NOW) == 0.4

    def test_stands_back_while_an_answer_waits(self) -> None:
        standing = free(0, urgent_at=NOW + timedelta(seconds=1.5))

        assert wait_for(CONVERSATION, standing, urgent=False, in_line=True, now=NOW) == 1.5
        assert wait_for(CONVERSATION, standing, urgent=True, in_line=False, now=NOW) == 0

    def test_a_pause_of_slacks_holds_for_everybody(self) -> None:
        standing = free(0, paused_until=NOW + timedelta(seconds=30))

        assert wait_for(CONVERSATION, standing, urgent=True, in_line=False, now=NOW) == 30

    def test_some_calls_of_a_method_may_follow_each_other_at_once(self) -> None:
        assert wait_for(METHOD, free(11.9), urgent=True, in_line=False, now=NOW) == 0
        assert wait_for(METHOD, free(13), urgent=True, in_line=False, now=NOW) > 0


class TestTheLine:
    @given(st.lists(st.booleans(), min_size=1, max_size=40))
    def test_never_gives_two_the_same_moment(self, urgent: list[bool]) -> None:
        standing, now, sent = free(0), NOW, []
        for is_urgent in urgent:
            seconds = wait_for(CONVERSATION, standing, urgent=is_urgent, in_line=True, now=now)
            now += timedelta(seconds=seconds)
            sent.append(now)
            standing = replace(standing, free_at=used(CONVERSATION, standing, now))

        assert all((b - a).total_seconds() >= 0.999 for a, b in itertools.pairwise(sent))

    def test_ends_a_second_after_its_last(self) -> None:
        standing = free(0, tail_at=NOW + timedelta(seconds=7))

        assert end_of_line(CONVERSATION, standing, free_from(CONVERSATION, standing)) == NOW + timedelta(
            seconds=8
        )
