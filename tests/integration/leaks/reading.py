"""Reading every address there is: each pattern of the URL conf, filled with the things it could be about."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from programme.models import Person
from programme.models.base import Marked, kind_of, marked_models
from programme.rules.access import Actor
from tests.fakes.callers import Caller
from tests.fakes.pdf import read_back
from tests.integration.leaks.sowing import Field

# Not read: what signs in and out, what others answer, and addresses that are keys themselves.
NOT_READ = re.compile(
    r"^(admin/log(in|out)|admin/password|admin/jsi18n|admin/r/|admin/\^|admin/\(|account/(log|sign|password|confirm|reauth|inactive"
    r"|email|link/)|account/\^|slack/|metrics|healthz|livez|\.well-known|api/schema|api/docs|api/v1/<path|calendar/"
    r"|static|media)"
)
NOUNS = {"impact-assessments": "impact_assessment", "delivery-risks": "workstream"}
MOST = 8  # ways of filling one pattern: of more, those spread over the whole
ENDINGS = ("xlsx", "csv")
CLOSED = ("exempt", "confidential", "listed")


def patterns() -> list[tuple[str, str]]:
    """Return every address that is read, as its pattern and its name."""
    found = [(path, name) for path, name in _walk(get_resolver()) if not NOT_READ.match(path)]
    return [pair for pair in found if not (pair[0].startswith("api/") and pair[0].endswith(">/"))]


def addresses(made: Field) -> list[str]:
    """Return the addresses of all patterns, each about an open thing of its kind; about none where it names none."""
    return _all(made, lambda _: "open")


def closed_addresses(made: Field, level: str = "") -> list[str]:
    """Return the addresses of all patterns that name a thing, each about a closed one.

    Of this level, or, as whoever may see none of them gets the same code for each, of the levels in turn.
    """
    return _all(made, lambda number: level or CLOSED[number % len(CLOSED)])


def _all(made: Field, level_of: Callable[[int], str]) -> list[str]:
    found: dict[str, None] = {}
    for number, (path, name) in enumerate(patterns()):
        for address in _filled(path, name, made, level_of(number)):
            found["/" + address] = None
    return list(found)


class Reader:
    """Somebody who reads pages by signing in and the API by a token of theirs."""

    def __init__(self, actor: Actor) -> None:
        self.client = Client()
        self.client.force_login(Person.objects.get(pk=actor.person_id))
        self.token = Caller(actor).token

    def read(self, address: str) -> tuple[int, str]:
        """Return the status and words of an address."""
        api = {"Authorization": f"Bearer {self.token}"} if address.startswith("/api/") else {}
        return read(self.client, address, **api)


def read(client: Client, address: str, **headers: str) -> tuple[int, str]:
    """Return the status and everything that could be read of an answer: the parts of a file that is a package too."""
    answer = client.get(address, headers=headers, follow=False)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = [f"{name}: {value}" for name, value in answer.headers.items()]
    return answer.status_code, "\n".join([*said, *parts(content)])


def parts(content: bytes) -> Iterator[str]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield package.read(name).decode("utf-8", "replace")
    elif content[:4] == b"%PDF":
        pdf = read_back(content)
        yield "\n".join([pdf.title, pdf.letters, *pdf.pages, *pdf.alternatives, *pdf.outline])
    else:
        yield content.decode("utf-8", "replace")


def _walk(resolver: Any, prefix: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _walk(one, prefix + str(one.pattern), inner)
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), ":".join([*spaces, one.name or ""])


def _filled(path: str, name: str, made: Field, level: str) -> list[str]:
    """Return a pattern with the things of a level it could be about; none where it names nothing we know."""
    if path.startswith("admin/") and not name:
        return []  # the old addresses of changes, which only lead on
    if "<slug:kind>/<uuid:thing_id>" in path:
        return [
            path.replace("<slug:kind>", kind).replace("<uuid:thing_id>", str(key))
            for kind, key in _one_of_each_kind(made, level)
        ]
    parameters = re.findall(r"(<(?:(\w+):)?(\w+)>)", path)
    names_thing = any(kind != "int" and own not in ("slug", "ending") for _, kind, own in parameters)
    if level != "open" and not names_thing:
        return []
    found = [path]
    for whole, converter, parameter in parameters:
        values = _values(converter, parameter, path, name, made, level)
        found = [one.replace(whole, value, 1) for one in found for value in values]
    if level != "open":
        return found[:1]
    return found[:: 1 + len(found) // MOST]


def _one_of_each_kind(made: Field, level: str) -> list[tuple[str, UUID]]:
    levels = {sown.pk: sown.level for sown in made.words.values()}
    found: dict[str, UUID] = {}
    for row in made.rows:
        if isinstance(row, Marked) and levels.get(row.pk, "open") == level:
            found.setdefault(kind_of(row), row.pk)
    return list(found.items())


def _values(converter: str, parameter: str, path: str, name: str, made: Field, level: str) -> list[str]:
    if parameter == "code":
        return _codes(made, "board" if path.startswith("boards/") else "programme", level)
    if parameter == "slug":
        return _acts(name)
    if parameter == "ending":
        return list(ENDINGS)
    if converter == "int":
        return ["5"] if parameter == "month" else ["2026"]
    if parameter == "content_type_id":
        return []
    return [str(key) for key in _keys(_model(parameter, path, name), made, level)]


def _codes(made: Field, kind: str, level: str) -> list[str]:
    if level == "open":
        return ["open-board" if kind == "board" else made.programme.code]
    levels = {sown.pk: sown.level for sown in made.words.values()}
    return [str(r.code) for r in made.rows if kind_of(r) == kind and levels.get(r.pk) == level]  # type: ignore[attr-defined]


def _acts(name: str) -> list[str]:
    for model, model_admin in admin.site._registry.items():
        if name in (f"admin:{model._meta.app_label}_act", "admin:savings_act_on") and hasattr(
            model_admin, "acts"
        ):
            return list(model_admin.acts)
    return [s for m in admin.site._registry.values() for s in getattr(m, "acts", {})] if "act" in name else []


def _model(parameter: str, path: str, name: str) -> Any:
    """Return which model a parameter names a row of; None where any marked thing may be meant."""
    own = parameter.removesuffix("_id")
    for model in apps.get_models():
        if own in (model._meta.model_name, kind_of(model)) and model._meta.app_label in (
            "programme", "savings", "governance", "bots",
        ):  # fmt: skip
            return model
    if path.startswith("admin/"):
        _, app, model_name, *_ = path.split("/")
        return apps.get_model(app, model_name)
    if path.startswith("api/v1/"):
        noun = path.split("/")[2]
        kind = NOUNS.get(noun, noun.removesuffix("s").replace("-", "_"))
        return next((m for m in apps.get_models() if kind_of(m) == kind), None)
    return None


def _keys(model: Any, made: Field, level: str) -> list[UUID]:
    """Return the row of a model that an address is read for: a sown one of the level; else, of open ones, any."""
    levels = {sown.pk: sown.level for sown in made.words.values()}
    wanted = tuple(marked_models().values()) if model is None else model
    for row in [*made.rows, *made.around.values()]:
        if isinstance(row, wanted) and levels.get(row.pk, "open") == level:
            return [row.pk]
    if level != "open" or model is None:
        return []
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:1])
