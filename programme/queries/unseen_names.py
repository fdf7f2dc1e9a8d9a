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
from programme.rules.access import CONFIDENTIAL, EXEMPT, PMO, Actor, GrantFact

MOST_WORDS: Final = 60


def office_of(programme: ProgrammeRow) -> Actor:
    """Return a reader who is the programme office of one programme and nobody in particular.

    It is cleared for nothing and on no need-to-know list: what it sees, whoever reviews for that programme may see.
    """
    grant = GrantFact(PMO, programme.organisation_id, programme.id)
    return Actor(
        kind="person", name="Programme office", door="system", grants=(grant,), hidden=listed_things()
    )


def names_out_of_sight(
    telling: Collection[str], common: Collection[str], *, readers: Sequence[Actor]
) -> frozenset[str]:
    """Return the names, of any time, of things none of these readers sees, that hold one of the telling words.

    Of what is withheld, which is little, those that hold a common word too. Shows nothing: for leaving them out of
    what is kept. Words are lower case; the first 60 of each are looked for.
    """
    found: set[str] = set()
    listed = listed_things()
    for model in marked_models().values():
        fields = [name for name in (*NAMES, "ref") if _has(model, name)]
        withheld = _withheld(model, listed)
        named = _called(model, fields, _pattern(telling))
        for key, names in _called(model, fields, _pattern(common), among=withheld).items():
            named.setdefault(key, set()).update(names)
        unseen = set(named)
        for reader in readers:
            rows: Any = model._default_manager.all()
            if unseen:
                unseen -= set(rows.seen_by(reader).filter(pk__in=unseen).values_list("pk", flat=True))
        for key in unseen:
            found |= named[key]
    return frozenset(found)


def people_called(words: Collection[str]) -> frozenset[str]:
    """Return those of these words, in lower case, that are in the name of somebody with an account."""
    held: set[str] = set()
    pattern = _pattern(words)
    if pattern:
        for name in Person.objects.filter(name__iregex=pattern).values_list("name", flat=True):
            held |= {_plain(word) for word in name.replace("-", " ").split()}
    return frozenset(word for word in words if word in held)


def _called(
    model: Any, fields: Sequence[str], pattern: str, *, among: Collection[UUID] | None = None
) -> dict[UUID, set[str]]:
    """Return what things whose name fits a pattern are or were called, by id; of some of them alone where given."""
    found: dict[UUID, set[str]] = {}
    if not fields or not pattern or (among is not None and not among):
        return found
    hit = Q(pk__in=[])
    for name in fields:
        hit |= Q(**{f"{name}__iregex": pattern})
    for table, key in ((model, "pk"), (getattr(model, "pgh_event_model", None), "pgh_obj_id")):
        if table is None:
            continue
        rows = table._default_manager.filter(hit).order_by()
        if among is not None:
            rows = rows.filter(**{f"{key}__in": list(among)})
        for id, *names in rows.values_list(key, *fields):
            found.setdefault(id, set()).update(str(name) for name in names if name)
    return found


def _withheld(model: Any, listed: Collection[UUID]) -> list[UUID]:
    """Return what of a kind is exempt, confidential, in something that is, or has a need-to-know list."""
    rows: Any = model._default_manager.all()
    closed = Q(pk__in=[])
    for path in rows.marking_paths:
        closed |= Q(**{f"{path}__in": [EXEMPT, CONFIDENTIAL]})
    for path in rows.thing_paths() if listed else ():
        closed |= Q(**{f"{path}__in": list(listed)})
    return list(rows.filter(closed).order_by().values_list("pk", flat=True))


def _pattern(words: Collection[str]) -> str:
    """Return what finds any of these words at the beginning of a word, however it is accented and with apostrophes."""
    asked = sorted(words)[:MOST_WORDS]
    wanted = sorted({w[:-1] if len(w) > 3 and w.endswith("s") else w for w in asked if w.isalnum()})
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
