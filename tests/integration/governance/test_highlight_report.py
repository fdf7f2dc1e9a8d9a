"""The highlight report read back: headings, tables whose header repeats, words for pictures, language, and rights."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance import changes
from governance.exchange.highlight_report import highlight_report, narrowed, written
from governance.models import Risk
from programme import changes as ground
from programme.models import Person
from programme.rules.access import CHAIR, MANAGER, PMO
from tests.factories.governance import a_board, overseen
from tests.factories.ground import a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.factories.views import AT, PROGRAMME, a_full_view

CANARY = "Quillfeather"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def words_of(content: bytes) -> str:
    """Return every part of the file as text: names of things must not hide in any of them."""
    with ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


class TestWritten:
    def test_has_headings_tables_that_repeat_their_header_and_british_english(self) -> None:
        document = opened(written(a_full_view(3), is_public=False, at=AT))

        headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert headings[:3] == ["Summary", "Since your last meeting", "Decisions asked for"]
        assert document.paragraphs[0].text == "Highlight report: New homes open Board"
        assert document.core_properties.language == "en-GB"
        assert len(document.tables) >= 8
        for table in document.tables:
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
            assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))

    def test_has_words_for_every_picture(self) -> None:
        document = opened(written(a_full_view(3), is_public=False, at=AT))

        described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
        assert len(described) == 2 + 3
        assert all(len(words) > 40 for words in described)

    def test_says_what_it_is_of_and_for_whom(self) -> None:
        said = words_of(written(a_full_view(1, illustrative=True), is_public=True, at=AT))

        assert "Public version" in said
        assert "Illustrative: a real programme" in said

    def test_is_written_on_the_council_s_template(self) -> None:
        template = Document()
        template.add_paragraph("Text of the template, which goes")
        template.sections[0].header.paragraphs[0].text = "Somewhere Council letterhead"
        kept = io.BytesIO()
        template.save(kept)

        document = opened(written(a_full_view(1), is_public=False, at=AT, template=kept.getvalue()))

        assert document.sections[0].header.paragraphs[0].text == "Somewhere Council letterhead"
        assert all("which goes" not in paragraph.text for paragraph in document.paragraphs)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(st.characters(codec="utf-8"), max_size=60))
    def test_is_a_word_file_whatever_its_texts_hold(self, words: str) -> None:
        view = a_full_view(1, name=words, words=words, bridges=(), trends=())

        assert opened(written(view, is_public=False, at=AT)).tables


class TestNarrowed:
    def test_keeps_one_programme_and_sums_up_anew(self) -> None:
        view = a_full_view(2)

        assert narrowed(view, PROGRAMME).moves == view.moves
        other = narrowed(view, a_full_view(1).last_meeting.id)  # type: ignore[union-attr]
        assert (other.moves, other.bridges, other.summary) == ((), (), (f"No change {view.since_words}.",))


@pytest.mark.django_db
class TestRights:
    @pytest.fixture
    def made(self) -> tuple[Any, Any]:
        programme = a_programme(name="Building for Brilliance", first_year=2026)
        board = a_board(programme, code="savings-board", name="Savings Board")
        shown = a_workstream(programme, ref="WS3", name="Fostering")
        hidden = a_workstream(programme, name=f"{CANARY} House", marking="exempt", exempt_paragraph=4)
        for one, name in ((shown, "Panel approves"), (hidden, f"{CANARY} closes")):
            overseen(one, board)
            milestone = a_milestone(one, name=name, baseline_date=date(2026, 10, 1))
            a_saving(one, name=f"Saving of {name}", waits_for=[milestone])
            ground.reforecast_milestone(
                milestone_id=milestone.pk, version=None, forecast=date(2027, 2, 1), reason=name,
                by=someone(MANAGER, programme, cleared=True), at=NOW - timedelta(days=2),
            )  # fmt: skip
        Risk.objects.create(
            programme=programme,
            workstream=hidden,
            ref="R9",
            title=CANARY,
            marking="exempt",
            exempt_paragraph=3,
        )
        return programme, board

    def test_are_the_reader_s_own_and_the_public_s(self, made: tuple[Any, Any]) -> None:
        programme, board = made
        chair = someone(CHAIR, programme, cleared=True)

        own = highlight_report(reader=chair, board_id=board.pk, at=NOW)
        everybody = highlight_report(reader=chair, board_id=board.pk, at=NOW, is_public=True)

        assert own is not None
        assert everybody is not None
        assert words_of(own).count(CANARY) >= 3
        assert "[Exempt]" in words_of(own)
        assert CANARY not in words_of(everybody)
        assert "Panel approves" in words_of(everybody)
        assert highlight_report(reader=someone(CHAIR, a_programme()), board_id=board.pk, at=NOW) is None

    def test_come_with_the_programme_s_template(self, made: tuple[Any, Any]) -> None:
        programme, board = made
        template, kept = Document(), io.BytesIO()
        template.sections[0].header.paragraphs[0].text = "Somewhere Council letterhead"
        template.save(kept)
        office = someone(PMO, programme)
        changes.set_word_template(
            programme_id=programme.pk, name="ours.docx", content=kept.getvalue(), by=office, at=NOW
        )

        report = highlight_report(reader=office, board_id=board.pk, at=NOW, programme_id=programme.pk)

        assert report is not None
        assert opened(report).sections[0].header.paragraphs[0].text == "Somewhere Council letterhead"

    def test_hold_for_the_command_too(self, made: tuple[Any, Any], tmp_path: Path) -> None:
        out, to = io.StringIO(), tmp_path / "open.docx"

        call_command("highlight_report", "--board", "savings-board", "--out", str(to), "--json", stdout=out)

        assert json.loads(out.getvalue())["public"] is True
        assert CANARY not in words_of(to.read_bytes())

    def test_hold_for_the_file_of_the_board_s_page(self, made: tuple[Any, Any], client: Client) -> None:
        programme, _ = made
        chair = someone(CHAIR, programme, cleared=True)
        client.force_login(Person.objects.get(pk=chair.person_id))

        own = client.get("/boards/savings-board/highlights.docx")
        everybody = client.get("/boards/savings-board/highlights.docx?public")

        assert "savings-board-highlights-public.docx" in everybody["Content-Disposition"]
        assert CANARY in words_of(own.content)
        assert CANARY not in words_of(everybody.content)
        client.force_login(Person.objects.get(pk=someone(CHAIR, a_programme()).person_id))
        assert client.get("/boards/savings-board/highlights.docx").status_code == 404
