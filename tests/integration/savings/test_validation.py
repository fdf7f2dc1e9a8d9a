"""Claims by the owner, validation by finance on both facts, and taking it back: on the real database."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from programme.changes import Backdated, Invalid, Stale
from programme.outbox.models import Event
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import SavingState, Validation
from savings.queries import savings
from savings.rules.validation import delivered_words
from tests.factories.ground import LOADING, LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db
IN_NOVEMBER = datetime(2026, 11, 18, 14, tzinfo=UTC)
LATER = IN_NOVEMBER + timedelta(hours=1)


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def finance(workstream):
    return someone(access.FINANCE, workstream.programme.organisation)


@pytest.fixture
def saving(workstream):
    return a_saving(workstream)


def _approved(saving):
    """Bring a saving to an approved plan, as history has it."""
    changes.revise_saving(saving_id=saving.pk, version=None, values={"maturity": 3}, by=LOADING, at=LONG_AGO)


def claim(saving, pounds, *, at=LONG_AGO, year=2026, by=LOADING):
    return changes.claim_saving(
        saving_id=saving.pk,
        version=None,
        year=year,
        amount=Decimal(pounds),
        reason="Posts deleted",
        by=by,
        at=at,
    )


def validate(saving, pounds, *, by, at=IN_NOVEMBER, **more):
    facts = {
        "year": 2026,
        "base_budget_reduced": True,
        "spend_followed": True,
        "evidence": "Ledger M7",
        **more,
    }
    return changes.validate_saving(
        saving_id=saving.pk, version=None, amount=Decimal(pounds), by=by, at=at, **facts
    )


class TestValidateSaving:
    def test_keeps_what_shows_each_fact(self, finance, saving):
        claim(saving, 60_000)

        row = validate(
            saving, 50_000, by=finance, period="m1 to m7", evidence="",
            budget_evidence="Budget book", spend_evidence="Ledger",
        )  # fmt: skip

        assert (row.period, row.budget_evidence, row.spend_evidence) == ("M1-M7", "Budget book", "Ledger")
        assert row.evidence == "Base budget: Budget book. Spend or income: Ledger."
        assert Event.objects.get(type="savings.saving.validated").payload["period"] == "M1-M7"

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"spend_followed": False}, "spend or income has not followed"),
            ({"base_budget_reduced": False}, "base budget is not reduced"),
        ],
    )
    def test_one_fact_alone_is_not_delivered(self, finance, saving, facts, words):
        claim(saving, 60_000)

        with pytest.raises(Invalid, match=f"Not delivered: .*{words}"):
            validate(saving, 50_000, by=finance, **facts)

        assert not Validation.objects.exists()

    def test_validations_of_a_year_add_up_to_the_claim_and_beyond_it_only_with_a_reason(
        self, finance, saving
    ):
        claim(saving, 60_000)
        validate(saving, 40_000, by=finance)

        with pytest.raises(Invalid, match="£80k validated of 2026/27, £20k more than the £60k claimed"):
            validate(saving, 40_000, by=finance, at=LATER)
        validate(saving, 40_000, by=finance, at=LATER, why_beyond_claim="The ledger shows a second contract")

        assert savings(reader=finance)[saving.pk].validated == {_year(2026): Decimal(80_000)}

    def test_what_nobody_claimed_takes_a_reason(self, finance, saving):
        with pytest.raises(Invalid, match="more than what is claimed, which is nothing"):
            validate(saving, 1, by=finance)

    def test_over_delivery_may_be_claimed_and_validated(self, finance, saving):
        claim(saving, 150_000)

        assert validate(saving, 150_000, by=finance).amount == Decimal(150_000)

    def test_the_owner_does_not_validate_even_in_finance(self, workstream, finance):
        own = a_saving(workstream, owner_id=finance.person_id)
        claim(own, 60_000)

        with pytest.raises(access.Refused, match="someone else in finance"):
            validate(own, 60_000, by=finance)

    @pytest.mark.parametrize("role", [access.PMO, access.MANAGER, access.LEAD])
    def test_nobody_but_finance_does(self, workstream, saving, role):
        claim(saving, 60_000)
        person = someone(role, workstream if role == access.LEAD else workstream.programme.organisation)

        with pytest.raises(access.Refused):
            validate(saving, 60_000, by=person)

    def test_months_to_come_show_nothing_yet(self, finance, saving):
        claim(saving, 60_000)

        with pytest.raises(Invalid, match="M9 of 2026/27 has not begun"):
            validate(saving, 10, by=finance, period="M9")
        with pytest.raises(Invalid, match="2027/28 has not begun"):
            validate(saving, 10, by=finance, year=2027)

    def test_an_adjustment_is_neither_claimed_nor_validated(self, workstream):
        adjustment = a_saving(workstream, kind="adjustment", plan={2026: Decimal(-5)})

        with pytest.raises(Invalid, match="is an adjustment"):
            claim(adjustment, 5)

    def test_never_before_the_newest(self, finance, saving):
        claim(saving, 60_000)
        validate(saving, 10, by=finance, at=LATER)

        with pytest.raises(Backdated):
            validate(saving, 10, by=finance, at=IN_NOVEMBER)


class TestUndoValidation:
    def test_takes_it_back_and_leaves_claim_outlook_and_maturity(self, finance, saving):
        claim(saving, 120_000)
        row = validate(saving, 120_000, by=finance)
        _approved(saving)
        _revise(saving, finance, maturity=5)
        _outlook(saving, "delivered", by=finance)

        undone = changes.undo_validation(
            validation_id=row.pk, reason="Posts filled again", by=finance, at=LATER
        )

        now = savings(reader=finance)[saving.pk]
        assert (undone.undoes_id, undone.amount) == (row.pk, Decimal(120_000))
        assert (now.validated, now.claimed, now.maturity) == ({}, {_year(2026): Decimal(120_000)}, 5)
        assert delivered_words(Decimal(120_000), None) == "Claimed as delivered, nothing validated"
        event = Event.objects.get(type="savings.saving.validation_undone")
        assert event.payload["reason"] == "Posts filled again"

    def test_lets_the_sum_grow_again(self, finance, saving):
        claim(saving, 60_000)
        row = validate(saving, 60_000, by=finance)
        changes.undo_validation(validation_id=row.pk, reason="Wrong month", by=finance, at=LATER)

        again = validate(saving, 30_000, by=finance, at=LATER + timedelta(hours=1))

        assert savings(reader=finance)[saving.pk].validated == {_year(2026): again.amount}

    def test_once_and_never_of_what_takes_one_back(self, finance, saving):
        claim(saving, 60_000)
        row = validate(saving, 10, by=finance)
        undone = changes.undo_validation(validation_id=row.pk, reason="No", by=finance, at=LATER)

        for one in (row, undone):
            with pytest.raises(Invalid, match="taken back already"):
                changes.undo_validation(validation_id=one.pk, reason="No", by=finance, at=LATER)

    def test_takes_a_reason_the_right_and_the_version_seen(self, workstream, finance, saving):
        claim(saving, 60_000)
        row = validate(saving, 10, by=finance)
        lead = someone(access.LEAD, workstream)

        with pytest.raises(Invalid, match="Say why"):
            changes.undo_validation(validation_id=row.pk, reason=" ", by=finance, at=LATER)
        with pytest.raises(access.Refused):
            changes.undo_validation(validation_id=row.pk, reason="No", by=lead, at=LATER)
        with pytest.raises(Stale):
            changes.undo_validation(validation_id=row.pk, reason="No", by=finance, at=LATER, version=1)


class TestMaturityFive:
    def test_takes_a_validation_that_stands(self, finance, saving):
        with pytest.raises(Invalid, match="maturity 5 .* takes a validation by finance that stands"):
            _revise(saving, finance, maturity=5)
        claim(saving, 60_000)
        validate(saving, 60_000, by=finance)

        _approved(saving)
        _revise(saving, finance, maturity=5)

        saving.refresh_from_db()
        assert saving.maturity == 5

    def test_a_new_line_has_none(self, finance, workstream):
        values = {"ref": "N1", "name": "New", "workstream_id": workstream.pk, "maturity": 5}

        with pytest.raises(Invalid, match="Choose 4 until then"):
            changes.add_saving(
                programme_id=workstream.programme_id, values=values, by=finance, at=IN_NOVEMBER
            )

    def test_other_particulars_of_a_line_no_longer_held_can_still_change(self, finance, saving):
        claim(saving, 60_000)
        row = validate(saving, 60_000, by=finance)
        _approved(saving)
        _revise(saving, finance, maturity=5)
        changes.undo_validation(validation_id=row.pk, reason="No", by=finance, at=LATER)

        _revise(saving, finance, name="Renamed", at=LATER)

        saving.refresh_from_db()
        assert (saving.name, saving.maturity) == ("Renamed", 5)


class TestStates:
    def test_claims_and_validations_need_no_copy_of_the_line(self, finance, saving):
        before = SavingState.objects.filter(saving=saving).count()
        claim(saving, 60_000)
        validate(saving, 60_000, by=finance)

        assert SavingState.objects.filter(saving=saving).count() == before


class TestWithdrawn:
    def test_takes_a_decision_once_the_plan_is_frozen(self, workstream, finance):
        frozen = a_saving(workstream, maturity=3)

        with pytest.raises(changes.NeedsDecision):
            _outlook(frozen, "withdrawn", by=finance)


def _year(start):
    return FinancialYear(start)


def _revise(saving, by, *, at=IN_NOVEMBER, **values):
    changes.revise_saving(saving_id=saving.pk, version=None, values=values, by=by, at=at, reason="Reviewed")


def _outlook(saving, outlook, *, by, at=IN_NOVEMBER, **more):
    changes.report_outlook(
        saving_id=saving.pk, version=None, outlook=outlook, reason="Said so", by=by, at=at, **more
    )
