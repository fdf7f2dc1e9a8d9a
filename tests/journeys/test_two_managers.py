"""Two managers save the same workstream: one sees saw, now and typed, and keeping theirs works."""

from datetime import timedelta

from tests.journeys.browsing import forms_in
from tests.journeys.story import in_words, later, milestone, move


def test_one_sees_a_conflict_and_may_keep_theirs(stack):
    thing = milestone(stack)
    first, second = stack.visitor("manager"), stack.visitor("pmo")
    seen_by_second = second.get(thing.path)

    assert move(first, thing, later(thing, 3), reason="First").status == 200
    conflict = move(second, thing, later(thing, 5), reason="Second", page=seen_by_second)

    assert conflict.status == 409
    for day in (thing.forecast, later(thing, 3), later(thing, 5)):
        assert in_words(day) in conflict.text
    assert stack.sql("select forecast_date from programme_milestone where id = %s", thing.id) == [
        (later(thing, 3),)
    ]

    keep = next(f for f in forms_in(conflict.text) if any(name == "forecast_date" for name, _ in f))
    kept = second.post(thing.path, keep)

    assert kept.status == 200
    assert stack.sql("select forecast_date from programme_milestone where id = %s", thing.id) == [
        (later(thing, 5),)
    ]
    move(first, milestone(stack), thing.forecast + timedelta(days=0), reason="Back again")
