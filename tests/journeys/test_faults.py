"""Redis is stopped and everything still arrives; a worker is killed in mid-work and nothing is lost or doubled.

A question has one answer, however often it is delivered, and whatever becomes of its answer or its worker.
"""

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

HELP = "Ask me in your own words"


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


def answers(stack, user="U0FINANCE"):
    place = f"D0{user.removeprefix('U0')}"
    return [m for m in stack.slack.messages_seen_by(user, place) if HELP in m["text"]]


def test_a_question_delivered_four_times_whose_answer_is_taken_and_dropped_has_one(stack):
    before = len(answers(stack))
    stack.slack.fail("chat.postMessage", "drop_after")
    earlier = {d["id"] for d in stack.slack.deliveries()}

    stack.slack.as_user("U0FINANCE").say("help")
    stack.slack.wait_until_delivered()
    asked = [d["id"] for d in stack.slack.deliveries() if '"text": "help"' in d["body"]]
    (event,) = set(asked) - earlier
    stack.slack.redeliver(event, times=3)

    wait_until(lambda: len(answers(stack)) > before, seconds=30, what="the answer")
    wait_until(
        lambda: stack.sql(
            "select 1 from bots_delivery where kind = 'answer' and state = 'sent' "
            "and id in (select delivery_id from bots_attempt where outcome = 'ambiguous')"
        ),
        seconds=60,
        what="the answer read back",
    )
    stack.wait_until_quiet()
    assert len(answers(stack)) == before + 1


def test_a_question_kept_when_its_worker_died_has_one_answer_once_there_is_another(stack):
    before = len(answers(stack))
    worker = stack.children()["worker"]

    with frozen(stack.children()["dispatcher"]):
        stack.slack.as_user("U0FINANCE").say("help")
        stack.slack.wait_until_delivered()
        assert stack.sql("select 1 from bots_inbox where answered_at is null and kind = 'message'")
        os.kill(worker, signal.SIGKILL)
        assert len(answers(stack)) == before

    wait_until(lambda: len(answers(stack)) > before, seconds=60, what="the answer after the kill")
    wait_until(lambda: stack.children().get("worker", worker) != worker, what="a new worker")
    stack.wait_until_quiet()
    assert len(answers(stack)) == before + 1
