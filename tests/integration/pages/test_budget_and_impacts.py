"""The budget calendar beside a board, a meeting and a programme; an impact assessment on a page of its own."""

from __future__ import annotations

import pytest

from governance import changes
from tests.factories.governance import a_meeting, an_assessment
from tests.factories.ground import LOADING, LONG_AGO
from tests.integration.pages.test_boards import Council, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return Council()


class TestTheBudgetCalendar:
    def test_stands_beside_a_board_as_of_the_day_looked_at(self, council: Council) -> None:
        now = words(council.client, council.path)
        then = words(council.client, f"{council.path}?at=2026-04-02")

        assert "The stages of setting the budget" in now
        assert "a county by" in now
        assert "Budget of 2027/28" in then

    def test_says_what_is_on_when_a_board_meets(self, council: Council) -> None:
        meeting = a_meeting(council.board, starts_at=LONG_AGO.replace(year=2026, month=1, day=7))

        page = words(council.client, f"/meetings/{meeting.id}/")

        assert "2026/27: proposals and consultation, scrutiny of the proposals" in page

    def test_marks_the_pre_election_period_of_a_programme(self, council: Council) -> None:
        programme = council.workstream.programme
        changes.set_governance(
            programme_id=programme.id, by=LOADING, at=LONG_AGO,
            values={"pre_election_from": "2027-03-22", "pre_election_to": "2027-05-06"},
        )  # fmt: skip

        page = words(council.client, f"/programmes/{programme.code}/")

        assert "Pre-election period 22 Mar 2027 to 6 May 2027" in page


class TestAnImpactAssessment:
    def test_shows_every_step_and_what_comes_next(self, council: Council) -> None:
        row = an_assessment(council.workstream)
        changes.screen_assessment(
            assessment_id=row.id,
            version=None,
            full=True,
            reason="Carers are touched",
            by=LOADING,
            at=LONG_AGO,
        )

        listed = words(council.client, f"/workstreams/{council.workstream.id}/")
        page = words(council.client, f"/impact-assessments/{row.id}/")

        assert f"/impact-assessments/{row.id}/" in listed
        assert "Carers are touched" in page
        assert "Screened" in page

    def test_is_not_there_for_whoever_may_not_see_it(self, council: Council) -> None:
        row = an_assessment(council.workstream, marking="exempt", exempt_paragraph=2)

        assert council.client.get(f"/impact-assessments/{row.id}/").status_code == 404
