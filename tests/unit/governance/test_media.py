"""Files are told by what they hold: what a browser would run and what has macros is not taken."""

import io
import zipfile

import pytest

from governance.rules.media import LONGEST_NAME, NotTaken, media_type, safe_name


def archive(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name, words in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), words)
    return kept.getvalue()


WORD = {"[Content_Types]_xml": "", "word__document_xml": ""}


class TestMediaType:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("paper.PDF", b"%PDF-1.7 rest", "application/pdf"),
            ("a.png", b"\x89PNG\r\n\x1a\nrest", "image/png"),
            ("a.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
            ("a.csv", "ref,£\n".encode(), "text/csv; charset=utf-8"),
            ("a.ods", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
             "application/vnd.oasis.opendocument.spreadsheet"),
            ("a.docx", archive(**WORD), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ],
    )  # fmt: skip
    def test_is_that_of_the_content(self, name, content, kind):
        assert media_type(name, content) == kind

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("page.html", b"<script>alert(1)</script>"),
            ("drawing.svg", b"<svg onload='alert(1)'/>"),
            ("paper.pdf", b"<html>"),
            ("noname", b"%PDF-1.7"),
            ("a.txt", b"\xff\xfe\x00binary"),
            ("a.docx", b"PK\x03\x04 broken"),
            ("a.docx", archive(mimetype="text/plain")),
            ("a.docm", archive(**WORD)),
            (
                "a.docx",
                archive(**WORD, word__vbaProject_bin="").replace(b"vbaProject_bin", b"vbaProject.bin"),
            ),
            ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
            ("a.zip", archive(a="b")),
        ],
    )
    def test_is_none_for_what_is_not_what_it_says_or_could_be_run(self, name, content):
        with pytest.raises(NotTaken, match="without macros"):
            media_type(name, content)


class TestSafeName:
    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("../../etc/Appendix 1.pdf", "Appendix 1.pdf"),
            ("C:\\papers\\Budget (£m).xlsx", "Budget (£m).xlsx"),
            ('a"b\r\nSet-Cookie: x.pdf', "a_b__Set-Cookie_ x.pdf"),
            ("", "file"),
        ],
    )
    def test_has_no_path_and_no_control_signs(self, name, kept):
        assert safe_name(name) == kept

    def test_is_not_too_long_and_keeps_its_ending(self):
        kept = safe_name("x" * 300 + ".pdf")

        assert len(kept) == LONGEST_NAME
        assert kept.endswith(".pdf")
