"""Files made up for the tests: sound workbooks, and hostile ones."""

import io
import struct
import zipfile

import xlsxwriter

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def xlsx(write=None):
    """Return a workbook; `write` fills it, else one cell is written."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    if write is None:
        book.add_worksheet("Savings").write("A1", "x")
    else:
        write(book)
    book.close()
    return content.getvalue()


def ods(body, *, styles="", mimetype=MIMETYPE):
    """Return an ODS workbook with these tables."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": xml})


def zipped(parts, *, how=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def with_part(content, name, part):
    """Return a workbook with one part replaced, or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    return zipped({**parts, name: part})


def part_of(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def understated(content, name, size):
    """Return a zip file whose directory says that one part unpacks to `size` bytes, whatever it holds."""
    data = bytearray(content)
    place = 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        length = struct.unpack("<H", data[place + 28 : place + 30])[0]
        if bytes(data[place + 46 : place + 46 + length]) == name.encode():
            data[place + 24 : place + 28] = struct.pack("<I", size)
            local = struct.unpack("<I", data[place + 42 : place + 46])[0]
            data[local + 22 : local + 26] = struct.pack("<I", size)
        place += 4
    return bytes(data)
