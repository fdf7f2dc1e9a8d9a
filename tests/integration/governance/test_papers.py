"""Decision reports and what is attached to them: drafted, published, withdrawn; files behind rights."""

from datetime import timedelta

import pytest

from governance import changes, queries
from governance.models import Document
from programme.changes import Invalid
from programme.models import StoredFile
from programme.outbox.models import Event
from programme.rules import access
from tests.factories.governance import a_board, a_paper
from tests.factories.ground import LOADING, LONG_AGO, a_council, a_programme, someone

pytestmark = pytest.mark.django_db

LATER = LONG_AGO + timedelta(days=1)
PDF = b"%PDF-1.7 the appendix"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def manager(programme):
    return someone(access.MANAGER, programme, cleared=True)


def attach(paper, by, **values):
    given = {"title": "Appendix 1", "kind": "appendix", **values}
    return changes.attach_document(
        thing_kind="paper", thing_id=paper.id, values=given, content=PDF, file_name="a.pdf", by=by, at=LATER
    )


class TestDrafting:
    def test_numbers_papers_of_a_programme(self, programme, manager):
        refs = [a_paper(programme).ref for _ in range(2)]
        elsewhere = a_paper(a_programme()).ref

        assert (refs, elsewhere) == (["P1", "P2"], "P1")

    def test_is_for_officers_to_see_until_it_is_published(self, programme, manager):
        paper = a_paper(programme)
        member = someone(access.MEMBER, programme)
        before = queries.papers(reader=member, ids=[paper.id])

        changes.publish_paper(paper_id=paper.id, version=1, by=manager, at=LATER)

        assert before == {}
        assert queries.papers(reader=member, ids=[paper.id])[paper.id].state == "published"
        assert queries.papers(reader=access.public(), ids=[paper.id])[paper.id].contacts == ""

    def test_keeps_blank_what_was_not_printed(self, programme, manager):
        paper = a_paper(programme, statutory_power="Children Act 1989")

        row = queries.papers(reader=manager, ids=[paper.id])[paper.id]

        assert [name for name, _, _ in row.sections] == ["recommendations", "statutory_power"]
        assert (row.key_decision, row.key_words) == (None, "not stated")

    @pytest.mark.parametrize("missing", ["recommendations", "decision_maker_as_printed"])
    def test_is_published_once_it_says_what_is_asked_of_whom(self, programme, manager, missing):
        paper = a_paper(programme, **{missing: ""})

        with pytest.raises(Invalid, match="before it is published"):
            changes.publish_paper(paper_id=paper.id, version=1, by=manager, at=LATER)

    def test_says_why_a_published_one_changes(self, programme, manager):
        paper = a_paper(programme)
        changes.publish_paper(paper_id=paper.id, version=None, by=manager, at=LATER)
        change = {"paper_id": paper.id, "version": None, "by": manager, "at": LATER}

        with pytest.raises(Invalid, match="Say why"):
            changes.revise_paper(values={"reasons": "Others"}, **change)
        changes.revise_paper(values={"outcome": "Agreed"}, **change)
        changes.revise_paper(values={"reasons": "Others"}, reason="A figure was wrong", **change)

        assert queries.papers(reader=manager, ids=[paper.id])[paper.id].section("reasons") == "Others"

    def test_withdraws_with_a_reason_and_keeps_it(self, programme, manager):
        paper = a_paper(programme)

        with pytest.raises(Invalid, match="Say why"):
            changes.withdraw_paper(paper_id=paper.id, version=1, reason="", by=manager, at=LATER)
        changes.withdraw_paper(paper_id=paper.id, version=1, reason="Overtaken", by=manager, at=LATER)

        assert queries.papers(reader=manager, ids=[paper.id])[paper.id].state == "withdrawn"
        assert [e.type for e in Event.objects.filter(aggregate_id=paper.id).order_by("aggregate_version")] == [
            "governance.paper.revised", "governance.paper.withdrawn",
        ]  # fmt: skip

    def test_links_no_board_of_another_programme(self, programme, manager):
        other = a_board(a_programme(programme.organisation))

        with pytest.raises(Invalid, match="another programme"):
            changes.draft_paper(
                programme_id=programme.id,
                values={"subject": "X", "board_id": other.id},
                by=manager,
                at=LATER,
            )

    def test_is_refused_to_staff(self, programme):
        with pytest.raises(access.Refused):
            changes.draft_paper(
                programme_id=programme.id,
                values={"subject": "X"},
                by=someone(access.STAFF, programme),
                at=LATER,
            )


