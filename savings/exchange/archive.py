"""Opens the zip file that an XLSX or ODS file is, mistrusting it.

The central directory is judged before anything is unpacked; what is unpacked is counted as it comes, whatever
the directory said; and the parts a reader needs are packed again, verified, into a file of our own, so that the
library that parses them never sees the one uploaded.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from savings.exchange.limits import MEGABYTE, Limits, UnreadableFile

SAVE_AS_XLSX = "open it in a spreadsheet program and save it as .xlsx"
DAMAGED = "the file is damaged or was not copied in full"
_END_OF_DIRECTORY = b"PK\x05\x06"
_CHUNK = 256 * 1024
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"iso-8859-15", b"windows-1252"}
_XML = (".xml", ".rels")


class Archive:
    """The parts of a zip file that may be read."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.limits = limits
        _check_count(content, limits)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError) as problem:
            raise UnreadableFile(DAMAGED, "save it again and upload the new copy") from problem
        self.entries = {info.filename: info for info in self.zip.infolist() if not info.is_dir()}
        self._check_directory()
        self._unpacked = 0

    def _check_directory(self) -> None:
        """Refuse by what the central directory says: too much, twice, elsewhere, locked, or oddly packed."""
        infos, limits = self.zip.infolist(), self.limits
        if len({info.filename.replace("\\", "/").casefold() for info in infos}) != len(infos):
            raise UnreadableFile("the file holds two parts of the same name", SAVE_AS_XLSX)
        for info in infos:
            name = info.filename.replace("\\", "/")
            if (
                name.startswith("/")
                or ".." in name.split("/")
                or re.match(r"[A-Za-z]:", name)
                or "\x00" in name
            ):
                raise UnreadableFile(
                    f"the file holds a part that points outside it ({name[:60]!r})", SAVE_AS_XLSX
                )
            if info.flag_bits & 0x1:
                raise UnreadableFile(
                    "the file is locked with a password",
                    "take the password off, save it and upload that copy",
                )
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise UnreadableFile("the file is packed in a way that spreadsheets are not", SAVE_AS_XLSX)
            if info.file_size > limits.entry:
                size, most = _megabytes(info.file_size), _megabytes(limits.entry)
                raise UnreadableFile(
                    f"one part of the file unpacks to {size}, over the {most} allowed",
                    "leave out sheets and columns that are not needed, or save the savings sheet as .csv",
                )
            if info.file_size > max(limits.small_entry, limits.ratio * max(info.compress_size, 1)):
                raise UnreadableFile(
                    f"one part of the file unpacks to more than {limits.ratio} times its size, as a zip bomb does",
                    "copy the savings to a new workbook and save that",
                )
        total = sum(info.file_size for info in infos)
        if total > limits.unpacked:
            raise UnreadableFile(
                f"the file unpacks to {_megabytes(total)}, over the {_megabytes(limits.unpacked)} allowed",
                "leave out sheets and pictures that are not needed, or save the savings sheet as .csv",
            )

    def has(self, name: str) -> bool:
        return name in self.entries

    def read(self, name: str) -> bytes:
        """Return a part, unpacked and counted; XML that could draw in other files or grow is refused."""
        info = self.entries[name]
        parts, size = [], 0
        try:
            with self.zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    if size > self.limits.entry or self._unpacked > self.limits.unpacked:
                        raise UnreadableFile(
                            "the file unpacks to more than it says, as a zip bomb does",
                            "copy the savings to a new workbook",
                        )
                    parts.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            struct.error,
            OSError,
            NotImplementedError,
        ) as problem:
            raise UnreadableFile(DAMAGED, "save it again and upload the new copy") from problem
        content = b"".join(parts)
        if name.casefold().endswith(_XML):
            check_xml(content)
        return content

    def repacked(self, names: list[str]) -> tuple[bytes, dict[str, bytes]]:
        """Return a new archive of these parts, unpacked, and the parts themselves; all other XML is checked too."""
        parts = {name: self.read(name) for name in names if self.has(name)}
        for name in self.entries:
            if name not in parts and name.casefold().endswith(_XML):
                self.read(name)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return packed.getvalue(), parts


def check_xml(content: bytes) -> None:
    """Refuse XML with a document type or entities, or in an encoding in which they could hide."""
    head = content[:4]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head:
        encoding = (
            "utf-16"
            if head[:2] in (b"\xff\xfe", b"\xfe\xff")
            else "utf-16-le"
            if head[1:2] == b"\x00"
            else "utf-16-be"
        )
        content = content.decode(encoding, errors="replace").encode("utf-8", errors="replace")
    else:
        declared = _ENCODING.match(content[:400])
        if declared and declared[1].lower() not in _PLAIN_ENCODINGS:
            raise UnreadableFile(
                "the file is written in an encoding that spreadsheets do not use", SAVE_AS_XLSX
            )
    if _DOCTYPE.search(content):
        raise UnreadableFile(
            "the file declares XML entities, which spreadsheets never do and attacks use",
            "copy the savings to a new workbook",
        )


def _check_count(content: bytes, limits: Limits) -> None:
    """Refuse a directory of too many parts before it is read."""
    place = content.rfind(_END_OF_DIRECTORY, max(0, len(content) - 66_000))
    if place < 0 or len(content) < place + 22:
        raise UnreadableFile(DAMAGED, "save it again and upload the new copy")
    (count,) = struct.unpack("<H", content[place + 10 : place + 12])
    (size,) = struct.unpack("<I", content[place + 12 : place + 16])
    if count > limits.entries or size > limits.entries * 512:
        raise UnreadableFile(
            f"the file holds more than {limits.entries:,} parts", "copy the savings to a new workbook"
        )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB"
