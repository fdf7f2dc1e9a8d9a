"""Who may see a thing: its marking settled with its reasons, and the list of those who need to know."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from programme import changes, queries
from programme.changes import Invalid
from programme.models import Milestone, NeedToKnow, Withholding, Workstream
from programme.outbox.models import Event
from programme.queries import actor_for_person
from programme.rules.access import AUDIT, FINANCE, MANAGER, PMO, PROPER, STAFF, Actor, Refused
from tests.factories.ground import a_milestone, a_person, a_programme, a_workstream, grant, someone

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
LATER = date(2027, 5, 20)


def settle(thing: Any, by: Actor, *, marking: str = "exempt", at: datetime = AT, **values: Any) -> Any:
    given = {"paragraph": 3, "public_interest": "Prices are being negotiated", "review_on": LATER}
    if marking in ("open", "internal"):
        given = {}
    return changes.settle_marking(
        kind=thing._meta.model_name, thing_id=thing.pk, version=None, marking=marking, by=by, at=at,
        **{**given, **values},
    )  # fmt: skip


def now(actor: Actor) -> Actor:
    """Return the same person with the rights of this moment."""
    assert actor.person_id is not None
    found = actor_for_person(actor.person_id, door=actor.door)
    assert found is not None
    return found


class TestSettlingAMarking:
    def test_closes_the_thing_and_keeps_who_and_why(self) -> None:
        milestone = a_milestone()
        officer = someone(PROPER, milestone.programme.organisation, cleared=True)

        settle(milestone, officer, citation="Rule 10.4")

        milestone.refresh_from_db()
        assert (milestone.marking, milestone.exempt_paragraph) == ("exempt", 3)
        row = Withholding.objects.get(thing_id=milestone.pk)
        assert (row.marking, row.was, row.by_name, row.is_proposal) == ("exempt", "open", officer.name, False)
        assert (row.citation, row.public_interest) == ("Rule 10.4", "Prices are being negotiated")
        (event,) = Event.objects.filter(type="programme.marking.settled")
        assert event.closed
        assert "Prices" not in str(event.payload)

    def test_takes_the_proper_officer(self) -> None:
        milestone = a_milestone()
        office = someone(PMO, milestone.programme.organisation, cleared=True)

        with pytest.raises(Refused, match="proper officer"):
            settle(milestone, office)

    def test_takes_an_officer_who_may_see_it_afterwards(self) -> None:
        milestone = a_milestone()
        officer = someone(PROPER, milestone.programme.organisation)

        with pytest.raises(Refused):
            settle(milestone, officer)

    def test_asks_for_what_is_missing(self) -> None:
        milestone = a_milestone()
        officer = someone(PROPER, milestone.programme.organisation, cleared=True)

        with pytest.raises(Invalid) as refused:
            settle(milestone, officer, public_interest="", review_on=None)

        assert sorted(refused.value.problems) == ["public_interest", "review_on"]

    def test_again_is_a_review_with_its_new_date(self) -> None:
        milestone = a_milestone()
        officer = someone(PROPER, milestone.programme.organisation, cleared=True)
        settle(milestone, officer)

        settle(milestone, officer, review_on=date(2028, 1, 1), at=datetime(2027, 5, 20, tzinfo=UTC))

        newest, first = queries.withholdings(reader=officer, thing_ids=[milestone.pk])[milestone.pk]
        assert (first.review_on, newest.review_on) == (LATER, date(2028, 1, 1))


class TestAProposal:
    def test_waits_for_the_proper_officer_and_changes_nothing(self) -> None:
        milestone = a_milestone()
        council = milestone.programme.organisation
        office, officer = someone(PMO, council, cleared=True), someone(PROPER, council, cleared=True)

        changes.propose_marking(
            kind="milestone", thing_id=milestone.pk, marking="exempt", paragraph=4, public_interest="Staff talks",
            review_on=LATER, by=office, at=AT,
        )  # fmt: skip

        milestone.refresh_from_db()
        assert milestone.marking == "open"
        assert [row.by for row in queries.markings_proposed(reader=officer)] == [office.name]

        settle(milestone, officer, paragraph=4)

        assert queries.markings_proposed(reader=officer) == ()

    def test_is_what_a_form_makes_of_a_marking_and_it_holds_meanwhile(self) -> None:
        milestone = a_milestone()
        manager = someone(MANAGER, milestone.programme, cleared=True)

        changes.revise_milestone(
            milestone_id=milestone.pk, version=None, values={"marking": "exempt", "exempt_paragraph": 3}, by=manager,
            at=AT,
        )  # fmt: skip

        row = Withholding.objects.get(thing_id=milestone.pk)
        assert (row.marking, row.was, row.is_proposal) == ("exempt", "open", True)

    def test_cannot_open_what_is_withheld(self) -> None:
        milestone = a_milestone(marking="exempt", exempt_paragraph=3)
        manager = someone(MANAGER, milestone.programme, cleared=True)

        with pytest.raises(Invalid, match="proper officer"):
            changes.revise_milestone(
                milestone_id=milestone.pk, version=None, values={"marking": "open", "exempt_paragraph": None},
                by=manager, at=AT,
            )  # fmt: skip


class TestReviewsDue:
    def test_lists_what_is_to_be_looked_at_again(self) -> None:
        milestone = a_milestone()
        officer = someone(PROPER, milestone.programme.organisation, cleared=True)
        settle(milestone, officer)

        assert queries.reviews_due(reader=officer, on=date(2027, 5, 19)) == ()
        assert [row.thing.id for row in queries.reviews_due(reader=officer, on=LATER)] == [milestone.pk]

    def test_names_nothing_to_whoever_is_not_cleared(self) -> None:
        milestone = a_milestone()
        officer = someone(PROPER, milestone.programme.organisation, cleared=True)
        settle(milestone, officer)
        office = someone(PMO, milestone.programme.organisation)

        assert queries.reviews_due(reader=office, on=LATER) == ()


class TestANeedToKnowList:
    def test_hides_the_thing_from_everyone_cleared_who_is_not_on_it(self) -> None:
        milestone = a_milestone(marking="exempt", exempt_paragraph=4)
        council = milestone.programme.organisation
        office, other = someone(PMO, council, cleared=True), someone(FINANCE, council, cleared=True)

        changes.add_to_list(kind="milestone", thing_id=milestone.pk, person_ids=[], by=office, at=AT)

        assert Milestone.objects.visible_to(now(office)).filter(pk=milestone.pk).exists()
        assert not Milestone.objects.visible_to(now(other)).filter(pk=milestone.pk).exists()
        assert not now(other).sees(milestone.placement())

    def test_hides_what_belongs_to_the_thing(self) -> None:
        workstream = a_workstream(marking="exempt", exempt_paragraph=4)
        milestone = a_milestone(workstream)
        council = workstream.programme.organisation
        office, other = someone(PMO, council, cleared=True), someone(FINANCE, council, cleared=True)

        changes.add_to_list(kind="workstream", thing_id=workstream.pk, person_ids=[], by=office, at=AT)

        assert not Workstream.objects.visible_to(now(other)).exists()
        assert not Milestone.objects.visible_to(now(other)).exists()
        assert milestone.pk in queries.hidden_things(now(other))

    def test_hides_nothing_from_audit_of_the_council(self) -> None:
        milestone = a_milestone(marking="exempt", exempt_paragraph=4)
        council = milestone.programme.organisation
        office, audit = someone(PMO, council, cleared=True), someone(AUDIT, council, cleared=True)

        changes.add_to_list(kind="milestone", thing_id=milestone.pk, person_ids=[], by=office, at=AT)

        assert Milestone.objects.visible_to(now(audit)).filter(pk=milestone.pk).exists()

    def test_whoever_is_taken_off_no_longer_sees_it_at_once(self) -> None:
        milestone = a_milestone(marking="exempt", exempt_paragraph=4)
        council = milestone.programme.organisation
        office, other = someone(PMO, council, cleared=True), someone(FINANCE, council, cleared=True)
        where = {"kind": "milestone", "thing_id": milestone.pk}
        changes.add_to_list(**where, person_ids=[other.person_id], by=office, at=AT)
        assert now(other).sees(milestone.placement())

        changes.take_off_list(**where, person_id=other.person_id, by=now(office), at=AT)

        assert not now(other).sees(milestone.placement())

    def test_takes_nobody_whose_grants_do_not_show_it(self) -> None:
        milestone = a_milestone(marking="exempt", exempt_paragraph=4)
        council = milestone.programme.organisation
        office, staff = someone(PMO, council, cleared=True), someone(STAFF, council)

        with pytest.raises(Invalid, match="clear them for it first"):
            changes.add_to_list(
                kind="milestone", thing_id=milestone.pk, person_ids=[staff.person_id], by=office, at=AT
            )

    def test_is_for_what_is_withheld_alone(self) -> None:
        milestone = a_milestone()
        office = someone(PMO, milestone.programme.organisation, cleared=True)

        with pytest.raises(Invalid, match="mark it first"):
            changes.add_to_list(kind="milestone", thing_id=milestone.pk, person_ids=[], by=office, at=AT)

    def test_keeps_its_last_name(self) -> None:
        milestone = a_milestone(marking="exempt", exempt_paragraph=4)
        office = someone(PMO, milestone.programme.organisation, cleared=True)
        changes.add_to_list(kind="milestone", thing_id=milestone.pk, person_ids=[], by=office, at=AT)

        with pytest.raises(Invalid, match="end the list"):
            changes.take_off_list(
                kind="milestone", thing_id=milestone.pk, person_id=office.person_id, by=now(office), at=AT
            )

    def test_ends_when_the_thing_is_opened(self) -> None:
        milestone = a_milestone(marking="exempt", exempt_paragraph=4)
        council = milestone.programme.organisation
        person = a_person()
        grant(person, PMO, council, cleared=True)
        officer = grant(person, PROPER, council, cleared=True)
        changes.add_to_list(kind="milestone", thing_id=milestone.pk, person_ids=[], by=officer, at=AT)

        settle(milestone, now(officer), marking="internal")

        assert not NeedToKnow.objects.filter(removed_at=None).exists()

    def test_of_another_council_hides_nothing_here(self) -> None:
        milestone = a_milestone(marking="exempt", exempt_paragraph=4)
        office = someone(PMO, milestone.programme.organisation, cleared=True)
        elsewhere = a_programme()
        other = someone(PMO, elsewhere.organisation, cleared=True)

        changes.add_to_list(kind="milestone", thing_id=milestone.pk, person_ids=[], by=office, at=AT)

        assert [p.id for p in queries.programmes(reader=now(other)).values()] == [elsewhere.id]
