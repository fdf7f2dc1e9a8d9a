"""A milestone slips and the board hears: one change goes all the way, and every figure is the same everywhere."""

from decimal import Decimal

from deploy.examples.stories import DEMO
from tests.fakes.waiting import wait_until
from tests.journeys.story import (
    PROGRAMME,
    as_json,
    conversations,
    count_posted,
    in_words,
    later,
    milestone,
    move,
    posted,
)


def test_the_board_hears_once_and_all_figures_agree(stack):
    thing = milestone(stack)
    to = later(thing, 92)
    before = count_posted(stack)
    manager = stack.visitor("manager")

    answer = move(manager, thing, to, reason="Planning consent came late")

    assert answer.status == 200
    wait_until(lambda: posted(stack, before, in_words(to)), what="the alert")
    stack.wait_until_quiet()

    # Once each: the chair, the member, and the lead who owns it; nobody twice.
    channels = conversations(posted(stack, before, in_words(to)))
    assert len(channels) == len(set(channels))
    assert {"D0CHAIR", "D0MEMBER"} <= set(channels)

    # The message says what it was and is now, why, and that it is illustrative.
    alert = stack.slack.as_user("U0CHAIR").wait_for_message(in_words(to), "D0CHAIR")
    assert thing.name in alert["text"]
    assert in_words(thing.forecast) in alert["text"]
    assert "Planning consent came late" in alert["text"]
    assert "llustrative" in alert["text"]

    # Admin, API and bot give the same forecast for the saving that waits for it.
    ref = DEMO[PROGRAMME].saving
    asked = as_json(stack, "ask", f"savings {ref}", "--programme", PROGRAMME, "--as", "manager@example.test")
    forecast = next(v for v in asked["values"] if v["label"].lower().startswith("forecast"))
    [saving_id] = stack.sql(
        "select s.id from savings_saving s join programme_programme p on p.id = s.programme_id "
        "where p.code = %s and s.ref = %s",
        PROGRAMME,
        ref,
    )
    through_api = manager.get(f"/api/v1/savings/{saving_id[0]}")
    assert through_api.status == 200
    assert f'"{forecast["value"]}"' in through_api.text
    in_admin = manager.get(f"/admin/savings/saving/{saving_id[0]}/change/")
    assert pounds(forecast["value"]) in in_admin.text


def pounds(value):
    """Print pounds as the pages do, to the pound."""
    amount = Decimal(value)
    return f"£{amount:,.0f}" if amount == amount.to_integral() else f"£{amount:,.2f}"
