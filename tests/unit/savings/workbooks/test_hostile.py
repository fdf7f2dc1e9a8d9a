"""Files that are not what they say, or mean harm: each is refused in plain words, quickly, with the next step."""

import io
import os
import resource
import zipfile
from dataclasses import replace

import pytest

from savings.exchange.workbooks import LIMITS, UnreadableFile, read_workbook
from tests.unit.savings.workbooks.books import (
    MIMETYPE,
    OLE,
    ods,
    part_of,
    understated,
    with_part,
    xlsx,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def refusal(content, name="a.xlsx", limits=LIMITS):
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(content, name=name, limits=limits)
    assert refused.value.next_step
    return refused.value.what


def sheet_with(cells):
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


class TestNotWhatItSays:
    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (b"", "a.xlsx", "empty"),
            (b"   \n", "a.csv", "empty"),
            (b"%PDF-1.7 ...", "a.xlsx", "PDF"),
            (b"\x89PNG\r\n", "a.csv", "picture"),
            (OLE + "Workbook".encode("utf-16-le"), "a.xls", "old Excel workbook"),
            (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "old Word document"),
            (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "locked with a password"),
            (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "web page"),
            (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "a.xls", "web page or XML"),
            (b"Ref,Name\nS1,A\n", "a.xlsx", "not such a workbook"),
            (b"Ref,Name\nS1,A\n", "a.docx", "no spreadsheet"),
            (b"{\\rtf1", "a.csv", "word processor"),
            (b"PK\x03\x04 not a zip at all", "a.xlsx", "damaged"),
        ],
    )
    def test_it_is_named_for_what_it_is(self, content, name, words):
        assert words in refusal(content, name)

    def test_a_workbook_under_another_name_is_refused(self):
        assert ".csv but it is an .xlsx" in refusal(xlsx(), "a.csv")
        assert ".xlsx but it is an .ods" in refusal(ods(""), "a.xlsx")

    @pytest.mark.parametrize(
        ("parts", "words"),
        [
            ({"readme.txt": "x"}, "zip archive"),
            ({"word/document.xml": "<x/>"}, "Word document"),
            ({"ppt/presentation.xml": "<x/>"}, "presentation"),
            ({"xl/workbook.bin": "x"}, "binary workbook"),
            ({"mimetype": "application/vnd.oasis.opendocument.text"}, "OpenDocument text"),
            (
                {"mimetype": MIMETYPE, "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"},
                "password",
            ),
        ],
    )
    def test_other_archives_are_named(self, parts, words):
        assert words in refusal(zipped(parts), "a.xlsx")

    def test_a_file_cut_short_is_damaged(self):
        whole = xlsx()

        assert "damaged" in refusal(whole[: len(whole) // 2])
        assert "damaged" in refusal(whole[:-30])

    def test_a_workbook_with_broken_parts_is_damaged(self):
        assert "damaged" in refusal(with_part(xlsx(), SHEET, b"<worksheet><sheetData><row"))
        assert "damaged" in refusal(with_part(xlsx(), "xl/workbook.xml", b"not xml"))

    def test_a_part_that_does_not_match_its_check_is_damaged(self):
        content = bytearray(xlsx())
        place = content.find(b"xl/worksheets/sheet1.xml") + 40
        content[place : place + 8] = b"\x00" * 8

        assert "damaged" in refusal(bytes(content))


class TestTooMuch:
    def test_a_file_over_the_limit_is_refused_unread(self):
        assert "over the 25 MB" in refusal(b"PK\x03\x04" + b"\x00" * (25 * 1024 * 1024))

    def test_a_zip_bomb_is_refused_by_its_directory(self):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        bomb = with_part(xlsx(), SHEET, b"0" * (512 * 1024 * 1024 // 16))

        assert "unpacks to" in refusal(bomb)
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before < 150 * 1024

    def test_a_part_packed_a_hundredfold_is_refused(self):
        assert "times its size" in refusal(with_part(xlsx(), SHEET, b" " * (8 * 1024 * 1024)))

    def test_many_parts_that_are_small_each_are_refused_together(self):
        parts = {f"xl/media/{number}.bin": os.urandom(1024) for number in range(6)}

        assert "unpacks to" in refusal(
            zipped({**parts, "xl/workbook.xml": "<x/>"}), limits=replace(LIMITS, unpacked=4 * 1024)
        )

    def test_a_directory_that_lies_is_found_out(self):
        packed = with_part(xlsx(), SHEET, sheet_with(" " * (2 * 1024 * 1024)))

        assert "damaged" in refusal(understated(packed, SHEET, 500))

    def test_too_many_parts_are_refused(self):
        assert "1,000 parts" in refusal(zipped({f"{number}.xml": "" for number in range(1001)}))

    def test_two_parts_of_one_name_are_refused(self):
        content = io.BytesIO(xlsx())
        with zipfile.ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(SHEET, sheet_with(""))

        assert "same name" in refusal(content.getvalue())

    @pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\windows\\x", "xl\\..\\..\\x"])
    def test_a_part_that_points_outside_is_refused(self, name):
        assert "points outside" in refusal(with_part(xlsx(), name, b"x"))

    def test_an_unusual_packing_is_refused(self):
        assert "packed in a way" in refusal(zipped({"xl/workbook.xml": "<x/>"}, how=zipfile.ZIP_BZIP2))

    @pytest.mark.parametrize(
        ("place", "words"), [("XFD1", "column 16,384"), ("A1048576", "row 1,048,576"), ("GS9", "column 201")]
    )
    def test_values_far_out_are_refused(self, place, words):
        content = with_part(
            xlsx(),
            SHEET,
            sheet_with(f'<row><c r="A1"><v>1</v></c></row><row><c r="{place}"><v>1</v></c></row>'),
        )

        assert words in refusal(content)

    def test_more_rows_than_allowed_are_refused(self):
        assert "larger than 3 rows" in refusal(b"a,b\n" * 5, "a.csv", replace(LIMITS, rows=3))
        assert "larger than" in refusal(b"a,b,c,d\n", "a.csv", replace(LIMITS, columns=3))

    def test_repeated_cells_of_an_ods_are_counted_before_they_are_copied(self):
        one = 'office:value-type="float" office:value="1"/></table:table-row>'
        row = f'<table:table-row table:number-rows-repeated="1048576"><table:table-cell {one}'
        wide = f'<table:table-row><table:table-cell table:number-columns-repeated="16384" {one}'

        assert "more than 100,000 rows" in refusal(
            ods(f'<table:table table:name="S">{row}</table:table>'), "a.ods"
        )
        assert "beyond the 200 columns" in refusal(
            ods(f'<table:table table:name="S">{wide}</table:table>'), "a.ods"
        )

    def test_a_child_that_needs_too_much_memory_is_stopped(self):
        cells = '<row><c r="A1"><v>1</v></c></row><row><c r="GR99999"><v>1</v></c></row>'

        assert "more memory" in refusal(with_part(xlsx(), SHEET, sheet_with(cells)))

    def test_a_child_that_takes_too_long_is_stopped(self):
        assert "longer than 0.001 seconds" in refusal(xlsx(), limits=replace(LIMITS, seconds=0.001))


class TestXml:
    LAUGHS = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'

    @pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, LAUGHS.replace("DOCTYPE", "doctype")])
    @pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
    def test_entities_are_refused_in_every_part_that_is_read(self, text, part):
        assert "entities" in refusal(with_part(xlsx(), part, text))

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_entities_are_refused_in_wide_characters_too(self, encoding):
        assert "entities" in refusal(with_part(xlsx(), SHEET, self.LAUGHS.encode(encoding)))

    def test_an_encoding_in_which_they_could_hide_is_refused(self):
        assert "encoding" in refusal(
            with_part(xlsx(), SHEET, '<?xml version="1.0" encoding="UTF-7"?><worksheet/>')
        )

    def test_entities_are_refused_in_an_ods(self):
        body = part_of(ods(""), "content.xml").replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "x">]>', 1)

        assert "entities" in refusal(with_part(ods(""), "content.xml", body), "a.ods")

    def test_text_that_speaks_of_a_doctype_is_only_text(self):
        content = xlsx(lambda book: book.add_worksheet("S").write("A1", "<!DOCTYPE html>"))

        assert read_workbook(content, name="a.xlsx")[0].rows == (("<!DOCTYPE html>",),)
