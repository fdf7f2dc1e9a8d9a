"""A PDF read back: its tags, its alternative texts, its outline, and the words that a copy of it would give."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True)
class ReadBack:
    """What a PDF says of itself and what is in it. `letters` are its letters and figures alone, in order."""

    pages: tuple[str, ...]
    title: str
    language: str
    is_tagged: bool
    conforms_to: str
    tags: tuple[str, ...]
    alternatives: tuple[str, ...]
    outline: tuple[str, ...]

    @property
    def letters(self) -> str:
        """Return the letters and figures of every page, without spaces, hyphens or signs."""
        return letters("".join(self.pages))


def letters(text: str) -> str:
    """Return the letters and figures of a text: what line breaks and hyphens leave alone."""
    return "".join(mark for mark in text if mark.isalnum())


def read_back(content: bytes) -> ReadBack:
    """Read a PDF. Raises KeyError where it has no structure tree."""
    with (
        pikepdf.open(io.BytesIO(content)) as pdf,
        pdf.open_metadata() as metadata,
        pdf.open_outline() as outline,
    ):
        root = pdf.Root
        elements = list(_elements(root.StructTreeRoot))
        return ReadBack(
            pages=tuple(_text(page) for page in pdf.pages),
            title=str(pdf.docinfo.get("/Title", "")),
            language=str(root.get("/Lang", "")),
            is_tagged=bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle),
            conforms_to=str(metadata.get("pdfuaid:part", "")),
            tags=tuple(str(one.S).removeprefix("/") for one in elements),
            alternatives=tuple(str(one.Alt) for one in elements if "/Alt" in one),
            outline=tuple(_titles(outline.root)),
        )


def _elements(tree: Any) -> Iterator[Any]:
    kids = tree.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _text(page: Any) -> str:
    """Return the words of a page as its fonts map them back to letters."""
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    return "".join(_shown(page, resources))


def _shown(stream: Any, resources: Any) -> Iterator[str]:
    fonts = {name: _letters_of(font) for name, font in resources.get("/Font", pikepdf.Dictionary()).items()}
    held: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name == "Tf":
            held = fonts.get(str(operands[0]), {})
        elif name == "Tj":
            yield _decoded(bytes(operands[0]), held)
        elif name == "TJ":
            yield "".join(
                _decoded(bytes(one), held) for one in operands[0] if isinstance(one, pikepdf.String)
            )
        elif name == "Do":
            inner = resources.XObject[str(operands[0])]
            if inner.get("/Subtype") == "/Form":
                yield from _shown(inner, inner.get("/Resources", resources))


def _decoded(codes: bytes, held: dict[str, str]) -> str:
    return "".join(held.get(codes[n : n + 2].hex(), "") for n in range(0, len(codes), 2))


def _letters_of(font: Any) -> dict[str, str]:
    """Return what each code of a font stands for, by its ToUnicode map."""
    if "/ToUnicode" not in font:
        return {}
    written = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[str, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", written, re.DOTALL):
        for code, letter in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
            found[code.lower()] = bytes.fromhex(letter).decode("utf-16-be", "replace")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", written, re.DOTALL):
        for low, high, letter in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
            start = int.from_bytes(bytes.fromhex(letter), "big")
            for n in range(int(low, 16), int(high, 16) + 1):
                raised = (start + n - int(low, 16)).to_bytes(len(letter) // 2, "big")
                found[f"{n:0{len(low)}x}"] = raised.decode("utf-16-be", "replace")
    return found
