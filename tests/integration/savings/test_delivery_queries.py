"""What stands behind a programme's delivery: sums over what a reader sees, each blank kept a blank."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.queries import savings
from savings.queries.delivery import delivered_of, programme_deliveries, saving_delivery
from savings.queries.waiting import waiting_for_finance
from savings.rules.evidence import QUESTIONS, shares_words
from savings.rules.validation import Waiting
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_programme, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 14, tzinfo=UTC)
THIS = FinancialYear(2026)
DECIDED = changes.Authority("Cabinet 2026/114", "Cabinet", date(2026, 11, 10))
ALL_YES = dict.fromkeys(QUESTIONS, "yes")


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def finance(workstream):
    on_record(workstream.programme, DECIDED.decision, DECIDED.decision_maker, DECIDED.effective)
    return someone(access.FINANCE, workstream.programme.organisation)


def behind(workstream, reader, year=THIS):
    ids = [workstream.programme_id]
    return programme_deliveries(reader=reader, programme_ids=ids, year=year)[workstream.programme_id]


def review(saving, **answers):
    changes.review_evidence(saving_id=saving.pk, version=None, answers=answers, by=LOADING, at=LONG_AGO)


def forecast(saving, pounds):
    amounts = {row.year: Decimal(pounds) for row in saving.planned_amounts.all()}
    changes.forecast_saving(
        saving_id=saving.pk, version=None, amounts=amounts, reason="Late", by=LOADING, at=LONG_AGO
    )


def cost(saving, amount, *, kind="running", source="", year=2026):
    changes.state_cost(
        saving_id=saving.pk, version=None, kind=kind, year=year, amount=None if amount is None else Decimal(amount),
        source=source, by=LOADING, at=LONG_AGO,
    )  # fmt: skip


def validated(saving, pounds, *, year=2026, at=LONG_AGO):
    return changes.validate_saving(
        saving_id=saving.pk, version=None, year=year, amount=Decimal(pounds), base_budget_reduced=True,
        spend_followed=True, evidence="Ledger", by=LOADING, at=at,
    )  # fmt: skip


def replaced_by(old, new, *, by):
    changes.replace_saving(
        saving_id=old.pk, version=None, replacement_id=new.pk, reason="Not let", by=by, at=NOW
    )


def withdraw(saving, *, by):
    changes.report_outlook(
        saving_id=saving.pk, version=None, outlook="withdrawn", reason="Dropped", by=by, at=NOW, authority=DECIDED
    )  # fmt: skip


class TestEvidenceByValue:
    def test_is_over_cash_and_income_with_the_adjustments_that_name_a_line(self, workstream, finance):
        good = a_saving(workstream, plan={2026: Decimal(100)})
        a_saving(workstream, plan={2026: Decimal(40)}, kind="income")
        a_saving(workstream, plan={2026: Decimal(900)}, kind="cost_avoidance")
        a_saving(workstream, plan={2026: Decimal(-40)}, kind="adjustment", corrects_id=good.pk)
        a_saving(workstream, plan={2026: Decimal(-7)}, kind="adjustment")
        a_saving(workstream, plan={2026: None})
        review(good, **ALL_YES)

        found = behind(workstream, finance)

        assert shares_words(found.evidence) == "sufficient 60%, not graded 40%"
        assert found.adjustments == Decimal(-7)
        assert [(s.lines, s.lines_known) for s in found.evidence if s.lines] == [(1, 1), (2, 1)]

    def test_is_over_what_its_reader_sees(self, workstream, finance):
        a_saving(workstream, plan={2026: Decimal(100)})
        review(
            a_saving(workstream, plan={2026: Decimal(100)}, marking="exempt", exempt_paragraph=3), **ALL_YES
        )
        cleared = someone(access.FINANCE, workstream.programme.organisation, cleared=True)

        assert shares_words(behind(workstream, finance).evidence) == "not graded 100%"
        assert shares_words(behind(workstream, cleared).evidence) == "sufficient 50%, not graded 50%"


class TestNet:
    def test_of_a_programme_is_the_sum_of_its_lines(self, workstream, finance):
        one = a_saving(workstream, plan={2026: Decimal("100.01"), 2027: Decimal(100)})
        two = a_saving(workstream, plan={2026: Decimal("50.02")})
        cost(one, "10.50")
        cost(one, 30, kind="one_off", source="reserve")
        cost(two, 5, kind="lost_income")

        (first, second) = behind(workstream, finance).net

        assert (first.gross, first.net) == (Decimal("150.03"), Decimal("104.53"))
        assert (second.net, second.of) == (Decimal(100), 1)

    def test_leaves_a_line_out_whose_cost_is_not_known_and_says_so(self, workstream, finance):
        a_saving(workstream, plan={2026: Decimal(100)})
        cost(a_saving(workstream, plan={2026: Decimal(50)}), None)

        (first,) = behind(workstream, finance).net

        assert (first.net, first.known, first.of) == (Decimal(100), 1, 2)

    def test_names_investment_by_source(self, workstream, finance):
        one, two = a_saving(workstream), a_saving(workstream)
        cost(one, 30, kind="one_off", source="reserve")
        cost(two, 20, kind="one_off", source="reserve", year=2027)
        cost(two, None, kind="one_off", source="grant")

        found = {(s.source, s.amount) for s in behind(workstream, finance).sources}

        assert found == {("reserve", Decimal(50)), ("grant", None)}


class TestGaps:
    def test_one_off_money_closes_the_year_and_leaves_what_recurs(self, workstream, finance):
        short, fine = a_saving(workstream), a_saving(workstream)
        forecast(short, 90_000)
        forecast(fine, 150_000)
        a_saving(workstream)
        changes.record_mitigation(
            saving_id=short.pk,
            version=None,
            year=2026,
            amount=Decimal(50_000),
            what="Reserve",
            by=LOADING,
            at=LONG_AGO,
        )

        found = behind(workstream, finance)

        assert (found.shortfall, found.mitigated, found.open) == (Decimal(30_000), Decimal(30_000), 0)
        assert found.recurring == Decimal(30_000)
        assert (found.gaps_known, found.lines) == (2, 3)


class TestWaiting:
    def test_names_what_waits_and_for_what(self, workstream, finance):
        again, claimed, held = (a_saving(workstream) for _ in range(3))
        validated(again, 5, year=2025)
        row = validated(held, 5)
        changes.claim_saving(
            saving_id=claimed.pk,
            version=None,
            year=2026,
            amount=Decimal(5),
            reason="Done",
            by=LOADING,
            at=LONG_AGO,
        )
        changes.revise_saving(
            saving_id=held.pk, version=None, values={"maturity": 5}, by=LOADING, at=LONG_AGO
        )
        changes.undo_validation(validation_id=row.pk, reason="No", by=LOADING, at=LONG_AGO)

        assert waiting_for_finance(reader=finance, year=THIS) == {
            again.pk: (Waiting.TO_CONFIRM,),
            claimed.pk: (Waiting.CLAIMED,),
            held.pk: (Waiting.NOT_HELD,),
        }

    def test_shows_nothing_hidden(self, workstream, finance):
        hidden = a_saving(workstream, marking="exempt", exempt_paragraph=3)
        validated(hidden, 5, year=2025)

        assert waiting_for_finance(reader=finance, year=THIS) == {}

    def test_asks_as_much_for_twenty_lines_as_for_two(self, workstream, finance):
        def asked():
            with CaptureQueriesContext(connection) as captured:
                behind(workstream, finance)
            return len(captured)

        for _ in range(2):
            validated(a_saving(workstream), 5, year=2025)
        few = asked()
        for _ in range(18):
            cost(a_saving(workstream), 5)

        assert asked() == few


class TestAsAt:
    def test_a_validation_counts_until_it_is_taken_back(self, workstream, finance):
        saving = a_saving(workstream)
        row = validated(saving, 50_000, at=NOW)
        changes.undo_validation(validation_id=row.pk, reason="No", by=finance, at=NOW + timedelta(hours=2))

        def then(moment):
            return savings(reader=finance, ids=[saving.pk], at=moment)[saving.pk].validated

        assert then(NOW - timedelta(hours=1)) == {}
        assert then(NOW + timedelta(hours=1)) == {THIS: Decimal(50_000)}
        assert then(NOW + timedelta(hours=3)) == {}


class TestDelivered:
    def test_is_claimed_until_the_whole_plan_of_the_year_is_validated(self, workstream, finance):
        saving = a_saving(workstream)
        changes.report_outlook(
            saving_id=saving.pk, version=None, outlook="delivered", reason="Done", by=LOADING, at=LONG_AGO
        )
        validated(saving, 50_000)

        def words():
            return delivered_of(savings(reader=finance, ids=[saving.pk])[saving.pk], THIS)

        assert words() == "Claimed as delivered, £50k of £120k validated"
        validated(saving, 70_000, at=NOW)
        assert words() == "Delivered"


class TestOneSaving:
    def test_is_none_for_who_may_not_see_it(self, finance):
        elsewhere = a_saving(a_programme())

        assert saving_delivery(reader=finance, saving_id=elsewhere.pk) is None


class TestReplacedAndWithdrawn:
    def test_each_pound_counts_once_in_every_total(self, workstream, finance):
        old, new = a_saving(workstream, ref="A"), a_saving(workstream, ref="B")
        gone, grant = a_saving(workstream, ref="C"), a_saving(workstream, ref="F", kind="funding")
        for saving, pounds in ((old, 0), (new, 120_000), (gone, 0), (grant, 0)):
            forecast(saving, pounds)
        replaced_by(old, new, by=finance)
        withdraw(gone, by=finance)

        found = behind(workstream, finance)

        (net,) = [one for one in found.net if one.year == THIS]
        assert (net.gross, net.net) == (120_000, 120_000)
        assert (found.shortfall, found.open, found.recurring) == (0, 0, 0)
        assert [(s.pounds, s.lines) for s in found.evidence if s.lines] == [(120_000, 1)]

    def test_a_replaced_line_counts_with_what_is_not_covered_its_adjustments_with_it(
        self, workstream, finance
    ):
        old = a_saving(workstream, plan={2026: Decimal(100)})
        new = a_saving(workstream, plan={2026: Decimal(60)})
        a_saving(workstream, plan={2026: Decimal(-10)}, kind="adjustment", corrects_id=old.pk)
        forecast(old, 0)
        forecast(new, 60)
        replaced_by(old, new, by=finance)

        found = behind(workstream, finance)

        assert [(net.gross, net.of) for net in found.net] == [(90, 3)]
        assert found.shortfall == 30
        assert [(s.pounds, s.lines) for s in found.evidence if s.lines] == [(90, 2)]

    def test_of_a_withdrawn_line_what_is_validated_counts(self, workstream, finance):
        gone = a_saving(workstream, plan={2026: Decimal(100)})
        forecast(gone, 40)
        validated(gone, 25)
        withdraw(gone, by=finance)

        found = behind(workstream, finance)

        assert [net.gross for net in found.net] == [25]
        assert (found.shortfall, found.recurring) == (0, 0)
