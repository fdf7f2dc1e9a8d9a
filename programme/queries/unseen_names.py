"""Names that must not be kept in words somebody typed: of things out of a reader's sight, and of people."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from programme.models import Person
from programme.models.base import NAMES, marked_models
from programme.queries.access import listed_things
from programme.queries.ground import ProgrammeRow
from programme.rules.access import PMO, Actor, GrantFact

MOST_WORDS: Final = 60


def office_of(programme: ProgrammeRow) -> Actor:
    """Return a reader who is the programme office of one programme and nobody in particular.

    It is cleared for nothing and on no need-to-know list: what it sees, whoever reviews for that programme may see.
    """
    grant = GrantFact(PMO, programme.organisation_id, programme.id)
    return Actor(
        kind="person", name="Programme office", door="system", grants=(grant,), hidden=listed_things()
    )


def names_out_of_sight(words: Collection[str], *, readers: Sequence[Actor]) -> frozenset[str]:
    """Return the names, of any time, that hold one of these words, of things none of these readers sees.

    Shows nothing: for leaving them out of what is kept. Words are lower case; the first 60 are looked for.
    """
    asked = list(words)[:MOST_WORDS]
    found: set[str] = set()
    if not asked:
        return frozenset()
    for model in marked_models().values():
        fields = [name for name in NAMES if _has(model, name)]
        refs = ["ref"] if _has(model, "ref") else []
        named = _called(model, fields + refs, asked)
        seen: set[UUID] = set()
        for reader in readers:
            rows: Any = model._default_manager.all()
            unseen = [key for key in named if key not in seen]
            seen |= (
                set(rows.seen_by(reader).filter(pk__in=unseen).values_list("pk", flat=True))
                if unseen
                else set()
            )
        for key, names in named.items():
            if key not in seen:
                found |= names
    return frozenset(found)


def people_called(words: Collection[str]) -> frozenset[str]:
    """Return those of these words, in lower case, that are in the name of somebody with an account."""
    held: set[str] = set()
    pattern = _pattern(words)
    if pattern:
        for name in Person.objects.filter(name__iregex=pattern).values_list("name", flat=True):
            held |= {_plain(word) for word in name.replace("-", " ").split()}
    return frozenset(word for word in words if word in held)


def _called(model: Any, fields: Sequence[str], words: Sequence[str]) -> dict[UUID, set[str]]:
    """Return what things whose name holds one of these words are or were called, by id."""
    found: dict[UUID, set[str]] = {}
    pattern = _pattern(words)
    if not fields or not pattern:
        return found
    hit = Q(pk__in=[])
    for name in fields:
        hit |= Q(**{f"{name}__iregex": pattern})
    for table, key in ((model, "pk"), (getattr(model, "pgh_event_model", None), "pgh_obj_id")):
        if table is None:
            continue
        for id, *names in table._default_manager.filter(hit).order_by().values_list(key, *fields):
            found.setdefault(id, set()).update(str(name) for name in names if name)
    return found


def _pattern(words: Collection[str]) -> str:
    """Return what finds any of these words at the beginning of a word, however it is accented and with apostrophes."""
    wanted = sorted({w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words if w.isalnum()})
    spelt = ["['\u2019]?".join(_LETTERS.get(sign, sign) for sign in word) for word in wanted]
    return f"\\m(?:{'|'.join(spelt)})" if spelt else ""


_LETTERS: Final = {
    plain: f"[{plain}{others}]"
    for plain, others in {
        "a": "àáâãäå",
        "c": "ç",
        "e": "èéêë",
        "i": "ìíîï",
        "n": "ñ",
        "o": "òóôõö",
        "u": "ùúûü",
        "w": "ŵẁẃẅ",
        "y": "ŷỳýÿ",
    }.items()
}


def _plain(word: str) -> str:
    """Return a word in lower case, without accents, apostrophes and signs."""
    opened = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in opened if sign.isalnum())


def _has(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
