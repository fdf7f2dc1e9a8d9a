"""A breach reaches the board and its parent once, and is taken in hand; a date put right in time pages nobody."""

from __future__ import annotations

from deploy.examples.stories import DEMO
from tests.fakes.waiting import wait_until
from tests.journeys.stack import Stack
from tests.journeys.story import conversations, count_posted, in_words, later, milestone, move, posted

PROGRAMME = "somerset-ct-story"  # one that no other journey moves


def tolerance_alerts(stack: Stack, thing_id: str) -> list[tuple[str, str]]:
    """Return the rungs that a milestone's open breach climbed, in order: the cause and the board's name."""
    return stack.sql(
        "select e.cause, b.name from governance_escalation e join governance_alert a on a.id = e.alert_id "
        "join governance_board b on b.id = e.board_id "
        "where a.kind = 'milestone_tolerance' and a.subject_id = %s and a.closed_at is null order by e.number",
        thing_id,
    )  # type: ignore[return-value]


def test_a_date_put_right_within_the_hold_pages_nobody_and_a_breach_climbs_until_it_is_taken_in_hand(
    stack: Stack,
) -> None:
    thing = milestone(stack, PROGRAMME, DEMO[PROGRAMME].milestone)
    manager, office = stack.visitor("manager"), stack.visitor("pmo")
    [board] = stack.sql("select id from governance_board where code = %s", f"{PROGRAMME}-board")
    form = f"/admin/governance/board/{board[0]}/change/"
    before = count_posted(stack)

    # Within the hold of its board a figure may flap: nobody hears.
    office.save(form, holding="alert_hold_seconds", alert_hold_seconds="12")
    for days in (92, 0, 92, 0):
        assert move(manager, thing, later(thing, days), reason="As the builder says").status == 200
    stack.wait_until_quiet()
    assert posted(stack, before, thing.name) == []

    # Without it, 92 days are beyond the tolerance of the board (30): the board above it hears as well, once each.
    office.save(form, holding="alert_hold_seconds", alert_hold_seconds="0")
    to = later(thing, 92)
    assert move(manager, thing, to, reason="The builder went").status == 200
    wait_until(lambda: posted(stack, before, in_words(to)), what="the alert")
    stack.wait_until_quiet()
    channels = conversations(posted(stack, before, in_words(to)))
    assert len(channels) == len(set(channels))
    assert "D0CHAIR" in channels
    assert tolerance_alerts(stack, thing.id) == [("breach", "Council Transformation Board")]
    text = stack.slack.as_user("U0CHAIR").wait_for_message(in_words(to), "D0CHAIR")["text"]
    assert "it goes to Council Transformation Board" in text

    # The chair takes it in hand on the board's page, which then asks nobody else.
    chair = stack.visitor("chair")
    [alert] = stack.sql(
        "select id from governance_alert where kind = 'milestone_tolerance' and subject_id = %s "
        "and closed_at is null",
        thing.id,
    )
    page = chair.get(f"/boards/{PROGRAMME}-board/")
    take = f"/boards/{PROGRAMME}-board/alerts/{alert[0]}/"
    assert take in page.text
    done = chair.post(take, page.form(holding="csrfmiddlewaretoken"))
    assert take not in done.text
    taken = stack.sql(
        "select p.name from governance_acknowledgement k join governance_alert a on a.id = k.alert_id "
        "join programme_person p on p.id = k.person_id where a.subject_id = %s",
        thing.id,
    )
    assert taken
    stack.wait_until_quiet()
    assert len(tolerance_alerts(stack, thing.id)) == 1
