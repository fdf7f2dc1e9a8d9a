"""Meetings, papers, actions, findings and consultations at the programme office's desk."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordFile

from governance import changes, queries
from governance.models import (
    Action,
    AgendaItem,
    Attendance,
    Consultation,
    Document,
    Finding,
    GovernanceSettings,
    Meeting,
    Paper,
)
from programme.outbox.models import Event
from programme.rules import access
from tests.factories.governance import a_board, a_meeting, a_paper, a_seat, an_action, some_findings
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, grant, someone
from tests.integration.admin.desk import Desk, add_url, list_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def office(programme):
    return Desk(someone(access.PMO, programme.organisation, cleared=True))


@pytest.fixture
def board(programme):
    return a_board(programme, quorum=1)


def act(thing, name, *more):
    return reverse(f"admin:governance_{thing._meta.model_name}_{name}", args=[thing.pk, *more])


class TestMeetings:
    def test_are_planned_and_revised(self, office, board):
        page = office.open(add_url(Meeting))

        office.send(
            add_url(Meeting),
            page.typed(
                "meeting_form", board=board.pk, starts_at_0="2027-01-14", starts_at_1="10:00", place="Room 3"
            ),
        )
        meeting = Meeting.objects.get()
        page = office.form(meeting)
        office.save(meeting, page.typed("meeting_form", place="Room 4"))

        meeting.refresh_from_db()
        assert timezone.localtime(meeting.starts_at).hour == 10
        assert (meeting.place, meeting.version) == ("Room 4", 2)
        event = Event.objects.filter(aggregate_id=meeting.pk).latest("aggregate_version")
        assert event.payload["fields_changed"] == ["place"]

    def test_nobody_touched_are_not_saved(self, office, board):
        meeting = a_meeting(board)
        page = office.form(meeting)

        office.save(meeting, page.typed("meeting_form"))

        meeting.refresh_from_db()
        assert meeting.version == 1

    def test_keep_agenda_and_attendance_in_their_rows(self, office, board, programme):
        meeting, person = a_meeting(board), a_person()
        grant(person, access.MEMBER, programme)
        a_seat(board, person)
        page = office.form(meeting)

        office.save(
            meeting,
            page.typed("meeting_form", agenda__TOTAL_FORMS=1, attendance__TOTAL_FORMS=1)
            | {
                "agenda-0-title": "The homes", "agenda-0-kind": "information", "agenda-0-position": "1",
                "attendance-0-person": str(person.pk), "attendance-0-state": "present",
            },
        )  # fmt: skip
        page = office.form(meeting)
        row = page.row_of("meeting_form", "attendance", Attendance.objects.get().pk)
        item = page.row_of("meeting_form", "agenda", AgendaItem.objects.get().pk)
        office.save(
            meeting, page.typed("meeting_form", **{f"{row}-state": "apologies", f"{item}-title": "Homes"})
        )

        assert AgendaItem.objects.get().title == "Homes"
        assert Attendance.objects.get().state == "apologies"
        page = office.form(meeting)
        assert "0 of 1 member present, the quorum is 1: not quorate" in page
        office.save(meeting, page.typed("meeting_form", **{f"{row}-DELETE": "on", f"{item}-DELETE": "on"}))
        assert not Attendance.objects.exists()
        assert AgendaItem.objects.get().removed_at is not None

    def test_are_held_once_they_began(self, office, board):
        meeting = a_meeting(board)

        office.send(act(meeting, "hold"), {"words": "All heard"})

        meeting.refresh_from_db()
        assert (meeting.state, meeting.notes) == ("held", "All heard")

    def test_are_called_off_with_a_reason(self, office, board):
        meeting = a_meeting(board)

        refused = office.send(act(meeting, "cancel"), {"words": ""})
        office.send(act(meeting, "cancel"), {"words": "No business"})

        meeting.refresh_from_db()
        assert "Say why it is called off" in refused
        assert meeting.state == "cancelled"

    def test_fill_their_agenda_from_what_needs_deciding(self, office, board, programme):
        meeting = a_meeting(board)
        an_action(programme, board_id=board.pk, due_on=LONG_AGO.date() - timedelta(days=9))
        page = office.open(act(meeting, "agenda"))

        office.send(act(meeting, "agenda"), page.typed("suggestions"))

        assert "1 overdue by then" in page
        assert AgendaItem.objects.get().kind == "action"
        assert "Nothing that you may see waits" in office.open(act(meeting, "agenda"))

    def test_record_what_they_resolved_about_the_public(self, office, board, programme):
        meeting = a_meeting(board, in_public=True)
        paper = a_paper(programme, marking="exempt", exempt_paragraph=3, subject="Prices")
        item = changes.add_agenda_item(
            meeting_id=meeting.pk, values={"title": "X", "paper_id": paper.pk}, by=LOADING, at=LONG_AGO
        )

        asked = office.form(meeting)
        office.send(act(meeting, "public", item.pk), {"excluded": "yes"})

        assert "The meeting is asked to resolve to exclude the public for item 1" in asked
        assert "The meeting resolved to exclude the public for item 1" in office.form(meeting)

    def test_hide_an_exempt_item_from_an_officer_who_is_not_cleared(self, board, programme):
        meeting = a_meeting(board)
        paper = a_paper(programme, marking="exempt", exempt_paragraph=3, subject="CANARY")
        changes.add_agenda_item(
            meeting_id=meeting.pk, values={"title": "X", "paper_id": paper.pk}, by=LOADING, at=LONG_AGO
        )
        uncleared = Desk(someone(access.PMO, programme.organisation))

        pages = [uncleared.form(meeting), uncleared.list(Paper), uncleared.open(act(meeting, "agenda"))]

        assert all(page.status == 200 for page in pages)
        assert not any("CANARY" in page.html or str(paper.pk) in page.html for page in pages)

    def test_are_done_nothing_to_by_a_manager(self, board, programme):
        meeting = a_meeting(board)
        manager = Desk(someone(access.MANAGER, programme))

        assert manager.form(meeting).status == 200
        assert "_save" not in manager.form(meeting).html
        assert [manager.send(act(meeting, name), {}).status for name in ("hold", "cancel", "agenda")] == [
            403
        ] * 3


class TestPapers:
    def test_are_drafted_published_and_changed_with_a_reason(self, office, programme):
        page = office.open(add_url(Paper))

        office.send(
            add_url(Paper),
            page.typed(
                "paper_form", programme=programme.pk, subject="Close the home", recommendations="Agree",
                decision_maker_as_printed="Cabinet", key_decision="true",
            ),
        )  # fmt: skip
        paper = Paper.objects.get()
        office.send(act(paper, "publish"), {})
        page = office.form(paper)
        refused = office.save(paper, page.typed("paper_form", reasons="Cost"))
        office.save(paper, page.typed("paper_form", reasons="Cost", reason="Left out by mistake"))

        paper.refresh_from_db()
        assert (paper.ref, paper.state, paper.key_decision) == ("P1", "published", True)
        assert "Say why: this paper is published" in refused
        assert paper.reasons == "Cost"

    def test_take_documents_and_give_them_up(self, office, programme):
        paper = a_paper(programme)
        path = act(paper, "documents")
        given = {
            "title": "Appendix 1", "kind": "appendix", "number": "1", "marking": "exempt",
            "exempt_paragraph": "3", "marking_note": "Rule 10.4",
        }  # fmt: skip

        wrong = office.send(path, {**given, "file": SimpleUploadedFile("a.pdf", b"<html>")})
        office.send(path, {**given, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
        page = office.open(path)
        document = Document.objects.get()
        office.send(
            reverse("admin:governance_paper_document_remove", args=[paper.pk, document.pk]), {"words": "Old"}
        )

        document.refresh_from_db()
        assert "This kind of file is not taken" in wrong
        assert "Exempt, paragraph 3 (Rule 10.4)" in page
        assert document.removed_at is not None

    def test_are_withdrawn_with_a_reason(self, office, programme):
        paper = a_paper(programme)

        office.send(act(paper, "withdraw"), {"words": "Overtaken"})

        paper.refresh_from_db()
        assert paper.state == "withdrawn"

    def test_take_the_councils_word_template(self, office, programme):
        paper, kept = a_paper(programme), io.BytesIO()
        WordFile().save(kept)

        refused = office.send(act(paper, "template"), {"file": SimpleUploadedFile("t.docx", b"no")})
        office.send(act(paper, "template"), {"file": SimpleUploadedFile("t.docx", kept.getvalue())})

        assert "No report can be written on this file" in refused
        assert GovernanceSettings.objects.get().word_template_name == "t.docx"

    def test_are_read_by_audit(self, programme):
        paper = a_paper(programme)
        audit = Desk(someone(access.AUDIT, programme.organisation, cleared=True))

        assert "_save" not in audit.form(paper).html
        assert audit.send(act(paper, "publish"), {}).status == 403


class TestActions:
    def test_are_agreed_put_off_and_done(self, office, programme):
        page = office.open(add_url(Action))
        office.send(
            add_url(Action),
            page.typed("action_form", programme=programme.pk, text="Tell the unions", due_on="2026-05-01"),
        )
        action = Action.objects.get()
        page = office.form(action)
        refused = office.save(action, page.typed("action_form", due_on="2026-06-01"))
        office.save(action, page.typed("action_form", due_on="2026-06-01", reason="Away"))
        page = office.form(action)
        office.save(action, page.typed("action_form", done_on="2026-05-20", outcome="Told"))

        action.refresh_from_db()
        assert "Say why the date is put off" in refused
        assert (action.ref, str(action.done_on), action.outcome) == ("A1", "2026-05-20", "Told")
        assert "Done 20 May 2026" in office.list(Action, state="done")
        assert [e.type for e in Event.objects.filter(aggregate_id=action.pk).order_by("aggregate_version")] == [
            "governance.action.agreed", "governance.action.revised", "governance.action.done",
        ]  # fmt: skip

    def test_are_taken_up_again_and_taken_off(self, office, programme):
        action = an_action(programme)
        changes.complete_action(
            action_id=action.pk, version=None, done_on=LONG_AGO.date(), by=LOADING, at=LONG_AGO
        )
        page = office.form(action)

        office.save(action, page.typed("action_form", done_on="", reason="Not all"))
        action.refresh_from_db()
        taken_up = action.done_on
        office.send(
            reverse("admin:governance_action_delete", args=[action.pk]),
            {"post": "yes", "reason": "Twice", f"version-{action.pk}": action.version},
        )

        action.refresh_from_db()
        assert taken_up is None
        assert action.removed_at is not None


class TestFindings:
    def test_go_step_by_step_with_what_was_done(self, office, programme):
        finding = some_findings(programme)[0]
        page = office.form(finding)
        office.save(finding, page.typed("finding_form", state="accepted", due_on="2026-12-01"))
        page = office.form(finding)
        refused = office.save(finding, page.typed("finding_form", state="done"))
        office.save(finding, page.typed("finding_form", state="done", reason="Chart drawn"))

        finding.refresh_from_db()
        assert (finding.state, str(finding.due_on)) == ("done", "2026-12-01")
        assert "Say what was done, or why" in refused
        assert "Chart drawn" in office.form(finding)

    def test_that_are_to_be_read_take_no_state(self, office, programme):
        strength = some_findings(programme)[2]

        page = office.form(strength)

        assert "state" not in page.forms["finding_form"]
        assert "To read" in office.list(Finding, waiting="read")

    def test_are_stepped_by_a_manager(self, programme):
        finding = some_findings(programme)[0]
        manager = Desk(someone(access.MANAGER, programme))
        page = manager.form(finding)

        manager.save(finding, page.typed("finding_form", state="not_accepted", reason="Overtaken"))

        finding.refresh_from_db()
        assert finding.state == "not_accepted"

    def test_are_added_one_at_a_time(self, office, programme):
        page = office.open(add_url(Finding))
        typed = page.typed(
            "finding_form", programme=programme.pk, review="Peer review", number="1", theme="IT", kind="concern",
            summary="Slow",
        )  # fmt: skip

        office.send(add_url(Finding), typed)
        again = office.send(add_url(Finding), typed)

        assert Finding.objects.get().review == "Peer review"
        assert "has a finding of this number already" in again


class TestConsultations:
    def test_are_put_on_record(self, office, programme):
        page = office.open(add_url(Consultation))
        office.send(
            add_url(Consultation),
            page.typed(
                "consultation_form", programme=programme.pk, title="On the homes", opens_on="2026-02-02",
                closes_on="2026-03-01", responses="120",
            ),
        )  # fmt: skip
        row = Consultation.objects.get()
        page = office.form(row)
        refused = office.save(row, page.typed("consultation_form", closes_on="2026-01-01"))
        office.save(row, page.typed("consultation_form", outcome="Heard"))

        row.refresh_from_db()
        assert "closes on the day it opens" in refused
        assert row.outcome == "Heard"
        assert queries.consultations(reader=office.actor)[row.pk].days == 28
        assert "On the homes" in office.open(list_url(Consultation))
