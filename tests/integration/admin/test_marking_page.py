"""The marking of any kind of thing: what is missing is asked for at its box; who may settle it, does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from governance import changes as governance
from governance.models import Comment, Document
from programme.models import Withholding
from programme.rules import access
from tests.factories.governance import a_decision, a_paper, a_risk
from tests.factories.ground import LOADING, LONG_AGO, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, Page

pytestmark = pytest.mark.django_db

KINDS = ("workstream", "saving", "risk", "paper", "decision", "comment", "document")
GIVEN = {
    "marking-marking": "exempt",
    "marking-paragraph": "3",
    "marking-public_interest": "Prices are being agreed",
}


def a_thing(kind: str, programme: Any) -> Any:
    """Make an open thing of a kind."""
    workstream = a_workstream(programme)
    saving = a_saving(workstream)
    about = {"programme": programme, "thing_kind": "saving", "thing_id": saving.pk}
    if kind == "comment":
        return Comment.objects.create(**about, text="A word", author_name="Officer", written_at=LONG_AGO)
    if kind == "document":
        paper = a_paper(programme)
        made = governance.attach_document(
            thing_kind="paper", thing_id=paper.pk, values={"title": "Appendix 1"}, by=LOADING, at=LONG_AGO
        )
        return Document.objects.get(pk=made.pk)
    made = {
        "workstream": lambda: workstream,
        "saving": lambda: saving,
        "risk": lambda: a_risk(workstream),
        "paper": lambda: a_paper(programme),
        "decision": lambda: a_decision(programme),
    }
    return made[kind]()


def path_of(kind: str, thing: Any) -> str:
    return f"/admin/programme/withholding/of/{kind}/{thing.pk}/"


def settle(desk: Desk, kind: str, thing: Any, **values: str) -> Page:
    path = path_of(kind, thing)
    version = {"marking-version": str(thing.version)}
    return desk.send(
        path, {"do": "settle", **version, **{k.replace("__", "-"): v for k, v in values.items()}}
    )


@pytest.fixture
def programme() -> Any:
    return a_programme()


@pytest.fixture
def proper(programme: Any) -> Desk:
    return Desk(someone(access.PROPER, programme.organisation, cleared=True))


class TestTheMarkingPage:
    @pytest.mark.parametrize("kind", KINDS)
    def test_settles_any_kind_with_its_reasons(self, programme: Any, proper: Desk, kind: str) -> None:
        thing = a_thing(kind, programme)
        day = (timezone.localdate() + timedelta(days=90)).isoformat()

        page = settle(proper, kind, thing, **GIVEN, marking__citation="Rule 10.4", marking__review_on=day)

        thing.refresh_from_db()
        assert page.status == 302
        assert (thing.marking, thing.exempt_paragraph, thing.marking_note) == ("exempt", 3, "Rule 10.4")
        row = Withholding.objects.get(thing_id=thing.pk)
        assert (row.public_interest, row.is_proposal) == ("Prices are being agreed", False)
        again = proper.open(path_of(kind, thing))
        assert "Prices are being agreed" in again.html

    @pytest.mark.parametrize("kind", ["saving", "document", "comment"])
    def test_says_what_is_missing_and_saves_nothing(self, programme: Any, proper: Desk, kind: str) -> None:
        thing = a_thing(kind, programme)

        page = settle(proper, kind, thing, marking__marking="exempt")

        thing.refresh_from_db()
        assert page.status == 422
        assert thing.marking == "open"
        assert "names its paragraph of Schedule 12A" in page
        assert "Say why keeping it back outweighs showing it" in page
        assert "Give the day it is looked at again" in page

    def test_of_what_is_confidential_asks_what_bars_it(self, programme: Any, proper: Desk) -> None:
        thing = a_thing("paper", programme)

        page = settle(proper, "paper", thing, marking__marking="confidential")

        assert "Name the law, order or department that bars showing it" in page
        assert "Say why keeping it back" not in page

    def test_lets_the_office_propose_and_no_more(self, programme: Any) -> None:
        thing = a_thing("saving", programme)
        office = Desk(someone(access.PMO, programme.organisation))
        day = (timezone.localdate() + timedelta(days=90)).isoformat()

        settle(office, "saving", thing, **GIVEN, marking__review_on=day)
        office.send(
            path_of("saving", thing),
            {"do": "propose", "marking-version": "1", **GIVEN, "marking-review_on": day},
        )

        thing.refresh_from_db()
        assert thing.marking == "open"
        assert Withholding.objects.get(thing_id=thing.pk).is_proposal

    def test_of_what_one_may_not_see_is_not_there(self, programme: Any) -> None:
        thing = a_saving(programme, marking="exempt", exempt_paragraph=3)
        office = Desk(someone(access.PMO, programme.organisation))

        assert office.open(path_of("saving", thing)).status == 404
        assert settle(office, "saving", thing, **GIVEN).status == 404


class TestAnAppendix:
    def test_is_withheld_by_itself_while_its_paper_is_read(self, programme: Any) -> None:
        paper = a_paper(programme, state="published")
        for title, closed in (("Canary appendix", True), ("Open appendix", False)):
            marking = {"marking": "exempt", "exempt_paragraph": 3} if closed else {}
            governance.attach_document(
                thing_kind="paper",
                thing_id=paper.pk,
                values={"title": title, **marking},
                by=LOADING,
                at=LONG_AGO,
            )
        member = Desk(someone(access.MEMBER, programme.organisation))
        cleared = Desk(someone(access.MEMBER, programme.organisation, cleared=True))

        assert "Canary appendix" not in member.open(f"/papers/{paper.pk}/").html
        assert "Open appendix" in member.open(f"/papers/{paper.pk}/").html
        assert "Canary appendix" in cleared.open(f"/papers/{paper.pk}/").html
