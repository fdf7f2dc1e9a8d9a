"""What a file is, by its content and not by its name, and the next step where it is nothing we read."""

from __future__ import annotations

import re

from savings.exchange.archive import Archive
from savings.exchange.limits import MEGABYTE, Limits, UnreadableFile

XLSX, ODS, CSV = "xlsx", "ods", "csv"
_SAVE = "open it in a spreadsheet program and save it as .xlsx"
_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"{\\rtf", "a word processor's document"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(!doctype\s+html|html|head|body|table|style|meta|\?mso|workbook|ss:workbook|office:document)",
    re.IGNORECASE | re.DOTALL,
)


def check_size(content: bytes, limits: Limits) -> None:
    """Refuse an empty file and one over the limit."""
    if not content:
        raise UnreadableFile("the file is empty", "check the file and upload it again")
    if len(content) > limits.file_size:
        raise UnreadableFile(
            f"the file is {len(content) / MEGABYTE:,.0f} MB, over the {limits.file_size // MEGABYTE} MB allowed",
            "leave out sheets and pictures that are not needed, or save the savings sheet as .csv",
        )


def suffix_of(name: str) -> str:
    """Return what follows the last point of a file's name, in small letters; "" without one."""
    last = re.split(r"[\\/]", name)[-1]
    return last.rpartition(".")[2].casefold() if "." in last else ""


def check_start(content: bytes, name: str) -> str:
    """Return "zip" or "csv" by a file's first bytes. Raises UnreadableFile for what is neither."""
    if content.startswith(b"PK"):
        return "zip"
    if content.startswith(_OLE):
        raise _ole(content)
    for start, what in _KNOWN:
        if content.startswith(start):
            raise UnreadableFile(
                f"the file is {what}, not a spreadsheet",
                "upload the spreadsheet it was made from, as .xlsx, .ods or .csv",
            )
    if _MARKUP.match(content[:4096].removeprefix(b"\xef\xbb\xbf")):
        named = (
            "a web page or XML saved under a spreadsheet's name"
            if suffix_of(name) in ("xls", "xlsx")
            else "a web page or XML"
        )
        raise UnreadableFile(f"the file is {named}", _SAVE)
    suffix = suffix_of(name)
    if suffix in ("xlsx", "xlsm", "xls", "ods", "xlsb"):
        raise UnreadableFile(
            f"the file's name ends in .{suffix} but it is not such a workbook",
            f"{_SAVE}; if it is a table in text form, end its name in .csv",
        )
    if suffix not in ("", "csv", "txt", "tsv"):
        raise UnreadableFile(f"a .{suffix} file is no spreadsheet", "upload an .xlsx, .ods or .csv file")
    return CSV


def check_archive(archive: Archive, name: str) -> str:
    """Return "xlsx" or "ods" by what a zip file holds. Raises UnreadableFile for what is neither."""
    suffix = suffix_of(name)
    kind = _kind(archive)
    if kind is None:
        raise UnreadableFile(
            "the file is a zip archive, not a spreadsheet", "unpack it and upload the spreadsheet inside"
        )
    fits = {XLSX: ("", "xlsx", "xlsm"), ODS: ("", "ods")}[kind]
    if suffix not in fits:
        raise UnreadableFile(
            f"the file's name ends in .{suffix} but it is an .{kind} workbook", f"end its name in .{kind}"
        )
    return kind


def _kind(archive: Archive) -> str | None:
    if archive.has("mimetype"):
        kind = archive.read("mimetype").strip()
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            if archive.has("META-INF/manifest.xml") and b"encryption-data" in archive.read(
                "META-INF/manifest.xml"
            ):
                raise UnreadableFile(
                    "the file is locked with a password",
                    "take the password off, save it and upload that copy",
                )
            return ODS
        if kind.startswith(b"application/vnd.oasis.opendocument"):
            raise UnreadableFile(
                "the file is an OpenDocument text or drawing, not a spreadsheet",
                "upload the spreadsheet, as .ods or .xlsx",
            )
    if archive.has("xl/workbook.bin"):
        raise UnreadableFile("the file is a binary workbook (.xlsb)", _SAVE)
    if archive.has("xl/workbook.xml") or _main_part(archive) is not None:
        return XLSX
    if archive.has("word/document.xml"):
        raise UnreadableFile(
            "the file is a Word document, not a spreadsheet",
            "copy the table into a workbook and save it as .xlsx",
        )
    if archive.has("ppt/presentation.xml"):
        raise UnreadableFile(
            "the file is a presentation, not a spreadsheet",
            "copy the table into a workbook and save it as .xlsx",
        )
    return None


def _main_part(archive: Archive) -> str | None:
    """Return the workbook part of an XLSX file that keeps it elsewhere than usual."""
    if not archive.has("[Content_Types].xml"):
        return None
    found = re.search(
        rb'PartName="/([^"]+)"[^>]*spreadsheetml\.sheet\.main\+xml', archive.read("[Content_Types].xml")
    )
    return found[1].decode("utf-8", "replace") if found else None


def _ole(content: bytes) -> UnreadableFile:
    """Name what an old Office file is: locked, a workbook, a document."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UnreadableFile(
            "the workbook is locked with a password",
            "take the password off (File, Info), save it and upload that copy",
        )
    if "WordDocument".encode("utf-16-le") in content:
        return UnreadableFile(
            "the file is an old Word document (.doc), not a spreadsheet",
            "copy the table into a workbook and save it as .xlsx",
        )
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return UnreadableFile("the file is an old Excel workbook (.xls)", "open it and save it as .xlsx")
    return UnreadableFile("the file is an old Office file", "open it and save it as .xlsx")