class TestDocuments:
    def test_are_seen_by_whoever_sees_them_and_what_they_are_attached_to(self, programme, manager):
        paper = a_paper(programme)
        changes.publish_paper(paper_id=paper.id, version=None, by=manager, at=LATER)
        attach(paper, manager, title="Open one")
        exempt = attach(paper, manager, title="Closed one", marking="exempt", exempt_paragraph=3)
        member = someone(access.MEMBER, programme)
        cleared = someone(access.MEMBER, programme, cleared=True)

        def titles(reader):
            return [d.title for d in queries.papers(reader=reader, ids=[paper.id])[paper.id].documents]

        assert titles(member) == titles(access.public()) == ["Open one"]
        assert titles(cleared) == ["Closed one", "Open one"]
        assert queries.document_content(reader=member, id=exempt.id) is None
        assert queries.document_content(reader=cleared, id=exempt.id) == PDF

    def test_of_a_closed_paper_are_as_closed_as_it(self, programme, manager):
        paper = a_paper(programme, marking="exempt", exempt_paragraph=4)
        document = attach(paper, manager)
        staff = someone(access.STAFF, programme)

        assert queries.document(reader=staff, id=document.id) is None
        assert queries.document(reader=manager, id=document.id).file_name == "a.pdf"
        assert Event.objects.get(type="governance.document.attached").closed

    def test_may_be_named_without_a_file(self, programme, manager):
        paper = a_paper(programme)
        values = {
            "title": "Draft budget", "number": "1", "kind": "appendix", "marking": "exempt",
            "exempt_paragraph": 3, "marking_note": "Category 3 of paragraph 10.4",
        }  # fmt: skip
        changes.attach_document(thing_kind="paper", thing_id=paper.id, values=values, by=manager, at=LATER)

        (row,) = queries.documents(reader=manager, thing_ids=[paper.id])[paper.id]

        assert (row.has_file, row.size) == (False, None)
        assert row.marking_words == "Exempt, paragraph 3 (Category 3 of paragraph 10.4)"

    def test_take_no_kind_of_file_that_runs(self, programme, manager):
        paper = a_paper(programme)

        with pytest.raises(Invalid, match="not taken"):
            changes.attach_document(
                thing_kind="paper", thing_id=paper.id, values={"title": "X"}, content=b"<script>",
                file_name="x.html", by=manager, at=LATER,
            )  # fmt: skip
        assert not StoredFile.objects.exists()

    def test_get_a_new_file_and_another_marking(self, programme, manager):
        document = attach(a_paper(programme), manager)
        change = {"document_id": document.id, "version": None, "by": manager, "at": LATER}

        changes.revise_document(
            values={"marking": "internal"}, content=b"%PDF-1.7 newer", file_name="b.pdf", **change
        )

        assert queries.document_content(reader=manager, id=document.id) == b"%PDF-1.7 newer"
        assert queries.document(reader=someone(access.SCRUTINY, programme), id=document.id) is None
        assert Document.pgh_event_model.objects.filter(pgh_obj_id=document.id).count() == 2

    def test_are_taken_off_and_kept(self, programme, manager):
        paper = a_paper(programme)
        document = attach(paper, manager)

        changes.remove_document(document_id=document.id, version=None, by=manager, at=LATER)

        assert queries.documents(reader=manager, thing_ids=[paper.id]) == {}
        assert Document.objects.filter(pk=document.id).exists()

    def test_of_another_council_are_refused(self, programme):
        paper = a_paper(programme)
        stranger = someone(access.MANAGER, a_council(), cleared=True)

        with pytest.raises(access.Refused, match="no such paper"):
            attach(paper, stranger)


class TestTemplate:
    def test_is_a_word_file_of_the_office(self, programme):
        office = someone(access.PMO, programme.organisation)
        given = {"programme_id": programme.id, "by": office, "at": LATER}

        with pytest.raises(Invalid, match="no Word file"):
            changes.set_word_template(name="x.pdf", content=PDF, **given)
        with pytest.raises(access.Refused):
            changes.set_word_template(
                **{**given, "by": someone(access.MANAGER, programme)}, name="", content=None
            )
        assert queries.word_templates([programme.id]) == {}
        changes.set_word_template(name="", content=None, **{**given, "by": LOADING})
