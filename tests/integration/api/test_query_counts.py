"""A list asks the database the same number of questions for two rows as for twenty."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance import changes as governing
from governance.changes import reassess_programme
from governance.models import RecoveryRecord
from programme import changes
from programme.rules import access
from savings import changes as money
from tests.factories.governance import (
    a_board,
    a_consultation,
    a_meeting,
    a_paper,
    a_risk,
    a_seat,
    an_action,
    an_awaited_decision,
    overseen,
    some_findings,
)
from tests.factories.ground import (
    LOADING,
    LONG_AGO,
    a_council,
    a_milestone,
    a_person,
    a_programme,
    a_workstream,
    someone,
)
from tests.factories.savings import a_saving
from tests.fakes.callers import Caller

pytestmark = pytest.mark.django_db

LISTS = [
    ("programmes", {}),
    ("workstreams", {}),
    ("workstreams", {"rag": "amber"}),
    ("milestones", {}),
    ("savings", {}),
    ("pressures", {}),
    ("positions", {}),
    ("positions", {"by": "workstream"}),
    ("boards", {}),
    ("alerts", {}),
    ("opinions", {}),
    ("recoveries", {}),
    ("meetings", {}),
    ("papers", {}),
    ("actions", {}),
    ("findings", {"kind": "concern"}),
    ("consultations", {}),
    ("decisions", {}),
    ("risks", {}),
    ("impact-assessments", {"kind": "equality"}),
    ("delivery-risks", {"kind": "workstream"}),
    ("delivery-risks", {"kind": "milestone"}),
    ("delivery-risks", {"kind": "saving"}),
]


def more(council, number):
    """Add so many programmes, each with one of everything, and an alert."""
    for n in range(number):
        programme = a_programme(council)
        workstream = a_workstream(programme, owner_id=a_person().id)
        milestone = a_milestone(workstream, baseline_date=date(2095, 1, 1), owner_id=a_person().id)
        saving = a_saving(workstream, waits_for=[milestone])
        pressure = money.add_pressure(
            programme_id=programme.id, values={"name": "Deferred", "deferred_from_id": saving.id},
            by=LOADING, at=LONG_AGO,
        )  # fmt: skip
        money.price_pressure(
            pressure_id=pressure.id, version=None, amounts={2095: Decimal(1)}, by=LOADING, at=LONG_AGO
        )
        board = a_board(programme)
        a_seat(board)
        overseen(workstream, board)
        furnish(board, programme)
        a_risk(workstream, board_id=board.id, owner_id=a_person().id, workstreams_named="A; B")
        an_awaited_decision(saving, milestone, board_id=board.id)
        changes.report_status(
            workstream_id=workstream.id, version=None, rating="amber", reason="Slow", by=LOADING, at=LONG_AGO
        )
        RecoveryRecord.objects.create(workstream=workstream, opened_at=LONG_AGO, reassess_on=date(2095, 1, 1))
        changes.reforecast_milestone(
            milestone_id=milestone.id,
            version=None,
            forecast=date(2095, 3, 1),
            reason="Late",
            by=access.system(),
            at=LONG_AGO,
        )
        reassess_programme(programme_id=programme.id, by=access.system(), at=LONG_AGO + timedelta(hours=n))


def furnish(board, programme):
    """Give a board a meeting about a paper with a document, an action of it, findings and a consultation."""
    paper, meeting = a_paper(programme, board_id=board.id), a_meeting(board)
    governing.attach_document(
        thing_kind="paper", thing_id=paper.id, values={"title": "Appendix"}, by=LOADING, at=LONG_AGO
    )
    governing.add_agenda_item(
        meeting_id=meeting.id, values={"title": "It", "paper_id": paper.id}, by=LOADING, at=LONG_AGO
    )
    governing.record_attendance(
        meeting_id=meeting.id, person_id=a_person().id, state="apologies", by=LOADING, at=LONG_AGO
    )
    finding = some_findings(programme)[0]
    governing.step_finding(finding_id=finding.id, version=None, state="accepted", by=LOADING, at=LONG_AGO)
    an_action(programme, meeting_id=meeting.id, finding_id=finding.id, owner_id=a_person().id)
    table = changes.store_published_table(
        programme_id=programme.id,
        code="answers",
        values={"title": "Answers", "columns": [{"name": "a", "heading": "A"}], "rows": [["1"]]},
        by=LOADING,
        at=LONG_AGO,
    )
    a_consultation(programme, table_id=table.id)


def asked(caller, address, query):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = caller.get(address, page_size=200, **query)
    assert answer.status_code == 200
    return len(answer.json()["results"]), len(captured)


class TestList:
    def test_asks_as_much_for_two_rows_as_for_twenty(self):
        council = a_council()
        caller = Caller(someone(access.MANAGER, council, cleared=True))
        caller.get("me")  # the first use of a token is noted
        more(council, 2)
        few = {str(x): asked(caller, *x) for x in LISTS}
        more(council, 18)

        many = {str(x): asked(caller, *x) for x in LISTS}

        assert {rows for rows, _ in few.values()} == {2}
        assert {rows for rows, _ in many.values()} == {20}
        assert {x: n for x, (_, n) in many.items()} == {x: n for x, (_, n) in few.items()}
        assert max(n for _, n in many.values()) <= 25
