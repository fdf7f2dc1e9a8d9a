"""Build HTML that is escaped by construction: only `Html` passes through as it is."""

from __future__ import annotations

import html
from collections.abc import Iterable

VOID = ("br", "hr", "img", "input", "link", "meta")


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: str) -> Html:
    """Return a text as HTML."""
    return Html(html.escape(value, quote=True))


def join(parts: Iterable[object], between: str = "") -> Html:
    """Return parts one after another; what is not Html is escaped, None is left out."""
    return Html(between.join(rendered(part) for part in parts if part is not None))


def rendered(part: object) -> str:
    if isinstance(part, Html):
        return part
    if isinstance(part, str):
        return text(part)
    if isinstance(part, Iterable):
        return join(part)
    return text(str(part))


def el(tag: str, *children: object, **attributes: object) -> Html:
    """Return an element. `class_` and `data_key` become class and data-key; None and False are left out.

    True gives an attribute without a value.
    """
    shown = ""
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        shown += f" {name.strip('_').replace('_', '-')}"
        shown += "" if value is True else f'="{html.escape(str(value), quote=True)}"'
    if tag in VOID:
        return Html(f"<{tag}{shown}>")
    return Html(f"<{tag}{shown}>{join(children)}</{tag}>")
