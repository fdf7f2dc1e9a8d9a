"""Reading every address there is: each pattern of the URL conf, filled with the things it could be about."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from programme.models.base import Marked, kind_of, marked_models
from tests.fakes.pdf import read_back
from tests.integration.leaks.sowing import Field

# Not read: what signs in and out, what others answer, and addresses that are keys themselves.
NOT_READ = re.compile(
    r"^(admin/log(in|out)|admin/password|admin/jsi18n|admin/r/|admin/\^|admin/\(|account/(log|sign|password|confirm|reauth|inactive"
    r"|email|link/)|account/\^|slack/|metrics|healthz|livez|\.well-known|api/schema|api/docs|api/v1/<path|calendar/"
    r"|static|media)"
)
NOUNS = {"impact-assessments": "impact_assessment", "delivery-risks": "workstream"}
EACH = 1  # things of a kind that a page of one thing is read for, of each level
MOST = 8  # ways of filling one pattern: of more, those spread over the whole
ENDINGS = ("xlsx", "csv")


def patterns() -> list[tuple[str, str]]:
    """Return every address that is read, as its pattern and its name."""
    found = [(path, name) for path, name in _walk(get_resolver()) if not NOT_READ.match(path)]
    return [pair for pair in found if not (pair[0].startswith("api/") and pair[0].endswith(">/"))]


def addresses(made: Field) -> list[str]:
    """Return the addresses of all patterns, filled in."""
    found: dict[str, None] = {}
    for path, name in patterns():
        for address in _filled(path, name, made):
            found["/" + address] = None
    return list(found)


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


def _filled(path: str, name: str, made: Field) -> list[str]:
    """Return a pattern with each of the things it could be about; none where it names nothing we know."""
    if path.startswith("admin/") and not name:
        return []  # the old addresses of changes, which only lead on
    if "<slug:kind>/<uuid:thing_id>" in path:
        things = [row for row in made.rows if isinstance(row, Marked)]
        return [
            path.replace("<slug:kind>", kind_of(r)).replace("<uuid:thing_id>", str(r.pk)) for r in things[::3]
        ]
    found = [path]
    for whole, converter, parameter in re.findall(r"(<(?:(\w+):)?(\w+)>)", path):
        values = _values(converter, parameter, path, name, made)
        found = [one.replace(whole, value, 1) for one in found for value in values]
    return found[:: 1 + len(found) // MOST]


def _values(converter: str, parameter: str, path: str, name: str, made: Field) -> list[str]:
    if parameter == "code":
        return ["open-board"] if path.startswith("boards/") else _codes(made)
    if parameter == "slug":
        return _acts(name)
    if parameter == "ending":
        return list(ENDINGS)
    if converter == "int":
        return ["5"] if parameter == "month" else ["2026"]
    if parameter == "content_type_id":
        return []
    return [str(key) for key in _keys(_model(parameter, path, name), made)]


def _codes(made: Field) -> list[str]:
    programmes = [r for r in made.rows if kind_of(r) == "programme"]
    return [made.programme.code, *(str(r.code) for r in programmes)]  # type: ignore[attr-defined]


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


def _keys(model: Any, made: Field) -> list[UUID]:
    """Return the rows of a model that an address is read for: sown ones of each level, and one that is open."""
    if model is None:
        return [row.pk for row in made.rows if isinstance(row, tuple(marked_models().values()))][:EACH]
    level = {sown.pk: sown.level for sown in made.words.values()}
    counts: dict[str, int] = {}
    found = []
    for row in [*made.rows, *made.around.values()]:
        if not isinstance(row, model):
            continue
        of = level.get(row.pk, "open")
        counts[of] = counts.get(of, 0) + 1
        if counts[of] <= EACH:
            found.append(row.pk)
    if found:
        return found
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True)[: 3 * EACH])
