"""No word of what is closed in anything that a page, a file or the API gives to whoever may not see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from programme.models import Person
from programme.rules import access
from tests.factories.ground import a_person, grant
from tests.fakes.callers import Caller
from tests.integration.leaks.reading import addresses, read
from tests.integration.leaks.sowing import AMOUNTS, Field

# Records whose words no address shows as they are sown, by model, and where they would be.
NOT_SHOWN = {
    "governance.DecisionEffect",  # once it could not be carried out
    "savings.OverlapAnswer",  # while its two lines look alike
    "savings.PlannedAmount",  # as printed: by the commands that cast
    "savings.SnapshotRow",  # by the columns of the snapshot
    "savings.TargetMapping",  # where a cut is mapped
}


def everything_read(made: Field, actor: access.Actor, *, every: int = 1) -> Iterator[tuple[str, int, str]]:
    """Yield each address, or one of so many, with its status and words, as somebody signed in reads it; the API by
    their token.
    """
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    token = Caller(actor).token
    for address in addresses(made)[::every]:
        api = {"Authorization": f"Bearer {token}"} if address.startswith("/api/") else {}
        yield (address, *read(client, address, **api))


@pytest.mark.usefixtures("_in_it")
class TestPages:
    def test_give_nothing_closed_to_whoever_is_not_cleared(self, made: Field) -> None:
        leaks = {}
        for address, status, text in everything_read(made, made.people["uncleared"]):
            assert status < 500, address
            found = made.found_in(text) & (made.of("exempt") | made.of("confidential") | made.of("listed"))
            amounts = {one for one in AMOUNTS if one in text}
            if found or amounts:
                leaks[address] = sorted({str(made.words[w]) for w in found} | amounts)[:5]

        assert leaks == {}

    def test_give_nothing_listed_to_whoever_is_not_on_the_list(self, made: Field) -> None:
        leaks = {}
        for address, status, text in everything_read(made, made.people["outsider"], every=2):
            assert status < 500, address
            if found := made.found_in(text) & made.of("listed"):
                leaks[address] = sorted({str(made.words[w]) for w in found})[:5]

        assert leaks == {}

    def test_give_everything_to_whoever_is_cleared_and_on_the_list(self, made: Field) -> None:
        seen: set[str] = set()
        for address, status, text in everything_read(made, made.people["insider"]):
            assert status < 500, address
            seen |= made.found_in(text)

        shown = {(made.words[w].label, made.words[w].level) for w in seen}
        closed = {(s.label, s.level) for s in made.words.values() if s.level != "open"}
        hidden = {label for label, _ in closed - shown}
        assert sorted(hidden) == sorted(NOT_SHOWN), "\n".join(sorted(hidden ^ NOT_SHOWN))

    @pytest.mark.parametrize("role", [access.SCRUTINY, access.STAFF])
    def test_give_nothing_closed_to_any_one_role(self, made: Field, role: str) -> None:
        actor = grant(a_person(), role, made.council)
        client = Client()
        client.force_login(Person.objects.get(pk=actor.person_id))
        for address in [a for a in addresses(made) if "-" not in a.split("?")[0].replace("open-", "")]:
            _, text = read(client, address)
            found = made.found_in(text) & (made.of("exempt") | made.of("confidential") | made.of("listed"))
            assert {str(made.words[w]) for w in found} == set(), address

    def test_give_nothing_to_whoever_is_not_signed_in(self, made: Field) -> None:
        for address in addresses(made):
            _, text = read(Client(), address)
            assert made.found_in(text) == set(), address
