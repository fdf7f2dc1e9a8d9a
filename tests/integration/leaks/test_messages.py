"""No word of what is closed in any byte that is sent, queued or logged, to anybody, cleared or not."""

from __future__ import annotations

import email
import json
import logging
from datetime import UTC, datetime, timedelta
from email import policy
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from bots import changes as messages
from bots import queries as answers
from bots.changes import receive
from bots.models import Attempt, Delivery, Inbox, Notice
from governance import changes as governance
from governance.exchange.packing import make_pack
from governance.models import Digest
from governance.rules.audience import EXEMPT_WORDS
from governance.rules.board_view import to_json
from programme.outbox.models import Event, Work
from programme.outbox.switchboard import Job
from tests.fakes import worker
from tests.fakes.rehearsal import Rehearsal
from tests.integration.leaks.reading import read
from tests.integration.leaks.sowing import AMOUNTS, LEVELS, SLACK, Field

QUESTIONS = (
    "help",
    "Savings status of Open programme",
    "What is red in Open programme?",
    "Which milestones slipped in Open programme?",
    "What is the status of Open workstream?",
)


def by_name(made: Field) -> list[str]:
    """Return questions that name closed things, as somebody might who has heard of them."""
    names = [w for w, s in made.words.items() if s.field in ("name", "ref", "title") and s.level in LEVELS]
    return [
        *(f"What is the status of {name}?" for name in names[::9]),
        *(f"Savings of {name}" for name in names[::13]),
    ]


def closed(made: Field, text: str) -> set[str]:
    """Return which closed words and amounts stand in a text."""
    found = {str(made.words[w]) for w in made.found_in(text) if made.words[w].level in LEVELS}
    return found | {one for one in AMOUNTS if one in text}


def decoded(mail: dict[str, Any]) -> str:
    """Return a mail as its reader sees it, headers and every part."""
    raw = str(mail.get("raw") or mail.get("data") or "")
    if not raw:
        return json.dumps(mail, ensure_ascii=False)
    message = email.message_from_string(raw, policy=policy.default)
    parts = [str(p.get_content()) for p in message.walk() if p.get_content_maintype() == "text"]
    return "\n".join(
        [*(f"{k}: {v}" for k, v in message.items()), *parts, json.dumps(mail, ensure_ascii=False)]
    )


def all_sent() -> None:
    """Do what waits, and what a window between two messages of one person holds back, an hour after the other."""
    start = datetime.now(tz=UTC)
    for hours in range(4):
        with worker.at(start + timedelta(hours=hours)):
            worker.work_through()


class TestMessages:
    def test_and_answers_and_queues_and_logs_hold_nothing_closed(
        self, slack: Rehearsal, untold: Field, caplog: pytest.LogCaptureFixture
    ) -> None:
        made = untold
        all_sent()
        caplog.set_level(logging.DEBUG)
        at = datetime.now(tz=UTC)
        for user in SLACK.values():
            for number, text in enumerate(QUESTIONS):
                asked = {"text": text, "channel": user, "thread_ts": "", "ts": f"{number}.1"}
                receive(key=f"{user}:{number}", kind="message", team_id="T0REHEARSAL", user_id=user,
                        payload=asked, at=at)  # fmt: skip
        all_sent()
        self._digests(made, at)
        all_sent()

        sent = [json.dumps(call["arguments"], ensure_ascii=False) for call in slack.accepted()]
        assert len(sent) > len(SLACK) * len(QUESTIONS)
        assert any(EXEMPT_WORDS in one for one in sent)
        assert any("Open milestone" in one for one in sent)
        assert Digest.objects.count() == len(SLACK)
        for one in sent:
            assert closed(made, one) == set()
        for mail in slack.mails():
            assert closed(made, decoded(mail)) == set()
        assert closed(made, "\n".join(str((r.msg, r.args, r.exc_text)) for r in caplog.records)) == set()
        self._queued(made)

    def test_packs_and_digests_are_as_closed_as_their_readers(self, untold: Field) -> None:
        made = untold
        at = datetime.now(tz=UTC)
        self._digests(made, at)
        uncleared, outsider = made.people["uncleared"], made.people["outsider"]

        for row in Digest.objects.filter(person_id=uncleared.person_id):
            assert closed(made, json.dumps(row.body)) == set()
        for row in Digest.objects.filter(person_id=outsider.person_id):
            assert made.found_in(json.dumps(row.body)) & made.of("listed") == set()
        for is_public in (False, True):
            packed = make_pack(board_id=made.board.id, by=uncleared, at=at, is_public=is_public)
            assert closed(made, json.dumps(to_json(packed.view))) == set()
        listed = make_pack(board_id=made.board.id, by=outsider, at=at)
        assert made.found_in(json.dumps(to_json(listed.view))) & made.of("listed") == set()

    def test_calendars_hold_nothing_closed(self, untold: Field) -> None:
        made = untold
        for actor in made.people.values():
            _, key = governance.issue_calendar_link(name="mine", by=actor, at=datetime.now(tz=UTC))
            status, text = read(Client(), f"/calendar/{key}.ics")
            assert status == 200
            assert closed(made, text.replace("\r\n ", "")) == set()

    def test_the_bot_answers_nobody_over_what_is_closed(self, untold: Field) -> None:
        made = untold
        at = datetime.now(tz=UTC)
        for actor in made.people.values():
            for text in (*QUESTIONS, *by_name(made)):
                said = answers.answer(text, reader=actor, at=at)
                own = {str(made.words[w]) for w in made.found_in(text)}  # what its asker typed is said back
                assert closed(made, said.text) <= own, text

    def _digests(self, made: Field, at: datetime) -> None:
        job = Job(uuid4(), f"board:{made.board.pk}", 1, uuid4(),
                  {"boards": [str(made.board.pk)], "period": "2026-W47"})  # fmt: skip
        messages.digest(job, at + timedelta(seconds=1))

    def _queued(self, made: Field) -> None:
        """Check what waits and what is kept of messages: keys and plain states, never words."""
        for work in Work.objects.all():
            assert closed(made, f"{work.payload} {work.shard} {work.dedupe_key} {work.last_error}") == set()
        for event in Event.objects.filter(closed=False):
            assert closed(made, json.dumps(event.payload)) == set(), event.type
        for delivery in Delivery.objects.all():
            kept = (
                f"{delivery.subject} {delivery.why} {delivery.address} {delivery.dedupe_key} {delivery.body}"
            )
            assert closed(made, kept) == set()
        for notice in Notice.objects.all():
            assert closed(made, str(notice.why)) == set()
        for attempt in Attempt.objects.all():
            assert closed(made, f"{attempt.detail} {attempt.provider_ref}") == set()
        assert Inbox.objects.exists()
