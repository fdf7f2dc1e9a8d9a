"""What leaves as a file: documents behind rights, decision reports as Word, calendars of open items alone."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordFile
from docx.oxml.ns import qn
from icalendar import Calendar

from governance import changes
from governance.exchange.decision_report import decision_report
from governance.exchange.word import Report, is_template, missing_styles
from governance.models import CalendarLink
from programme.models import Person
from programme.rules import access
from tests.factories.governance import a_board, a_meeting, a_paper
from tests.factories.ground import (
    LOADING,
    LONG_AGO,
    a_council,
    a_milestone,
    a_programme,
    a_workstream,
    someone,
)

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 the appendix"
PAGE = "/account/calendar/"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def manager(programme):
    return someone(access.MANAGER, programme, cleared=True)


@pytest.fixture
def member(programme):
    return someone(access.MEMBER, programme)


def browser_of(actor):
    browser = Client()
    browser.force_login(Person.objects.get(pk=actor.person_id))
    return browser


def published(programme, by, **values):
    paper = a_paper(programme, **values)
    changes.publish_paper(paper_id=paper.id, version=None, by=by, at=LONG_AGO)
    return paper


def attached(paper, by, **values):
    given = {"title": "Appendix 1", "kind": "appendix", **values}
    return changes.attach_document(
        thing_kind="paper", thing_id=paper.id, values=given, content=PDF, file_name="Prices £.pdf", by=by,
        at=LONG_AGO,
    )  # fmt: skip


def word(content):
    return WordFile(io.BytesIO(content))


def words_of(content):
    found = word(content)
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in found.paragraphs), *cells])


class TestDocument:
    def test_is_kept_by_the_browser_and_never_shown_in_place(self, programme, manager, member):
        document = attached(published(programme, manager), manager)

        answer = browser_of(member).get(reverse("document", args=[document.id]))

        assert answer.content == PDF
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment; filename")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_that_is_exempt_is_not_there_for_who_is_not_cleared(self, programme, manager, member):
        exempt = attached(published(programme, manager), manager, marking="exempt", exempt_paragraph=3)
        path = reverse("document", args=[exempt.id])

        answers = [browser_of(one).get(path).status_code for one in (manager, member)]
        stranger = browser_of(someone(access.PMO, a_council(), cleared=True)).get(path).status_code

        assert (answers, stranger) == ([200, 404], 404)

    def test_is_for_people_signed_in(self, programme, manager):
        document = attached(published(programme, manager), manager)

        answer = Client().get(reverse("document", args=[document.id]))

        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


class TestReport:
    def test_has_headings_and_tables_that_are_read_out(self, programme, manager):
        paper = published(
            programme,
            manager,
            reasons="It costs too much",
            detail="Families were heard\n- twice",
            wards="All",
        )
        attached(paper, manager)

        found = word(decision_report(reader=manager, paper_id=paper.id, at=LONG_AGO))

        headings = [
            (p.style.name, p.text) for p in found.paragraphs if p.style.name.startswith(("Head", "Title"))
        ]
        assert headings == [
            ("Title", "Close the home"),
            ("Heading 1", "Recommendations"),
            ("Heading 1", "Reasons for the recommendations"),
            ("Heading 1", "Detail, with the consultation carried out"),
            ("Heading 1", "Appendices and other documents"),
        ]
        for table in found.tables:
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
            assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        langs = {lang.get(qn("w:val")) for lang in found.styles.element.iter(qn("w:lang"))}
        assert langs == {"en-GB"}
        assert found.core_properties.language == "en-GB"
        assert found.core_properties.title == "Close the home"
        assert [p.text for p in found.paragraphs if p.style.name == "List Bullet"] == ["twice"]

    def test_leaves_out_what_its_reader_may_not_see(self, programme, manager, member):
        paper = published(programme, manager)
        attached(paper, manager, title="CANARY prices", marking="exempt", exempt_paragraph=3)

        full, narrow, public = (
            words_of(decision_report(reader=reader, paper_id=paper.id, at=LONG_AGO, is_public=is_public))
            for reader, is_public in ((manager, False), (member, False), (manager, True))
        )

        assert "CANARY prices" in full
        assert "Exempt, paragraph 3" in full
        assert "CANARY" not in narrow + public
        assert "Public version." in public
        assert manager.name not in public

    def test_has_no_public_version_of_a_draft_or_an_exempt_paper(self, programme, manager):
        draft = a_paper(programme)
        exempt = published(programme, manager, marking="exempt", exempt_paragraph=4)

        for paper in (draft, exempt):
            assert decision_report(reader=manager, paper_id=paper.id, at=LONG_AGO)
            assert decision_report(reader=manager, paper_id=paper.id, at=LONG_AGO, is_public=True) is None
        assert (
            browser_of(manager).get(reverse("paper-report", args=[exempt.id]), {"public": ""}).status_code
            == 404
        )

    def test_is_written_on_the_councils_own_template(self, programme, manager):
        own = WordFile()
        own.add_paragraph("Words of the template that go")
        own.sections[0].header.paragraphs[0].text = "Anytown Council"
        own.styles.element.remove(own.styles["Heading 2"].element)
        kept = io.BytesIO()
        own.save(kept)
        changes.set_word_template(
            programme_id=programme.id, name="ours.docx", content=kept.getvalue(), by=LOADING, at=LONG_AGO
        )
        paper = published(programme, manager)

        content = decision_report(reader=manager, paper_id=paper.id, at=LONG_AGO)

        assert "Words of the template" not in words_of(content)
        assert word(content).sections[0].header.paragraphs[0].text == "Anytown Council"

    def test_holds_no_sign_that_word_cannot(self, programme, manager):
        paper = published(programme, manager, subject="Odd\x0b sign", reasons="a\x01b")

        assert "ab" in words_of(decision_report(reader=manager, paper_id=paper.id, at=LONG_AGO))

    def test_is_named_without_its_subject(self, programme, manager):
        paper = published(programme, manager)

        answer = browser_of(manager).get(reverse("paper-report", args=[paper.id]), {"public": ""})

        assert answer["Content-Disposition"] == f'attachment; filename="{programme.code}-p1-public.docx"'

    def test_says_that_it_is_invented(self, manager):
        paper = a_paper(a_programme(illustrative=True))

        content = decision_report(reader=access.system(), paper_id=paper.id, at=LONG_AGO)

        assert "Illustrative" in words_of(content)


class TestCalendar:
    def key_of(self, browser, name="Telephone"):
        page = browser.post(PAGE, {"name": name}).content.decode()
        return re.search(r'<code id="address">[^<]*/calendar/([^<]+)\.ics</code>', page)[1]

    def events(self, key):
        answer = Client().get(f"/calendar/{key}.ics")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        return [part for part in Calendar.from_ical(answer.content).walk() if part.name == "VEVENT"]

    def test_is_shown_once_kept_as_a_hash_and_revoked_at_once(self, member):
        browser = browser_of(member)
        key = self.key_of(browser)

        row = CalendarLink.objects.get()
        page = browser.get(PAGE).content.decode()
        assert key not in page
        assert key not in repr(row.__dict__)
        assert self.events(key) == []
        browser.post(f"{PAGE}{row.id}/revoke/")
        assert Client().get(f"/calendar/{key}.ics").status_code == 404
        assert Client().get("/calendar/cal_nobody.ics").status_code == 404

    def test_is_made_once_for_a_form_sent_twice(self, member):
        browser = browser_of(member)
        self.key_of(browser)

        again = browser.post(PAGE, {"name": "Telephone"}).content.decode()

        assert "You have an address of this name" in again
        assert CalendarLink.objects.count() == 1

    def test_is_revoked_by_its_owner_alone(self, member, manager):
        self.key_of(browser_of(member))

        answer = browser_of(manager).post(f"{PAGE}{CalendarLink.objects.get().id}/revoke/")

        assert answer.status_code == 404
        assert CalendarLink.objects.get().revoked_at is None

    def test_holds_meetings_and_milestones_that_are_open_even_for_who_is_cleared(self, programme, manager):
        board = a_board(programme, name="Transformation Board")
        soon = timezone.now().replace(microsecond=0) + timedelta(days=3)
        a_meeting(board, starts_at=soon, ends_at=soon + timedelta(hours=2), place="Room 3")
        a_meeting(board, starts_at=soon + timedelta(days=1), marking="internal")
        a_meeting(
            board, starts_at=soon + timedelta(days=2), title="CANARY", marking="exempt", exempt_paragraph=3
        )
        strand = a_workstream(programme)
        a_milestone(strand, ref="M1", name="Homes open", baseline_date=date(2095, 5, 4))
        a_milestone(strand, name="By spring", baseline_date=date(2095, 3, 1), baseline_precision="season")
        a_milestone(a_workstream(programme, marking="exempt", exempt_paragraph=4), name="CANARY")

        key = self.key_of(browser_of(manager))
        content = Client().get(f"/calendar/{key}.ics").content.decode()
        meeting, milestone = self.events(key)

        assert "CANARY" not in content
        assert (str(meeting["SUMMARY"]), meeting.decoded("dtstart"), str(meeting["LOCATION"])) == (
            "Transformation Board", soon, "Room 3",
        )  # fmt: skip
        assert (str(milestone["SUMMARY"]), milestone.decoded("dtstart")) == (
            "Due: M1 Homes open",
            date(2095, 5, 4),
        )

    def test_says_that_a_meeting_is_called_off(self, programme, manager):
        meeting = a_meeting(a_board(programme), starts_at=timezone.now() + timedelta(days=3))
        changes.cancel_meeting(
            meeting_id=meeting.id, version=None, reason="No business", by=LOADING, at=timezone.now()
        )

        (event,) = self.events(self.key_of(browser_of(manager)))

        assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 1)

    def test_changes_with_its_things_alone(self, programme, manager):
        starts = timezone.now().replace(microsecond=0) + timedelta(days=3)
        meeting = changes.plan_meeting(
            board_id=a_board(programme).id, values={"starts_at": starts}, by=LOADING, at=LONG_AGO
        )
        path = f"/calendar/{self.key_of(browser_of(manager))}.ics"
        first = Client().get(path)

        assert Client().get(path).content == first.content
        unchanged = Client().get(path, headers={"If-None-Match": first["ETag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")

        values = {"starts_at": starts + timedelta(hours=1)}
        changes.revise_meeting(
            meeting_id=meeting.id, version=None, values=values, by=LOADING, at=timezone.now()
        )
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
        was, now = (Calendar.from_ical(one.content).walk("VEVENT")[0] for one in (first, again))
        assert again.status_code == 200
        assert (was["UID"], int(was["SEQUENCE"]) + 1) == (now["UID"], int(now["SEQUENCE"]))

    def test_is_in_local_time_in_whole_days_and_in_folded_lines(self, programme, manager):
        starts = datetime(2095, 7, 4, 8, tzinfo=UTC)
        a_meeting(a_board(programme, name="Bwrdd Trawsnewid â Chyfyngiadau ŵ ŷ " * 3), starts_at=starts)
        a_milestone(a_workstream(programme), ref="M1", baseline_date=date(2095, 5, 4))

        content = Client().get(f"/calendar/{self.key_of(browser_of(manager))}.ics").content

        assert b"DTSTART;TZID=Europe/London:20950704T090000\r\n" in content
        assert b"DTSTART;VALUE=DATE:20950504\r\nDTEND;VALUE=DATE:20950505\r\n" in content
        assert b"BEGIN:VTIMEZONE" in content
        assert max(len(line) for line in content.split(b"\r\n")) <= 75

    def test_shows_nothing_once_the_grant_is_gone(self, programme, manager):
        a_meeting(a_board(programme), starts_at=timezone.now() + timedelta(days=3))
        key = self.key_of(browser_of(manager))
        Person.objects.get(pk=manager.person_id).grants.all().delete()

        assert self.events(key) == []

    def test_gives_one_meeting_to_who_may_see_it(self, programme, member):
        board = a_board(programme)
        open_one = a_meeting(board, marking="internal")
        closed = a_meeting(board, starts_at=LONG_AGO, marking="exempt", exempt_paragraph=1)

        answers = [browser_of(member).get(reverse("meeting-ics", args=[m.id])) for m in (open_one, closed)]

        assert [a.status_code for a in answers] == [200, 404]
        assert answers[0]["Content-Disposition"] == 'attachment; filename="meeting.ics"'


class TestTemplate:
    @pytest.mark.parametrize("content", [b"PK\x03\x04", b"<html>", PDF])
    def test_is_none_where_no_report_can_be_written_on_it(self, content):
        assert not is_template(content)

    def test_is_any_word_file(self):
        kept = io.BytesIO()
        WordFile().save(kept)

        assert is_template(kept.getvalue())

    def test_says_which_styles_it_lacks(self):
        own = WordFile()
        for name in ("Heading 3", "List Bullet"):
            own.styles[name].delete()
        kept = io.BytesIO()
        own.save(kept)

        assert missing_styles(kept.getvalue()) == ("Heading 3", "List Bullet")
        report = Report(title="T", author="A", at=LONG_AGO, template=kept.getvalue())
        report.heading("Deeper", level=3)
        report.text("- first")
        assert is_template(kept.getvalue())
        assert [p.text for p in report.document.paragraphs] == ["T", "Deeper", "\u2022 first"]
