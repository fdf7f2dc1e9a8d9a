"""Positions out of the API: both bridges as text, as at a moment, as closed, by level."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from programme.rules import access
from savings import changes
from savings.changes.periods import close_period
from tests.factories.ground import LOADING, LONG_AGO, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.fakes.callers import Caller

pytestmark = pytest.mark.django_db
STEPS = (
    "delivered", "on_track", "at_risk", "deliverable_later", "undeliverable", "no_outlook", "adjustments",
    "unidentified", "not_in_our_copy",
)  # fmt: skip
JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def programme():
    made = a_programme(first_year=2026)
    line = a_saving(a_workstream(made), heading="Homes")
    changes.store_target(
        programme_id=made.id, name="Savings target", year=2026, values={"is_bridge": True},
        amount={"amount": Decimal(300_000)}, by=LOADING, at=LONG_AGO,
    )  # fmt: skip
    changes.validate_saving(
        saving_id=line.id, version=None, year=2026, amount=Decimal(20_000), base_budget_reduced=True,
        spend_followed=True, evidence="Seen", by=LOADING, at=JUNE,
    )  # fmt: skip
    return made


@pytest.fixture
def caller(programme):
    return Caller(someone(access.FINANCE, programme))


def first_year(answer):
    return answer.json()["years"][0]


class TestPosition:
    def test_shows_the_bridge_from_the_published_target(self, programme, caller):
        bridge = first_year(caller.get(f"programmes/{programme.id}/position"))["bridge"]

        assert (bridge["target"], bridge["target_name"]) == ("300000.00", "Savings target")
        assert sum(Decimal(bridge[name]) for name in STEPS) == 300_000
        assert (bridge["delivered"], bridge["unidentified"]) == ("20000.00", "180000.00")
        assert bridge["kinds"] == ["cash_releasing", "income", "adjustment"]

    def test_by_workstream_shows_every_level(self, programme, caller):
        shown = caller.get(f"programmes/{programme.id}/position?by=workstream").json()

        assert [part["years"][0]["bridge"]["delivered"] for part in shown["parts"]] == ["20000.00"]
        assert [part["heading"] for part in shown["headings"]] == ["Homes"]

    def test_as_at_a_moment_later_rows_do_not_count(self, programme, caller):
        answer = caller.get(f"programmes/{programme.id}/position?at=2026-05-31T12:00")

        assert first_year(answer)["bridge"]["delivered"] == "0.00"
        assert answer.json()["figures"] == "as had been recorded by 31 May 2026, 12:00"
        assert answer.json()["at"].startswith("2026-05-31T12:00:00")

    def test_lists_and_workstreams_take_a_moment_too(self, programme, caller):
        listed = caller.get("positions?at=2026-05-31T12:00").json()["results"]
        stream = programme.workstreams.get()
        alone = caller.get(f"workstreams/{stream.id}/position?at=2026-05-31T12:00")

        assert [one["years"][0]["bridge"]["delivered"] for one in listed] == ["0.00"]
        assert first_year(alone)["bridge"]["delivered"] == "0.00"

    def test_a_closed_period_is_shown_as_signed(self, programme, caller):
        closer = someone(access.FINANCE, programme)
        close_period(
            programme_id=programme.id, year=2026, month=2, by=closer, at=datetime(2026, 7, 1, 9, tzinfo=UTC)
        )
        a_saving(programme, plan={2026: Decimal(999_000)}, at=datetime(2026, 7, 2, 9, tzinfo=UTC))

        answer = caller.get(f"programmes/{programme.id}/position?period=M2&year=2026/27")

        assert first_year(answer)["bridge"]["plan"] == "120000.00"
        assert (answer.json()["period"], answer.json()["figures"][:22]) == (
            "2026/27 M2",
            "figures of 2026/27 M2,",
        )

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("at=soon", "at"),
            ("at=2099-01-01T00:00", "at"),
            ("period=M2", "year"),
            ("year=2026/27", "period"),
            ("period=May&year=2026/27", "period"),
            ("period=M2&year=2026/27&at=2026-05-31T12:00", "at"),
            ("period=M2&year=2026/27", "period"),
        ],
    )
    def test_says_what_is_wrong_with_the_question(self, programme, caller, query, field):
        answer = caller.get(f"programmes/{programme.id}/position?{query}")

        assert 400 <= answer.status_code < 500
        assert field in str(answer.json())

    def test_of_a_programme_one_may_not_see_there_is_none(self, caller):
        hidden = a_programme()

        for query in ("", "?period=M2&year=2026/27", "?at=2026-05-31T12:00"):
            assert caller.get(f"programmes/{hidden.id}/position{query}").status_code == 404
