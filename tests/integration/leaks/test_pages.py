"""No word of what is closed in anything that a page, a file or the API gives to whoever may not see it.

Each address is read once about an open thing of its kind, and once about a closed one where it names any. Who is not
cleared reads them in test_twins.py. Others are given only the addresses at which somebody who sees everything is shown
a closed word: where nothing closed is shown to them, the same code has nothing closed to give to anybody.
"""

from __future__ import annotations

import re

from django.test import Client

from programme.rules import access
from tests.factories.ground import a_person, grant
from tests.integration.leaks.reading import Reader, addresses, closed_addresses, read
from tests.integration.leaks.sowing import AMOUNTS, LEVELS, Field
from tests.integration.leaks.world import World

# Records whose words no address shows as they are sown, by model, and where they would be.
NOT_SHOWN = {
    "governance.DecisionEffect",  # once it could not be carried out
    "savings.OverlapAnswer",  # while its two lines look alike
    "savings.PlannedAmount",  # as printed: by the commands that cast
    "savings.SnapshotRow",  # by the columns of the snapshot
    "savings.TargetMapping",  # where a cut is mapped
}
FROZEN = re.compile(
    r"/(digests|packs|meetings|boards)/|/admin/governance/(boardpack|digest)/"
)  # what may be kept


def shown(made: Field, reader: Reader, known: list[str]) -> dict[str, set[str]]:
    """Return the words that somebody is shown, by address; those without any left out."""
    found = {}
    for address in known:
        status, text = reader.read(address)
        assert status < 500, address
        if words := made.found_in(text) | {one for one in AMOUNTS if one in text}:
            found[address] = words
    return found


def in_words(made: Field, found: set[str]) -> list[str]:
    """Return where some words stand, and amounts as they are, the first few of them."""
    return sorted(str(made.words.get(one, one)) for one in found)[:5]


class TestPages:
    def test_show_what_is_closed_to_those_alone_who_may_see_it(self, world: World, made: Field) -> None:
        of = {level: made.of(level) for level in LEVELS}
        anything = set().union(*of.values(), AMOUNTS)
        seen = shown(made, world.readers["insider"], [*addresses(made), *closed_addresses(made, "listed")])
        others = {
            "cleared, not on the list": (world.readers["outsider"], of["listed"]),
            **{
                role: (Reader(grant(a_person(), role, made.council)), anything)
                for role in (access.SCRUTINY, access.STAFF)
            },
        }

        leaks = {}
        for who, (reader, hidden) in others.items():
            for address, words in shown(
                made, reader, [a for a, found in seen.items() if found & hidden]
            ).items():
                if words & hidden:
                    leaks[who, address] = in_words(made, words & hidden)

        assert leaks == {}
        labels = {made.words[w].label for words in seen.values() for w in words & anything if w in made.words}
        closed = {s.label for s in made.words.values() if s.level != "open"}
        assert sorted(closed - labels) == sorted(NOT_SHOWN)

    def test_give_nothing_closed_of_what_was_frozen_to_whoever_is_not_cleared(
        self, world: World, made: Field
    ) -> None:
        closed = set().union(*(made.of(level) for level in LEVELS), AMOUNTS)
        kept = [a for a in [*addresses(made), *closed_addresses(made)] if FROZEN.search(a)]

        found = shown(made, world.readers["uncleared"], kept)

        assert len(kept) > 20
        assert {a: in_words(made, words & closed) for a, words in found.items() if words & closed} == {}

    def test_give_nothing_to_whoever_is_not_signed_in(self, made: Field) -> None:
        client = Client()
        for address in [*addresses(made), *closed_addresses(made)]:
            _, text = read(client, address)
            assert made.found_in(text) == set(), address
