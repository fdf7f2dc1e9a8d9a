"""Which files may be attached to a thing, told by what they hold and not by what they are called."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

LONGEST_NAME: Final = 120
MOST_UNPACKED: Final = 250 * 1024 * 1024  # bytes that an office file may unpack to
_OPEN_XML: Final = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/document.xml"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/presentation.xml"),
}  # fmt: skip
_OPEN_DOCUMENT: Final = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_BEGINS: Final = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}
_TEXT: Final = {"txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8"}
ENDINGS: Final = (*_BEGINS, *_OPEN_XML, *_OPEN_DOCUMENT, *_TEXT)
NOT_TAKEN: Final = (
    "This kind of file is not taken. Save it as PDF, Word, Excel, PowerPoint, OpenDocument, CSV, plain text, PNG or "
    "JPEG, without macros, and try again."
)


class NotTaken(ValueError):
    """A file of a kind that is not taken, or that is not what its name says."""

    def __str__(self) -> str:
        return NOT_TAKEN


def media_type(name: str, content: bytes) -> str:
    """Return the media type of a file whose content is what the ending of its name says. Raises NotTaken.

    Nothing that a browser would run (HTML, SVG) and nothing with macros is taken.
    """
    ending = name.rpartition(".")[2].lower()
    if ending in _BEGINS and content.startswith(_BEGINS[ending][1]):
        return _BEGINS[ending][0]
    if ending in _TEXT and _is_text(content):
        return _TEXT[ending]
    if ending in _OPEN_XML or ending in _OPEN_DOCUMENT:
        found = _of_archive(ending, content)
        if found:
            return found
    raise NotTaken


def safe_name(name: str) -> str:
    """Return a file's name as it may stand in a header and on a disk: no path, no control signs, not too long."""
    last = re.split(r"[\\/]", name)[-1]
    kept = re.sub(r"[^\w .()\-£&,]", "_", last).strip(" .") or "file"
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _of_archive(ending: str, content: bytes) -> str:
    """Return the type of an office file; "" for what is none or holds macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return ""
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                return ""
            if ending in _OPEN_XML:
                wanted, part = _OPEN_XML[ending]
                return wanted if part in names and "[Content_Types].xml" in names else ""
            if "mimetype" not in names or any(name.startswith("Basic/") for name in names):
                return ""
            with archive.open("mimetype") as kept:
                said = kept.read(200).decode("ascii", "replace").strip()
            return said if said == _OPEN_DOCUMENT[ending] else ""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        return ""
