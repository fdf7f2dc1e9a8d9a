"""What a digest says when it is sent: its frozen figures, with what was closed to its reader since struck out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from bots import queries
from bots.mail.digests import digest_html
from bots.mail.letters import letter
from bots.queries import DeliveryRow
from bots.rules.digest_words import DigestWords, closed_board_words, digest_words
from bots.rules.wording import TAKEN_BACK
from bots.slack import blocks
from bots.slack.client import LONGEST_UPDATE
from bots.tasks.outgoing import NothingToSay, Outgoing, UseEmail, otherwise_words, rights_of
from bots.tasks.quiet import may_go_out
from governance import queries as governance
from governance.queries import DigestRow
from governance.rules.paths import path_of
from programme import queries as ground
from programme.rules.access import Actor, system

GONE: Final = "They may no longer see the board, or their account is closed"
COVERED: Final = "A newer digest of the same board covers it"


def compose(delivery: DeliveryRow, at: datetime) -> Outgoing:
    """Return a digest as it goes out now. Raises NothingToSay, UseEmail, PutOff.

    One that waited until the next was made is left out: the next begins where the last that arrived ended.
    """
    row, reader = _digest(delivery)
    if governance.newer_digest(row.id):
        raise NothingToSay(COVERED)
    may_go_out(delivery, queries.wishes([delivery.person_id])[delivery.person_id], at)
    return replace(_outgoing(delivery, row, reader, at), window_seconds=row.gather_seconds)


def _outgoing(delivery: DeliveryRow, row: DigestRow, reader: Actor, at: datetime) -> Outgoing:
    words, says = words_of(row, reader), _says(row, reader)
    if delivery.edits_id is not None:
        words = replace(words, foot=(otherwise_words(delivery), *words.foot))
    if delivery.medium == "email":
        return _letter(delivery, row, words, says, at)
    account = queries.slack_accounts([delivery.person_id]).get(delivery.person_id)
    if account is None:
        raise UseEmail
    text, layouts = blocks.digest(words)
    body = {
        "route": "post",
        "channel": account.user_id,
        "text": text,
        "layouts": layouts,
        "rung": 0,
        "says": says,
    }
    return Outgoing("slack", account.user_id, "", body)


def compose_edit(original: DeliveryRow) -> Outgoing:
    """Return the change of a digest already sent: what was closed to its reader since is struck out of it.

    Where not even its board may be shown to them any more, a neutral line takes its place. Raises NothingToSay where
    the message says so already.
    """
    try:
        row, reader = _digest(original)
    except NothingToSay:
        says = [["taken back"]]
        text, layouts = blocks.answer(TAKEN_BACK["digest"])
    else:
        says = _says(row, reader)
        text, layouts = blocks.digest(words_of(row, reader))
    stands = queries.standing_body(original)
    if stands is not None and (layouts, text[:LONGEST_UPDATE]) == (
        stands["layouts"],
        stands["text"][:LONGEST_UPDATE],
    ):
        raise NothingToSay("The message says so already")
    where = {"channel": original.address, "ts": original.provider_ref}
    body: dict[str, Any] = {"route": "update", **where, "layouts": layouts, "rung": 0, "says": says}
    return Outgoing("slack", original.address, "", body | {"text": text[:LONGEST_UPDATE]})


def words_of(row: DigestRow, reader: Actor) -> DigestWords:
    """Return the words of a digest for messages: nothing exempt or confidential, whatever its reader may see."""
    link, turn_down = f"{settings.PUBLIC_URL}{path_of('digest', row.id)}", f"{settings.PUBLIC_URL}/account/"
    if row.message is None:
        return closed_board_words(link=link, turn_down=turn_down)
    cleared = any(grant.cleared for grant in reader.grants)
    return digest_words(row.message, link=link, turn_down=turn_down, cleared=cleared)


def _digest(delivery: DeliveryRow) -> tuple[DigestRow, Actor]:
    reader = ground.actor_for_person(delivery.person_id, door="system")
    row = (
        governance.digests(reader=reader, ids=[delivery.about]).get(delivery.about)
        if reader and delivery.about
        else None
    )
    if reader is None or row is None:
        raise NothingToSay(GONE)
    return row, reader


def _says(row: DigestRow, reader: Actor) -> list[list[str]]:
    """Return what stands in a digest: its words as they may be said now, down to a figure that is struck alone."""
    said = hashlib.sha256(repr(row.message).encode()).hexdigest()[:16]
    return [["digest", str(row.id), rights_of(reader), said]]


def _letter(
    delivery: DeliveryRow, row: DigestRow, words: DigestWords, says: list[list[str]], at: datetime
) -> Outgoing:
    person = ground.people(reader=system(), ids=[delivery.person_id])[delivery.person_id]
    html, images = digest_html(words, row.message)
    raw = letter(
        delivery_id=delivery.id,
        to_name=person.name,
        to_email=person.email,
        subject=words.subject,
        text=words.text(),
        at=at,
        html=html,
        images=images,
    )
    return Outgoing("email", person.email, words.subject, {"mail": raw, "says": says})
