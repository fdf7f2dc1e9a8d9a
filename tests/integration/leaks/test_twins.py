"""What is closed changes nothing that anybody else is given: no total, count, order, colour, list or refusal.

Every address is read twice about an open thing, before closed records are sown and after: whoever may not see them
reads the same, and no word of them. And every address about a closed thing answers as one about a thing that was never
there; the levels take turns, since to them each is the same code.
"""

from __future__ import annotations

import difflib
import os
import re
from uuid import UUID, uuid4

import pytest

from tests.integration.leaks.reading import addresses, closed_addresses
from tests.integration.leaks.sowing import AMOUNTS, LEVELS
from tests.integration.leaks.world import OPEN, TOLD, World

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PASSING = re.compile(
    r'(name="csrfmiddlewaretoken" value="[^"]+"|csrftoken=[^;]+|nonce[-=]"?[\w+/=-]+|X-Request-ID: \S+|expires=[^;]+|'
    r"request_id\W+[\w-]+|\b\d\d:\d\d(:\d\d)?(\.\d+)?Z?\b|X-CSRFToken[^}]+|ETag: \S+|"
    r"DTSTAMP:\w+|"
    r"Content-Length: \d+|_[0-9a-f]{6,}\b)"
)


AT_TIMES = re.compile(
    r'<div role="status">.*?</div>|'  # what an earlier page left to be said on the next
    r' aria-label="[^"]*"'  # a box without a label is given one from the second time it is drawn
)


def plain(text: str) -> str:
    """Return a text without what differs each time it is read."""
    said = PASSING.sub("~", AT_TIMES.sub("", text))
    return "\n".join(line for line in said.splitlines() if line.strip())


# What may differ, and why it is no secret of anybody's.
MACHINE = ("/admin/", "/admin/outbox/work/", "/account/tokens/")  # how much the product itself has to do
TAKEN = re.compile(
    r"/act/replace/$"  # a line that replaces another can replace no second one
    r"|^/admin/savings/budgetline/[\w-]+/change/$"  # an open line's own budget, a virement of it included
)


def differing(one: str, other: str) -> list[str]:
    """Return the lines that differ, in short."""
    lines = difflib.unified_diff(one.splitlines(), other.splitlines(), lineterm="", n=0)
    found = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")][:8]
    same = len(os.path.commonprefix([line[1:] for line in found]))
    return [line[:1] + line[1:][max(0, same - 60) :][:240] for line in found]


def in_lines(found: dict[str, list[str]]) -> str:
    """Return what differs as something one can read."""
    return "\n".join(f"{address}\n  " + "\n  ".join(lines) for address, lines in found.items())


@pytest.mark.usefixtures("_databases")
class TestWhatIsClosed:
    def test_changes_nothing_that_others_are_given(self, world: World) -> None:
        reader = world.readers["uncleared"]
        with world.at(OPEN) as made:
            known = addresses(made)
            before = {address: reader.read(address) for address in known}

        changed, leaks = {}, {}
        with world.at(TOLD) as made:
            closed = set().union(*(made.of(level) for level in LEVELS))
            for address, (status, text) in before.items():
                now, words = reader.read(address)
                assert now < 500, address
                found = (made.found_in(words) & closed) | {one for one in AMOUNTS if one in words}
                if found:
                    leaks[address] = sorted(str(made.words.get(one, one)) for one in found)[:5]
                if address in MACHINE or TAKEN.search(address):
                    continue
                if (now, plain(words)) != (status, plain(text)):
                    changed[address] = differing(plain(text), plain(words)) or [f"{status} {now}"]

        assert len(before) > 400
        assert leaks == {}
        assert not changed, in_lines(changed)

    def test_is_refused_in_the_same_words_as_what_was_never_there(self, world: World) -> None:
        reader, told = world.readers["uncleared"], {}
        with world.at(TOLD) as made:
            hidden = {s.pk for s in made.words.values() if s.level in LEVELS}
            codes = [str(r.code) for r in made.rows if r.pk in hidden and hasattr(r, "code")]
            for address in closed_addresses(made):
                other, stand_in = address, f"x{uuid4().hex[:6]}"
                for key in (key for key in KEY.findall(address) if UUID(key) in hidden):
                    other = other.replace(key, str(uuid4()))
                for code in (one for one in codes if f"/{one}/" in address):
                    other = other.replace(f"/{code}/", f"/{stand_in}/")
                assert other != address, address
                one, two = reader.read(address), reader.read(other)
                assert made.found_in(one[1]) - made.of("open") == set(), address
                if (one[0], nameless(one[1], codes)) != (two[0], nameless(two[1], [stand_in])):
                    told[address] = [f"{one[0]} {two[0]}", *differing(plain(two[1]), plain(one[1]))]

        assert not told, in_lines(told)


def nameless(text: str, codes: list[str]) -> str:
    """Return a text without keys, these codes and what differs each time it is read."""
    found = KEY.sub("~", plain(text))
    for code in codes:
        found = found.replace(f"/{code}/", "/~/")
    return found
