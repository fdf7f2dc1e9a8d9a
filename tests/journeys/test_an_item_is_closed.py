"""An item is turned exempt and disappears from what was already sent; what cannot be recalled is listed."""

from deploy.examples.stories import DEMO
from tests.fakes.overhearing import held, overhearing
from tests.fakes.waiting import wait_until
from tests.journeys.story import count_posted, in_words, later, milestone, move, posted

PROGRAMME = "hampshire-sp2023-story"  # one that no other journey moves


def test_it_disappears_from_what_was_already_sent(stack):
    thing = milestone(stack, PROGRAMME, DEMO[PROGRAMME].milestone)
    to = later(thing, 92)
    before = count_posted(stack)
    manager = stack.visitor("manager")
    assert move(manager, thing, to, reason="The contractor went").status == 200
    wait_until(lambda: posted(stack, before, in_words(to)), what="the alert")
    stack.wait_until_quiet()
    told = {call["answer"]["channel"] for call in posted(stack, before, thing.name)}
    assert told

    page = manager.get(thing.path)
    closing = {"marking": "exempt", "exempt_paragraph": "3"}
    fields = [(name, closing.get(name, value)) for name, value in page.form(holding="forecast_date")]
    assert manager.post(thing.path, fields).status == 200
    wait_until(
        lambda: stack.sql("select 1 from bots_recall where thing_id = %s", thing.id),
        what="what was said of it",
    )
    stack.wait_until_quiet()

    for channel in told:
        user = f"U0{channel.removeprefix('D0')}"
        for message in stack.slack.as_user(user).messages(channel):
            assert thing.name not in message["text"]
            assert in_words(to) not in message["text"]
    edited = [call["arguments"]["text"] for call in stack.slack.accepted("chat.update")]
    assert any("An exempt item changed" in text for text in edited)
    assert any("no longer shown to you" in text for text in edited)

    # Who is not cleared finds it nowhere; who is reads it still, and that it waits for the proper officer.
    assert stack.visitor("staff").get(f"/milestones/{thing.id}/").status == 404
    assert thing.name in manager.get(thing.path).text
    assert "Proposed" in manager.get("/admin/programme/withholding/?waits=proposed").text

    # From then on nothing of it goes through a queue, a cache, a log or a message, whatever happens to it.
    lines, redis = len(stack.lines), stack.running["environment"]["REDIS_URL"]
    posts, mails = len(stack.slack.accepted()), len(stack.slack.mails())
    canary = "Qzanaryk went"
    with overhearing(redis) as heard:
        assert move(manager, thing, later(thing, 200), reason=canary).status == 200
        stack.wait_until_quiet()
    said = [str(call["arguments"]) for call in stack.slack.accepted()[posts:]]
    written = stack.sql("select coalesce(payload::text, '') || coalesce(last_error, '') from outbox_work")
    kept = stack.sql(
        "select coalesce(body::text, '') || subject || why from bots_delivery where kind <> 'answer'"
    )
    everywhere = {
        "queue and cache": "\n".join([*heard, held(redis)]),
        "log": "\n".join(stack.lines[lines:]),
        "work": "\n".join(row[0] for row in written),
        "messages kept": "\n".join(row[0] for row in kept),
        "Slack": "\n".join(said),
        "mail": "\n".join(str(mail) for mail in stack.slack.mails()[mails:]),
    }
    assert heard
    for place, words in everywhere.items():
        assert canary not in words, place
        assert in_words(later(thing, 200)) not in words, place
    assert canary in manager.get(f"/admin/programme/milestone/{thing.id}/history/").text
