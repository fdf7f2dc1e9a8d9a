"""Word files that anyone can read: headings as headings, tables with header rows and alt text, in British English.

Written on a council's own template where it has one: its page, header, footer and styles stay, its text goes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE: Final = "en-GB"
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LISTED: Final = re.compile(r"^\s*[-•*]\s+")
_BULLET: Final = "\u2022"
STYLES: Final = ("Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption", "Table Grid")
_PLAIN_SIZES: Final = {"Title": 20, "Heading 1": 16, "Heading 2": 14, "Heading 3": 12}


class Report:
    """One Word file as it is written, top to bottom."""

    def __init__(self, *, title: str, author: str, at: datetime, template: bytes | None = None) -> None:
        self.document: WordDocument = Document(io.BytesIO(template)) if template else Document()
        if template:
            _empty(self.document)
        else:
            _plain(self.document)
        _speak_british(self.document)
        about = self.document.core_properties
        about.title, about.author, about.language = clean(title), clean(author), LANGUAGE
        about.created = about.modified = at.replace(tzinfo=None)
        about.last_modified_by, about.comments, about.revision = "Programme Tracker", "", 1
        self.heading(title, level=0)

    def heading(self, words: str, *, level: int = 1) -> None:
        """Write a heading: level 0 is the title. A template without that style has ours."""
        name = "Title" if level == 0 else f"Heading {level}"
        paragraph = self.document.add_paragraph(clean(words))
        paragraph.style = self._style(name)

    def text(self, words: str) -> None:
        """Write paragraphs, one for each line that says something; a line with a dash before it is of a list."""
        for line in clean(words).splitlines():
            if not line.strip():
                continue
            is_listed, words_of = bool(_LISTED.match(line)), _LISTED.sub("", line).strip()
            if is_listed and "List Bullet" not in self.document.styles:
                words_of = f"{_BULLET} {words_of}"
            paragraph = self.document.add_paragraph(words_of)
            if is_listed and "List Bullet" in self.document.styles:
                paragraph.style = self.document.styles["List Bullet"]

    def picture(self, png: bytes, *, caption: str, words: str, share: float = 1.0) -> None:
        """Write a picture under its caption, so much of the page wide; `words` are read out in its place."""
        under = self.document.add_paragraph(clean(caption))
        if "Caption" in self.document.styles:
            under.style = self.document.styles["Caption"]
        under.paragraph_format.keep_with_next = True
        page = self.document.sections[-1]
        width = (page.page_width or Mm(210)) - (page.left_margin or Mm(25)) - (page.right_margin or Mm(25))
        shape = self.document.add_picture(io.BytesIO(png), width=int(width * share))
        shape._inline.docPr.set("descr", clean(words))
        shape._inline.docPr.set("title", clean(caption))

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str,
        shares: Sequence[float] | None = None,
    ) -> None:
        """Write a table whose first row is its header on every page; `caption` is read out as its alt text.

        `shares` are those of the columns in the page's width; without them they are equal.
        """
        table = self.document.add_table(rows=1, cols=len(heads))
        if "Table Grid" in self.document.styles:
            table.style = self.document.styles["Table Grid"]
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(clean(words)).bold = True
        _mark_header(table.rows[0])
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                lines = clean(words).splitlines() or [""]
                cell.paragraphs[0].add_run(lines[0])
                for line in lines[1:]:
                    cell.add_paragraph(line)
        for row in table.rows:
            _keep_whole(row)
        if shares:
            self._widen(table, shares)
        _describe(table, clean(caption))
        self.document.add_paragraph()

    def _widen(self, table: Any, shares: Sequence[float]) -> None:
        page = self.document.sections[-1]
        width = (page.page_width or Mm(210)) - (page.left_margin or Mm(25)) - (page.right_margin or Mm(25))
        for column, share in zip(table.columns, shares, strict=True):
            for cell in column.cells:
                cell.width = int(width * share / sum(shares))

    def content(self) -> bytes:
        """Return the file."""
        kept = io.BytesIO()
        self.document.save(kept)
        return kept.getvalue()

    def _style(self, name: str) -> Any:
        styles = self.document.styles
        if name not in styles:
            made = styles.add_style(name, 1)
            made.font.bold, made.font.size = True, Pt(_PLAIN_SIZES.get(name, 12))
            level = 0 if name == "Title" else int(name[-1]) - 1
            outline = OxmlElement("w:outlineLvl")
            outline.set(qn("w:val"), str(level))
            made.element.get_or_add_pPr().append(outline)
        return styles[name]


def is_template(content: bytes) -> bool:
    """Return whether a report can be written on this Word file."""
    try:
        Report(title="Report", author="", at=datetime(2000, 1, 1, tzinfo=UTC), template=content).table(
            ["A"], [["a"]], caption="A"
        )
    except (KeyError, ValueError, AttributeError, OSError, SyntaxError, PackageNotFoundError, BadZipFile):
        return False
    return True


def missing_styles(content: bytes) -> tuple[str, ...]:
    """Return which of the styles that reports are written in a template lacks; plain ones of ours stand in."""
    styles = Document(io.BytesIO(content)).styles
    return tuple(name for name in STYLES if name not in styles)


def clean(words: str) -> str:
    """Return words without the signs that no Word file may hold."""
    return _UNPRINTABLE.sub("", words.replace("\r\n", "\n"))


def _empty(document: WordDocument) -> None:
    """Take a template's own text out, leaving the page set-up that ends its body."""
    body = document.element.body
    for part in list(body):
        if part.tag != qn("w:sectPr"):
            body.remove(part)


def _plain(document: WordDocument) -> None:
    """Set our plain styles: a sans serif of 12 points, headings black, A4."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(12)
    for name, size in _PLAIN_SIZES.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), True
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _speak_british(document: WordDocument) -> None:
    """Say that the words are British English, in the defaults and in every style that says otherwise."""
    root = document.styles.element
    for lang in root.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)
    defaults = root.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        root.insert(0, defaults)
    run = _inside(_inside(defaults, "w:rPrDefault"), "w:rPr")
    _inside(run, "w:lang").set(qn("w:val"), LANGUAGE)


def _inside(parent: Any, tag: str) -> Any:
    found = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        parent.append(found)
    return found


def _mark_header(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _keep_whole(row: Any) -> None:
    mark = OxmlElement("w:cantSplit")
    mark.set(qn("w:val"), "true")
    properties = row._tr.get_or_add_trPr()
    properties.insert(0, mark)


def _describe(table: Any, caption: str) -> None:
    properties = table._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        part = OxmlElement(tag)
        part.set(qn("w:val"), caption)
        properties.append(part)
