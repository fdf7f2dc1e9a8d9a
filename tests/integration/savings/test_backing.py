"""Evidence, costs and one-off money: ledgers that are only added to, read as at any moment."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from programme.changes import Backdated, Invalid
from programme.outbox.models import Event
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.queries.backing import costs_of, evidence_of, mitigated, mitigations_of
from savings.rules.evidence import QUESTIONS, Grade
from savings.rules.net import net_of
from tests.factories.ground import a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 14, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
THIS = FinancialYear(2026)
ALL_YES = dict.fromkeys(QUESTIONS, "yes")


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def finance(workstream):
    return someone(access.FINANCE, workstream.programme.organisation)


@pytest.fixture
def saving(workstream):
    return a_saving(workstream)


def review(saving, by, *, at=NOW, **answers):
    return changes.review_evidence(
        saving_id=saving.pk, version=None, answers=answers, note="Seen", by=by, at=at
    )


def cost(saving, by, kind, amount, *, at=NOW, year=2026, **more):
    pounds = None if amount is None else Decimal(amount)
    return changes.state_cost(
        saving_id=saving.pk, version=None, kind=kind, year=year, amount=pounds, by=by, at=at, **more
    )


def money(saving, by, pounds, *, at=NOW, year=2026, what="Reserve"):
    return changes.record_mitigation(
        saving_id=saving.pk, version=None, year=year, amount=Decimal(pounds), what=what, by=by, at=at
    )


class TestReviewEvidence:
    def test_grades_and_tells(self, finance, saving):
        review(saving, finance, **ALL_YES)

        assert evidence_of([saving.pk])[saving.pk].grade is Grade.SUFFICIENT
        assert Event.objects.get(type="savings.saving.evidence_reviewed").payload == {"grade": "sufficient"}

    def test_a_later_review_stands_in_front_and_keeps_what_it_does_not_ask(self, finance, saving):
        review(saving, finance, **ALL_YES)
        review(saving, finance, at=LATER, baseline="no")

        assert evidence_of([saving.pk])[saving.pk].grade is Grade.INSUFFICIENT
        assert evidence_of([saving.pk], at=NOW)[saving.pk].grade is Grade.SUFFICIENT

    def test_is_finance_s_and_never_the_owner_s(self, workstream, finance, saving):
        own = a_saving(workstream, owner_id=finance.person_id)
        manager = someone(access.MANAGER, workstream.programme)

        with pytest.raises(access.Refused, match="someone else in finance"):
            review(own, finance, **ALL_YES)
        with pytest.raises(access.Refused):
            review(saving, manager, **ALL_YES)

    def test_refuses_questions_there_are_not(self, finance, saving):
        with pytest.raises(Invalid, match="no such question"):
            review(saving, finance, colour="yes")


class TestStateCost:
    def test_the_newest_of_a_kind_year_and_source_holds(self, finance, saving):
        cost(saving, finance, "one_off", 40_000, source="reserve", borne_by_service=False)
        cost(saving, finance, "one_off", 10_000, source="grant")
        cost(saving, finance, "one_off", 50_000, source="reserve", borne_by_service=False, at=LATER)

        now = costs_of([saving.pk])[saving.pk]
        assert {c.source: c.amount for c in now} == {"reserve": 50_000, "grant": 10_000}
        assert net_of(None, costs_of([saving.pk], at=NOW)[saving.pk]).investment == Decimal(50_000)

    def test_an_amount_not_known_stays_not_known(self, finance, saving):
        cost(saving, finance, "running", None)

        assert net_of(None, costs_of([saving.pk])[saving.pk]).year(THIS).running is None

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"kind": "one_off", "amount": 5}, "Where does the investment come from"),
            ({"kind": "one_off", "amount": 5, "source": "lottery"}, "Choose one of reserve"),
            ({"kind": "bribe", "amount": 5}, "Choose one of one_off"),
            ({"kind": "running", "amount": -5}, "nil or above"),
        ],
    )
    def test_says_what_is_missing(self, finance, saving, given, words):
        with pytest.raises(Invalid, match=words):
            cost(saving, finance, **given)

    def test_a_lead_states_no_costs(self, workstream, saving):
        with pytest.raises(access.Refused):
            cost(saving, someone(access.LEAD, workstream), "running", 5)


class TestMitigation:
    def test_stands_for_its_year_until_it_is_withdrawn(self, finance, saving):
        row = money(saving, finance, 30_000)
        money(saving, finance, 5_000, year=2027)

        assert mitigated(mitigations_of([saving.pk])[saving.pk], THIS) == Decimal(30_000)
        changes.withdraw_mitigation(mitigation_id=row.pk, reason="Spent elsewhere", by=finance, at=LATER)
        (first, _) = mitigations_of([saving.pk])[saving.pk]
        assert first.withdrawn == "Spent elsewhere"
        assert mitigated(mitigations_of([saving.pk])[saving.pk], THIS) == 0
        assert mitigated(mitigations_of([saving.pk], at=NOW)[saving.pk], THIS) == Decimal(30_000)

    def test_is_withdrawn_once_and_with_a_reason(self, finance, saving):
        row = money(saving, finance, 30_000)

        with pytest.raises(Invalid, match="Say why"):
            changes.withdraw_mitigation(mitigation_id=row.pk, reason="", by=finance, at=LATER)
        gone = changes.withdraw_mitigation(mitigation_id=row.pk, reason="No", by=finance, at=LATER)
        for one in (row, gone):
            with pytest.raises(Invalid, match="withdrawn already"):
                changes.withdraw_mitigation(mitigation_id=one.pk, reason="No", by=finance, at=LATER)

    def test_says_where_it_comes_from_and_in_order(self, finance, saving):
        money(saving, finance, 30_000, at=LATER)

        with pytest.raises(Invalid, match="Where does the money come from"):
            money(saving, finance, 5, what=" ", at=LATER)
        with pytest.raises(Backdated):
            money(saving, finance, 5)
