"""What a reader may not see reads like what does not exist, byte for byte, in every answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from bots.queries import answer
from governance.changes import reassess_programme
from programme import changes as ground
from programme.rules.access import Actor, public, system
from tests.factories.ground import (
    a_council,
    a_milestone,
    a_person,
    a_programme,
    a_workstream,
    grant,
    someone,
)
from tests.factories.savings import a_saving
from tests.integration.bots.hubs import AT, BY, NOVEMBER, hubs

CANARY = "Zanzibar"
QUESTIONS = (
    "help", "red", "slipped", "slipped since 1 Jan 2026", "savings", "status hubs", "savings total hubs", "status W3",
    "savings W3 2026/27", "savings Placements", "savings 24S1", "savings Fostering hub", "status W66", "savings W66",
    "savings 24S66", "24S66 2026/27", f"status {CANARY}", f"savings {CANARY} 2026/27", f"savings {CANARY} heading",
    "savings zanzibbar", f"red {CANARY} programme", "status secret-cl", "savings secret-cl", f"slipped in {CANARY}",
    f"set {CANARY} to green", f"{CANARY} unit", "savings unit closure",
)  # fmt: skip

pytestmark = pytest.mark.django_db


def said(reader: Actor, questions: Iterable[str] = QUESTIONS) -> dict[str, str]:
    """Return every answer to this reader, each whole, as bytes would be compared."""
    return {q: json.dumps(answer(q, reader=reader, at=AT).as_json(), ensure_ascii=False) for q in questions}


def hide(programme, workstream, marking: str) -> None:
    """Put a closed twin beside everything: a programme, a workstream, its milestone, rating and savings."""
    closed = {"marking": marking, "exempt_paragraph": 4 if marking == "exempt" else None}
    if marking == "internal":
        closed.pop("exempt_paragraph")
    secret = a_programme(programme.organisation, code="secret-cl", name=f"{CANARY} programme", **closed)
    for place in (programme, secret):
        unit = a_workstream(place, ref="W66", name=f"{CANARY} unit closure", **closed)
        ground.report_status(
            workstream_id=unit.id, version=None, rating="red", reason=f"{CANARY} staff", by=BY, at=NOVEMBER
        )
        slipping = a_milestone(unit, ref="M66", name=f"{CANARY} consultation", **closed)
        ground.reforecast_milestone(
            milestone_id=slipping.id,
            version=None,
            forecast=date(2027, 6, 1),
            reason=f"{CANARY} unions",
            by=BY,
            at=NOVEMBER,
        )
        a_saving(
            unit,
            ref="24S66",
            name=f"{CANARY} posts",
            heading=f"{CANARY} heading",
            waits_for=[slipping],
            **closed,
        )
    a_saving(
        workstream,
        ref="24S67",
        name=f"{CANARY} agency",
        heading="Placements",
        plan={2026: Decimal(999)},
        **closed,
    )
    late = a_milestone(workstream, ref="M67", name=f"{CANARY} lease", **closed)
    ground.reforecast_milestone(
        milestone_id=late.id, version=None, forecast=date(2027, 9, 1), reason=f"{CANARY}", by=BY, at=NOVEMBER
    )


def judge(programme) -> None:
    """Have risk and alerts worked out anew."""
    reassess_programme(programme_id=programme.id, by=BY, at=AT, quiet=True)


class TestWhatIsHidden:
    @pytest.mark.parametrize("marking", ["exempt", "confidential"])
    def test_changes_no_byte_of_any_answer_to_anybody(self, marking):
        programme, workstream = hubs()
        people = (("audit", True), ("chair", True), ("staff", True), ("member", False))
        readers = [public(), *(someone(role, programme.organisation, cleared=c) for role, c in people)]
        judge(programme)
        before = [said(reader) for reader in readers]

        hide(programme, workstream, marking)
        judge(programme)

        for reader, earlier in zip(readers, before, strict=True):
            assert said(reader) == earlier, reader.name
            assert not any(CANARY in text for question, text in earlier.items() if CANARY not in question)

    def test_is_hidden_from_the_public_and_scrutiny_where_it_is_internal(self):
        programme, workstream = hubs()
        readers = [public(), someone("scrutiny", programme.organisation)]
        judge(programme)
        before = [said(reader) for reader in readers]

        hide(programme, workstream, "internal")
        judge(programme)

        assert [said(reader) for reader in readers] == before

    def test_is_shown_to_staff_where_it_is_internal(self):
        programme, workstream = hubs()
        staff = someone("staff", programme.organisation)

        hide(programme, workstream, "internal")

        assert CANARY in answer("status W66 in hubs", reader=staff, at=AT).headline
        assert answer("savings 24S66 in hubs", reader=staff, at=AT).status == "answered"


class TestOtherCouncils:
    def test_do_not_exist_for_somebody_without_a_grant_there(self):
        reader = someone("pmo", a_council(), cleared=True)
        before = said(reader)

        hubs()

        assert said(reader) == before

    def test_are_told_apart_by_their_programme_for_somebody_with_both(self):
        first, _ = hubs()
        second = a_workstream(a_programme(code="other-hubs"), ref="W3", name="Fostering hub")
        person = a_person()
        grant(person, "staff", first.organisation)
        reader = grant(person, "staff", second.programme.organisation)

        found = answer("status W3", reader=reader, at=AT)

        assert found.status == "choose"
        assert {o.question for o in found.options} == {
            "status workstream W3 in hubs",
            "status workstream W3 in other-hubs",
        }

    def test_end_at_the_workstream_of_a_grant(self):
        programme, workstream = hubs()
        a_workstream(programme, ref="W4", name="Not mine")
        lead = someone("lead", workstream)

        assert answer("status W3", reader=lead, at=AT).status == "answered"
        assert answer("status W4", reader=lead, at=AT).status == "unknown"
        assert answer("status Not mine", reader=lead, at=AT).status == "unknown"


class TestProgrammeAskedWithin:
    def test_reads_alike_where_it_is_hidden_and_where_it_is_not_there(self):
        programme, workstream = hubs()
        reader = someone("chair", programme.organisation, cleared=True)
        before = answer("red", reader=reader, at=AT, programme="secret-cl").as_json()

        hide(programme, workstream, "exempt")

        assert answer("red", reader=reader, at=AT, programme="secret-cl").as_json() == before
        assert before["status"] == "unknown"


def test_the_system_has_no_readers_rights():
    with pytest.raises(ValueError, match="reader's rights"):
        answer("red", reader=system(), at=AT)
