"""Redis is stopped and everything still arrives; a worker is killed in mid-work and nothing is lost or doubled."""

import os
import signal

from tests.fakes.waiting import wait_for, wait_until
from tests.journeys.stack import frozen
from tests.journeys.story import (
    PROGRAMME,
    conversations,
    count_posted,
    in_words,
    later,
    milestone,
    move,
    posted,
)


def test_with_redis_stopped_everything_still_arrives(stack):
    thing = milestone(stack)
    to = later(thing, 31)
    before = count_posted(stack)
    manager = stack.visitor("manager")

    with frozen(stack.children()["valkey"]):
        answer = move(manager, thing, to)
        assert answer.status == 200
        wait_until(lambda: posted(stack, before, in_words(to)), seconds=60, what="the alert without Redis")

    stack.wait_until_quiet()
    channels = conversations(posted(stack, before, in_words(to)))
    assert len(channels) == len(set(channels))


def test_a_worker_killed_in_mid_work_loses_and_doubles_nothing(stack):
    thing = milestone(stack)
    before = count_posted(stack)
    manager = stack.visitor("manager")
    stack.slack.fail("chat.postMessage", "slow", times=1, seconds=3)
    to = later(thing, 31)
    worker = stack.children()["worker"]

    move(manager, thing, to)
    wait_until(
        lambda: stack.sql("select 1 from outbox_work where handler = 'bots.send' and state = 'leased'"),
        what="a message on its way",
    )
    os.kill(worker, signal.SIGKILL)

    wait_until(lambda: stack.children().get("worker", worker) != worker, what="a new worker")
    wait_until(
        lambda: {"D0CHAIR", "D0MEMBER"} <= set(conversations(posted(stack, before, in_words(to)))),
        seconds=60,
        what="the alert after the kill",
    )
    wait_until(
        lambda: not stack.sql("select 1 from outbox_work where state = 'leased'"),
        seconds=90,
        what="no lease left",
    )
    channels = conversations(posted(stack, before, in_words(to)))
    assert len(channels) == len(set(channels))


def test_a_recalculation_killed_in_mid_work_is_taken_over_long_before_its_lease_runs_out(stack):
    thing = milestone(stack)
    to = later(thing, 31)
    before = count_posted(stack)
    manager = stack.visitor("manager")
    # Held up in the middle: it waits for the lock of its shard, which we hold.
    with stack.holding_shard("governance.reassess", PROGRAMME):
        move(manager, thing, to)
        work, owner, lease_until = wait_for(
            lambda: stack.sql(
                "select id, lease_owner, lease_until from outbox_work "
                "where handler = 'governance.reassess' and state = 'leased'"
            ),
            what="a recalculation under way",
        )[0]
        name = owner.partition(":")[0]  # the worker; or the dispatcher, where the worker was slow to come
        killed = stack.children()[name]
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: stack.children().get(name, killed) != killed, what=f"a new {name}")

    wait_until(lambda: posted(stack, before, in_words(to)), seconds=90, what="the alert")
    stack.wait_until_quiet()
    [(attempts, done_at)] = stack.sql("select attempts, done_at from outbox_work where id = %s", work)
    assert attempts > 1
    assert done_at < lease_until
    channels = conversations(posted(stack, before, in_words(to)))
    assert len(channels) == len(set(channels))
