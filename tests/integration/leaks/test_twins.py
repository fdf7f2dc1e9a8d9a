"""What is closed changes nothing that anybody else is given: no total, count, order, colour, list or refusal.

The same addresses are read twice, before closed records are sown and after: whoever may not see them reads the same.
And an address of a closed thing answers as one of a thing that was never there.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client

from programme.models import Person
from programme.rules import access
from tests.fakes.callers import Caller
from tests.fakes.worker import work_off
from tests.integration.leaks.reading import addresses, read
from tests.integration.leaks.sowing import LEVELS, Field, close, opened, slip

EVERY = 3  # of so many addresses one is read: they are read three times over, and by others in test_pages.py
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PASSING = re.compile(
    r'(name="csrfmiddlewaretoken" value="[^"]+"|csrftoken=[^;]+|nonce[-=]"?[\w+/=-]+|X-Request-ID: \S+|expires=[^;]+|'
    r"request_id\W+[\w-]+|\b\d\d:\d\d(:\d\d)?(\.\d+)?Z?\b|X-CSRFToken[^}]+|ETag: \S+|"
    r' aria-label="[^"]*"|'  # a box without a label is given one from the second time it is drawn
    r"DTSTAMP:\w+|"
    r"Content-Length: \d+|_[0-9a-f]{6,}\b)"
)


TOLD_ONCE = re.compile(r'<div role="status">.*?</div>')  # what an earlier page left to be said on the next


def plain(text: str) -> str:
    """Return a text without what differs each time it is read."""
    said = PASSING.sub("~", TOLD_ONCE.sub("", text))
    return "\n".join(line for line in said.splitlines() if line.strip())


# What may differ, and why it is no secret of anybody's.
MACHINE = ("/admin/", "/admin/outbox/work/", "/account/tokens/")  # how much the product itself has to do
TAKEN = re.compile(
    r"/act/replace/$"  # a line that replaces another can replace no second one
    r"|^/admin/savings/budgetline/[\w-]+/change/$"  # an open line's own budget, a virement of it included
)


class Reader:
    """Somebody who reads pages by signing in and the API by a token of theirs."""

    def __init__(self, actor: access.Actor) -> None:
        self.client = Client()
        self.client.force_login(Person.objects.get(pk=actor.person_id))
        self.token = Caller(actor).token

    def read(self, address: str) -> tuple[int, str]:
        api = {"Authorization": f"Bearer {self.token}"} if address.startswith("/api/") else {}
        status, text = read(self.client, address, **api)
        return status, plain(text)


def differing(one: str, other: str) -> list[str]:
    """Return the lines that differ, in short."""
    lines = difflib.unified_diff(one.splitlines(), other.splitlines(), lineterm="", n=0)
    found = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")][:8]
    same = len(os.path.commonprefix([line[1:] for line in found]))
    return [line[:1] + line[1:][max(0, same - 60) :][:240] for line in found]


def in_lines(found: dict[str, list[str]]) -> str:
    """Return what differs as something one can read."""
    return "\n".join(f"{address}\n  " + "\n  ".join(lines) for address, lines in found.items())


def settled() -> None:
    for handler in ("governance.reassess", "governance.watch", "bots.tell", "governance.reassess"):
        work_off(handler, most=3000)


@pytest.fixture(scope="module")
def grown(django_db_setup: Any, django_db_blocker: Any) -> Iterator[tuple[Field, dict[str, Any], Reader]]:
    """A council read by who is not cleared while all of it is open; then closed records are sown into it."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = opened()
        slip(made, "open")
        settled()
        known = addresses(made)[::EVERY]
        reader = Reader(made.people["uncleared"])
        before = {address: reader.read(address) for address in known}
        close(made)
        slip(made, *LEVELS)
        settled()
        yield made, before, reader
        transaction.set_rollback(True)


@pytest.fixture
def _in_it(grown: Any, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("_in_it")
class TestWhatIsClosed:
    def test_changes_nothing_that_others_are_given(self, grown: Any) -> None:
        _, before, reader = grown
        changed = {}
        for address in before:
            if address in MACHINE or TAKEN.search(address):
                continue
            now = reader.read(address)
            if now != before[address]:
                changed[address] = differing(before[address][1], now[1]) or [f"{before[address][0]} {now[0]}"]

        assert len(before) > 300 // EVERY
        assert not changed, in_lines(changed)

    def test_is_refused_in_the_same_words_as_what_was_never_there(self, grown: Any) -> None:
        made, _, reader = grown
        hidden = {s.pk for s in made.words.values() if s.level == "exempt"}
        told = {}
        for address in addresses(made)[::EVERY]:
            keys = [key for key in KEY.findall(address) if UUID(key) in hidden]
            if not keys:
                continue
            other = address
            for key in keys:
                other = other.replace(key, str(uuid4()))
            one, two = reader.read(address), reader.read(other)
            if (one[0], KEY.sub("~", one[1])) != (two[0], KEY.sub("~", two[1])):
                told[address] = [f"{one[0]} {two[0]}", *differing(KEY.sub("~", two[1]), KEY.sub("~", one[1]))]

        assert not told, in_lines(told)
