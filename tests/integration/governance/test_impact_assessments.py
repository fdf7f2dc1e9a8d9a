"""Impact assessments as a gate: screened, drafted, signed by another than the saver, reopened by evidence."""

from datetime import UTC, date, datetime

import pytest

from governance import changes, queries
from governance.models import Document, Paper
from programme.changes import Backdated, Invalid
from programme.rules import access
from programme.rules.access import Refused
from tests.factories.governance import a_decision, a_decision_maker, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_workstream, grant, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
LATER = datetime(2026, 5, 11, 9, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def owner():
    return a_person(name="Olive Owner")


@pytest.fixture
def workstream(owner):
    return a_workstream(owner_id=owner.id)


@pytest.fixture
def lead(owner, workstream):
    return grant(owner, access.LEAD, workstream)


@pytest.fixture
def manager(workstream):
    return grant(a_person(name="Mo Manager"), access.MANAGER, workstream.programme)


@pytest.fixture
def office(workstream):
    return grant(a_person(name="Pat Office"), access.PMO, workstream.programme.organisation)


@pytest.fixture
def decision(workstream):
    programme = workstream.programme
    maker = a_decision_maker(programme.organisation, name="Cabinet", kind="executive")
    overseen(workstream, None, maker)
    changes.set_limit(
        decision_maker_id=maker.id, kind="saving_change", limit=1_000_000, by=LOADING, at=LONG_AGO
    )
    return a_decision(programme, maker, ref="D1", workstream_id=workstream.id, amount=5000)


def an_assessment(workstream, by=LOADING, at=LONG_AGO, **values):
    given = {"kind": "equality", "subject": "Respite closes", "workstream_id": workstream.id, **values}
    return changes.add_assessment(programme_id=workstream.programme_id, values=given, by=by, at=at)


def screened(row, by, full=True, at=MAY):
    return changes.screen_assessment(
        assessment_id=row.id, version=None, full=full, reason="Families lose nights", by=by, at=at
    )


def drafted(row, by, at=MAY):
    return changes.draft_assessment(
        assessment_id=row.id, version=None, impact="Longer journeys", mitigation="Nearer beds", by=by, at=at
    )


def signed(row, by, at=JUNE):
    return changes.sign_assessment(assessment_id=row.id, version=None, by=by, at=at)


def made(decision, by, at=JUNE):
    return changes.take_step(
        decision_id=decision.id, version=None, step="made", on=date(2026, 6, 1), by=by, at=at
    )


def the_row(row, reader, at=None):
    return queries.impact_assessments(reader=reader, ids=[row.id], at=at)[row.id]


class TestSteps:
    def test_from_screening_to_signature(self, workstream, lead, manager, office):
        row = an_assessment(workstream, by=lead)
        screened(row, lead)
        drafted(row, manager)
        signed(row, office)

        found = the_row(row, office)
        assert (found.ref, found.state_words, found.is_done) == ("EQ1", "Signed", True)
        assert (found.signed_by, found.signed_on) == ("Pat Office", date(2026, 6, 1))
        assert found.may_not_sign == ("Olive Owner (owns " + workstream.ref + ")", "Mo Manager (drafted it)")
        steps = queries.assessment_steps([row.id], reader=office)[row.id]
        assert [(s.state, s.recorded_by) for s in steps] == [
            ("not_screened", "Olive Owner"), ("outstanding", "Olive Owner"), ("drafted", "Mo Manager"),
            ("signed", "Pat Office"),
        ]  # fmt: skip

    def test_as_at_a_moment(self, workstream, lead, office):
        row = an_assessment(workstream)
        screened(row, lead)
        drafted(row, lead, at=LATER)
        signed(row, office)

        assert the_row(row, office, at=MAY).state == "outstanding"
        assert the_row(row, office, at=LATER).state == "drafted"
        assert the_row(row, office, at=LATER).signed_by == ""
        assert queries.impact_assessments(reader=office, at=datetime(2026, 3, 1, tzinfo=UTC)) == {}

    @pytest.mark.parametrize("who", ["lead", "manager"])
    def test_neither_owner_nor_drafter_signs(self, request, workstream, lead, manager, who):
        row = an_assessment(workstream)
        screened(row, manager)
        drafted(row, manager)

        with pytest.raises(Refused, match="somebody else signs it"):
            signed(row, request.getfixturevalue(who))

    def test_nor_the_owner_of_the_saving(self, workstream, manager, office):
        saving = a_saving(workstream, owner_id=manager.person_id)
        row = an_assessment(workstream, saving_id=saving.id)
        screened(row, office)
        drafted(row, office)

        with pytest.raises(Refused, match=f"Mo Manager owns {saving.ref}: somebody else signs it"):
            signed(row, manager)

    def test_nobody_signs_for_another(self, workstream, lead):
        row = an_assessment(workstream)
        screened(row, lead)
        drafted(row, lead)

        with pytest.raises(Refused, match="A signature is a person's own"):
            signed(row, access.system())

    def test_a_step_out_of_turn_says_what_comes_next(self, workstream, manager, office):
        row = an_assessment(workstream)

        with pytest.raises(Invalid, match="EQ1 is not screened yet: screen it"):
            drafted(row, manager)
        screened(row, manager, full=False)
        with pytest.raises(Invalid, match="EQ1 is screened out: it is screened out; later evidence reopens"):
            signed(row, office)

    def test_later_evidence_reopens_it_with_a_reason(self, workstream, lead, manager, office):
        row = an_assessment(workstream)
        screened(row, lead)
        drafted(row, lead)
        signed(row, office)

        with pytest.raises(Invalid, match="reopen it with its evidence first"):
            changes.revise_assessment(
                assessment_id=row.id, version=None, values={"subject": "All of it"}, by=manager, at=JUNE
            )
        with pytest.raises(Invalid, match="Say which evidence"):
            changes.reopen_assessment(assessment_id=row.id, version=None, reason="", by=manager, at=JUNE)
        changes.reopen_assessment(
            assessment_id=row.id, version=None, reason="A second home closes", by=manager, at=JUNE
        )
        found = the_row(row, office)
        assert (found.state, found.signed_by, found.signed_on) == ("reopened", "", None)
        drafted(row, manager, at=JUNE)
        with pytest.raises(Refused, match="drafted it"):
            signed(row, manager)

    def test_what_is_asked_is_refused_in_words(self, workstream, manager):
        row = an_assessment(workstream)

        with pytest.raises(Invalid, match="keeps its reason"):
            changes.screen_assessment(
                assessment_id=row.id, version=None, full=True, reason=" ", by=manager, at=MAY
            )
        with pytest.raises(Invalid, match="lies ahead"):
            changes.screen_assessment(
                assessment_id=row.id, version=None, full=True, reason="So", on=date(2027, 1, 1), by=manager,
                at=MAY,
            )  # fmt: skip
        screened(row, manager, at=JUNE)
        with pytest.raises(Backdated):
            drafted(row, manager, at=MAY)
        with pytest.raises(Invalid, match="what it does to people"):
            changes.draft_assessment(
                assessment_id=row.id, version=None, impact="", mitigation="", by=manager, at=JUNE
            )
        with pytest.raises(Invalid, match="has begun"):
            changes.remove_assessment(assessment_id=row.id, version=None, reason="Twice", by=manager, at=JUNE)

    def test_takes_a_grant_there(self, workstream):
        with pytest.raises(Refused):
            an_assessment(workstream, by=someone(access.FINANCE, workstream.programme))

    def test_one_printed_as_completed_has_neither_day_nor_signature(self, workstream, office):
        row = an_assessment(workstream, source="The paper of July 2021")
        changes.complete_as_published(
            assessment_id=row.id, impact="As printed", mitigation="", by=office, at=MAY
        )

        found = the_row(row, office)
        assert (found.state_words, found.is_done) == ("Completed, as its paper says", True)
        assert (found.signed_by, found.signed_on) == ("", None)
        unnamed = an_assessment(workstream)
        with pytest.raises(Invalid, match="Name the paper"):
            changes.complete_as_published(
                assessment_id=unnamed.id, impact="", mitigation="", by=office, at=MAY
            )


class TestTheGate:
    def test_a_decision_waits_for_it_and_says_who_signs(self, workstream, decision, lead, manager, office):
        row = an_assessment(workstream, decision_id=decision.id)
        screened(row, manager)
        drafted(row, manager)

        with pytest.raises(Invalid) as held:
            made(decision, office)

        assert str(held.value) == (
            "step: Impact assessments come before the decision, and wait: EQ2, equality, of Respite closes: "
            "drafted, not signed; have it signed by somebody other than the saver; signed by Pat Office, not by "
            f"Olive Owner (owns {workstream.ref}) or Mo Manager (drafted it)"
        )
        signed(row, office)
        assert made(decision, office).state == "made"

    @pytest.mark.parametrize("about", ["decision", "saving", "workstream", "programme"])
    def test_it_may_be_about_what_the_decision_changes(self, workstream, decision, about):
        saving = a_saving(workstream)
        decision.effects.create(kind="saving_plan", subject_id=saving.id)
        links = {
            "decision": {"decision_id": decision.id},
            "saving": {"saving_id": saving.id},
            "workstream": {},
            "programme": {"workstream_id": None},
        }
        row = an_assessment(workstream, **links[about])

        found = queries.outstanding_assessments([decision.id])[decision.id]
        assert [one.ref for one in found] == [row.ref]

    def test_a_screening_that_nobody_recorded_holds_back_too(self, workstream, office):
        maker = a_decision_maker(workstream.programme.organisation, kind="council")
        overseen(workstream, None, maker)
        decision = a_decision(
            workstream.programme, maker, screened=False, workstream_id=workstream.id, amount=5000
        )
        an_assessment(workstream, kind="data_protection")

        with pytest.raises(Invalid) as held:
            made(decision, office)

        assert "DP1, data protection, of Respite closes: not screened yet; screen it" in str(held.value)
        assert "Equality screening is not on record: screen it under Impact assessments" in str(held.value)

    def test_a_virement_takes_no_screening(self, workstream):
        decision = a_decision(workstream.programme, screened=False, kind="virement")

        assert queries.outstanding_assessments([decision.id]) == {decision.id: ()}

    def test_another_workstreams_holds_nothing_back(self, workstream, decision):
        an_assessment(a_workstream(workstream.programme))

        assert queries.outstanding_assessments([decision.id]) == {decision.id: ()}

    def test_one_its_reader_may_not_see_holds_back_unnamed(self, workstream, decision, office):
        an_assessment(
            workstream, decision_id=decision.id, marking="exempt", exempt_paragraph=2, subject="One post"
        )

        (found,) = queries.outstanding_assessments([decision.id], reader=office)[decision.id]

        assert (found.ref, found.subject) == ("", "")
        assert found.words.startswith("An impact assessment that your grants do not show is not done")

    def test_asks_no_more_for_more(self, workstream, decision, office, django_assert_max_num_queries):
        for _ in range(8):
            an_assessment(workstream, decision_id=decision.id)

        with django_assert_max_num_queries(10):
            found = queries.outstanding_assessments([decision.id], reader=office)

        assert len(found[decision.id]) == 8


class TestThePaper:
    def test_has_the_signed_assessment_attached_as_closed_as_it_is(
        self, workstream, decision, manager, office
    ):
        paper = Paper.objects.create(
            programme=workstream.programme, workstream=workstream, ref="P1", subject="Respite"
        )
        decision.paper = paper
        decision.save()
        row = an_assessment(workstream, decision_id=decision.id, marking="internal")
        screened(row, manager)
        drafted(row, manager)
        signed(row, office)

        (document,) = Document.objects.filter(thing_kind="paper", thing_id=paper.id)
        assert (document.kind, document.number, document.marking) == ("impact_assessment", "EQ2", "internal")
        assert document.title == "Equality impact assessment: Respite closes"


class TestSight:
    def test_an_exempt_one_is_seen_by_the_cleared_alone(self, workstream, manager):
        row = an_assessment(workstream, marking="exempt", exempt_paragraph=1)

        assert queries.impact_assessments(reader=manager) == {}
        assert queries.assessment_steps([row.id], reader=manager) == {}
        cleared = someone(access.MANAGER, workstream.programme, cleared=True)
        assert list(queries.impact_assessments(reader=cleared)) == [row.id]

    def test_the_ref_of_a_hidden_saving_is_not_told(self, workstream, manager):
        saving = a_saving(
            workstream, owner_id=manager.person_id, marking="exempt", exempt_paragraph=1, ref="S-HIDDEN"
        )
        row = an_assessment(workstream, saving_id=saving.id)

        found = the_row(row, manager)
        assert (found.saving, found.saving_id) == ("", None)
        assert "S-HIDDEN" not in repr(found)
        assert "Mo Manager (owns its saving)" in found.may_not_sign
