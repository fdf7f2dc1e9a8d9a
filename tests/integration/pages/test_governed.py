"""What stands on a programme's and a milestone's page besides: the rating of the whole, how it closed, consultations
and waits for decisions.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from governance import changes
from governance.queries import left_behind
from governance.rules.closing import Handed
from programme import changes as ground
from programme.rules import access
from tests.factories.governance import a_consultation, a_decision, an_awaited_decision
from tests.factories.ground import LOADING, a_person, someone
from tests.factories.savings import a_saving
from tests.integration.pages.test_boards import Council, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return Council()


def text_of(council: Council, path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", words(council.client, path)).split())


def page_of(council: Council) -> str:
    return text_of(council, f"/programmes/{council.workstream.programme.code}/")


class TestAProgramme:
    def test_shows_how_the_whole_is_rated_and_why_it_shows_so(self, council: Council) -> None:
        programme, now = council.workstream.programme, timezone.now()
        ground.report_status(
            workstream_id=council.workstream.id, version=None, rating="red", reason="Late", by=LOADING, at=now
        )
        assert "Rated as a whole not published" in page_of(council)
        changes.rate_programme(
            programme_id=programme.id, rating="amber", reason="It ends in June",
            expires_on=timezone.localdate() + timedelta(days=30), at=now, by=someone(access.MANAGER, programme),
        )  # fmt: skip

        page = page_of(council)

        assert "Rated as a whole Amber" in page
        assert "Greener than its worst part" in page

    def test_lists_its_decisions_and_consultations(self, council: Council) -> None:
        programme = council.workstream.programme
        decision = a_decision(programme, ref="D5", title="Close two homes")
        a_consultation(programme, title="On the homes", bases="80 parents, 40 staff", decision_id=decision.id)

        page = page_of(council)

        assert "D5 Close two homes" in page
        assert "80 parents, 40 staff" in page

    def test_says_how_it_was_closed_and_with_whom_things_are(self, council: Council) -> None:
        programme, heir = council.workstream.programme, a_person(name="Hetty Heir")
        line = a_saving(programme, ref="24S1", name="Fewer homes")
        finance = someone(access.FINANCE, programme, cleared=True)
        left = left_behind(reader=finance, programme_id=programme.id)
        changes.close_programme(
            programme_id=programme.id,
            version=None,
            handed=[
                Handed(one.kind, one.id, heir.pk, "By June" if one.id == line.pk else "") for one in left
            ],
            lessons="Begin earlier",
            review_on=date(2099, 4, 1),
            by=finance,
            at=timezone.now(),
        )

        page = page_of(council)

        assert f"signed by {finance.name}" in page
        assert "Begin earlier" in page
        assert "24S1 Fewer homes Saving Hetty Heir By June" in page


class TestAMilestone:
    def test_shows_on_how_many_days_it_waited_for_which_decision(self, council: Council) -> None:
        saving = a_saving(council.workstream)
        decision = an_awaited_decision(saving, council.milestone, ref="D7", title="Lower the plan")

        page = text_of(council, f"/milestones/{council.milestone.id}/")

        assert "Waiting for a decision" in page
        assert "in all, waiting now" in page
        assert f"{decision.ref} Lower the plan" in page
