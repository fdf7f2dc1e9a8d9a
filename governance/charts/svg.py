"""A drawn chart made fit to stand in a page: named, described, as wide as its place, with ids of its own."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_SPOKEN: Final = ("role", "aria-label", "aria-roledescription", "aria-hidden")


def accessible(svg: str, *, name: str, words: str, key: str) -> str:
    """Return the SVG as one image with a name and a description, its parts silent.

    `key` goes before every id, so that two charts on one page share none. Raises xml ParseError for what is no SVG.
    """
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    root = ElementTree.fromstring(svg)
    for part in root.iter():
        for spoken in _SPOKEN:
            part.attrib.pop(spoken, None)
        part.attrib.pop("class", None)
        for attribute, value in part.attrib.items():
            part.set(attribute, re.sub(r"url\(#", f"url(#{key}-", value))
        if "id" in part.attrib:
            part.set("id", f"{key}-{part.attrib['id']}")
        reference = part.attrib.get(f"{{{_XLINK}}}href", "")
        if reference.startswith("#"):
            part.set(f"{{{_XLINK}}}href", f"#{key}-{reference[1:]}")
    for child in root:
        child.set("aria-hidden", "true")
    title, described = ElementTree.Element(f"{{{_SVG}}}title"), ElementTree.Element(f"{{{_SVG}}}desc")
    title.text, described.text = name, words
    title.set("id", f"{key}-name")
    described.set("id", f"{key}-words")
    root.insert(0, title)
    root.insert(1, described)
    root.set("role", "img")
    root.set("class", "chart")
    root.set("aria-labelledby", f"{key}-name {key}-words")
    return ElementTree.tostring(root, encoding="unicode")
