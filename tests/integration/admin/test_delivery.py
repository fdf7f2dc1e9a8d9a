"""Claims, validation, evidence, cover and costs in the admin: each act a page, nothing typed ever lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Claim, EvidenceReview, Mitigation, Replacement, Saving, SavingCost, Validation
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, list_url

pytestmark = pytest.mark.django_db
NOW = FinancialYear.containing(timezone.localdate())
YEAR = NOW.start_year
RUNNING = {YEAR - 1: Decimal(120_000), YEAR: Decimal(120_000), YEAR + 1: Decimal(120_000)}
SEEN = {
    "base_budget_reduced": "on",
    "budget_evidence": "Budget book",
    "spend_followed": "on",
    "spend_evidence": "Ledger",
}


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def saving(workstream):
    return a_saving(workstream, ref="24S1", name="Fewer agency staff", plan=RUNNING)


@pytest.fixture
def finance(workstream):
    return Desk(someone(access.FINANCE, workstream.programme.organisation))


@pytest.fixture
def lead(workstream):
    return Desk(someone(access.LEAD, workstream))


def act(saving, slug, thing=None):
    return reverse(
        "admin:savings_act" if thing is None else "admin:savings_act_on",
        args=[saving.pk, slug] if thing is None else [saving.pk, slug, thing.pk],
    )


def do(desk, saving, slug, thing=None, **typed):
    address = act(saving, slug, thing)
    return desk.send(address, desk.open(address).typed("act", **typed))


def claimed(saving, pounds=60_000, year=YEAR):
    changes.claim_saving(
        saving_id=saving.pk, version=None, year=year, amount=Decimal(pounds), reason="Posts deleted", by=LOADING,
        at=LONG_AGO,
    )  # fmt: skip


def validated(saving, pounds=60_000, year=YEAR):
    claimed(saving, pounds, year)
    return changes.validate_saving(
        saving_id=saving.pk, version=None, year=year, amount=Decimal(pounds), base_budget_reduced=True,
        spend_followed=True, evidence="Ledger", by=LOADING, at=LONG_AGO,
    )  # fmt: skip


class TestClaim:
    def test_is_the_owner_s_word(self, lead, saving):
        answer = do(lead, saving, "claim", amount="£60k", reason="Posts deleted")

        claim = Claim.objects.get(saving=saving)
        assert answer.status == 302
        assert (claim.year, claim.amount, claim.reason) == (YEAR, Decimal(60_000), "Posts deleted")
        assert claim.recorded_by_name == lead.actor.name

    def test_keeps_what_was_typed_when_something_is_missing(self, lead, saving):
        answer = do(lead, saving, "claim", amount="a lot", reason="Posts deleted")

        assert answer.status == 200
        assert "is not an amount of money" in answer
        assert answer.forms["act"]["reason"] == "Posts deleted"
        assert not Claim.objects.exists()

    def test_two_at_once_are_shown_to_the_second_with_everything_typed(self, lead, finance, saving):
        page = lead.open(act(saving, "claim"))
        claimed(saving, 50_000)

        clash = lead.send(act(saving, "claim"), page.typed("act", amount="60,000", reason="Mine"))
        answer = lead.send(act(saving, "claim"), clash.forms["act"])

        assert clash.status == 409
        assert "Someone else saved this line" in clash
        assert "£50,000" in clash
        assert clash.forms["act"]["amount"] == "60,000"
        assert answer.status == 302
        assert Claim.objects.latest("saving_version").amount == Decimal(60_000)


class TestValidate:
    def test_keeps_both_facts_with_what_shows_them(self, finance, saving):
        claimed(saving)

        answer = do(finance, saving, "validate", amount="40,000", period="m1", **SEEN)

        row = Validation.objects.get(saving=saving)
        assert answer.status == 302
        assert (row.amount, row.period) == (Decimal(40_000), "M1")
        assert (row.budget_evidence, row.spend_evidence) == ("Budget book", "Ledger")

    def test_one_fact_alone_is_refused_in_words_beside_the_fact_that_lacks(self, finance, saving):
        claimed(saving)

        answer = do(finance, saving, "validate", amount="40,000", **{**SEEN, "spend_followed": None})

        assert answer.status == 200
        assert "Not delivered: the base budget is reduced, but spend or income has not followed it." in answer
        assert "id_spend_followed_error" in answer.html
        assert answer.forms["act"]["budget_evidence"] == "Budget book"
        assert not Validation.objects.exists()

    def test_beyond_the_claim_asks_why(self, finance, saving):
        answer = do(finance, saving, "validate", amount="40,000", **SEEN)

        assert "say why finance goes beyond the claim" in answer

    def test_is_offered_to_finance_alone(self, lead, finance, saving):
        assert act(saving, "validate") not in lead.form(saving).html
        assert act(saving, "validate") in finance.form(saving).html
        assert lead.open(act(saving, "validate")).status == 403

    def test_says_to_an_owner_that_someone_else_does_it(self, workstream, finance):
        own = a_saving(workstream, owner_id=finance.actor.person_id, plan=RUNNING)
        claimed(own)

        page = finance.open(act(own, "validate"))
        answer = do(finance, own, "validate", amount="40,000", **SEEN)

        assert "someone else in finance does this" in page
        assert "someone else in finance validates it" in answer

    def test_of_a_hidden_line_is_told_as_nothing(self, finance, workstream):
        hidden = a_saving(workstream, marking="exempt", exempt_paragraph=3)

        assert finance.open(act(hidden, "validate")).status == 404


class TestTakeBack:
    def test_keeps_both_rows_and_the_reason(self, finance, saving):
        row = validated(saving)

        answer = do(finance, saving, "take-back", row, reason="The posts were filled")

        page = finance.form(saving)
        assert answer.status == 302
        assert Validation.objects.count() == 2
        assert "The posts were filled" in page

    def test_asks_why(self, finance, saving):
        row = validated(saving)

        answer = do(finance, saving, "take-back", row, reason=" ")

        assert answer.status == 200
        assert Validation.objects.count() == 1

    def test_leaves_maturity_five_with_a_prompt(self, finance, saving):
        row = validated(saving, 120_000)
        changes.revise_saving(
            saving_id=saving.pk, version=None, values={"maturity": 5}, by=LOADING, at=LONG_AGO
        )

        do(finance, saving, "take-back", row, reason="The posts were filled")

        saving.refresh_from_db()
        assert saving.maturity == 5
        assert "Maturity says 5, realised and validated, and no validation stands" in finance.form(saving)

    def test_of_another_line_is_told_as_nothing(self, finance, saving, workstream):
        other = validated(a_saving(workstream))

        assert finance.open(act(saving, "take-back", other)).status == 404


class TestMaturityFive:
    def test_is_refused_on_the_form_while_nothing_is_validated(self, finance, saving):
        page = finance.form(saving)

        answer = finance.save(saving, page.typed("saving_form", maturity="5"))

        assert answer.status == 200
        assert "takes a validation by finance that stands" in answer


class TestOutlookDelivered:
    def test_is_shown_as_claimed_until_all_of_it_is_validated(self, finance, saving):
        validated(saving, 40_000)
        changes.report_outlook(
            saving_id=saving.pk, version=None, outlook="delivered", reason="Done", by=LOADING, at=LONG_AGO
        )

        assert "Claimed as delivered, £40k of £120k validated" in finance.form(saving)


class TestList:
    def test_is_narrowed_to_what_waits_for_finance(self, finance, workstream, saving):
        again = a_saving(workstream, name="To be confirmed again", plan=RUNNING)
        validated(again, year=YEAR - 1)
        claimed(saving)

        to_confirm = finance.open(list_url(Saving), waiting="to_confirm")
        waiting = finance.open(list_url(Saving), waiting="claimed")

        assert ("To be confirmed again" in to_confirm, "Fewer agency staff" in to_confirm) == (True, False)
        assert ("To be confirmed again" in waiting, "Fewer agency staff" in waiting) == (False, True)

    def test_is_narrowed_by_evidence(self, finance, workstream, saving):
        a_saving(workstream, name="Not looked at")
        changes.review_evidence(
            saving_id=saving.pk, version=None, answers={"data": "no"}, by=LOADING, at=LONG_AGO
        )

        weak = finance.open(list_url(Saving), evidence="insufficient")
        none = finance.open(list_url(Saving), evidence="not_graded")

        assert ("Fewer agency staff" in weak, "Not looked at" in weak) == (True, False)
        assert ("Fewer agency staff" in none, "Not looked at" in none) == (False, True)


class TestFrontPage:
    def test_says_to_finance_what_waits(self, finance, lead, saving):
        claimed(saving)

        assert "1 Claimed, not validated" in finance.open(reverse("admin:index"))
        assert "Claimed, not validated" not in lead.open(reverse("admin:index"))


class TestEvidence:
    def test_six_answers_make_a_grade(self, finance, saving):
        questions = dict.fromkeys(["data", "calculation", "costs", "service", "baseline", "new_money"], "yes")

        do(finance, saving, "evidence", **{**questions, "service": "partly"}, note="Sampled")

        assert EvidenceReview.objects.get(saving=saving).answers["service"] == "partly"
        assert "Evidence: partial" in finance.form(saving)
        assert finance.open(act(saving, "evidence")).forms["act"]["service"] == "partly"


class TestCover:
    def test_a_line_is_replaced_and_the_replacement_ended(self, finance, workstream, saving):
        new = a_saving(
            workstream, ref="24S9", name="Fleet", plan={YEAR: Decimal(70_000), YEAR + 1: Decimal(0)}
        )

        answer = do(finance, saving, "replace", replacement=new.pk, reason="The contract was not let")
        page = finance.form(saving)
        ended = do(
            finance, saving, "end-replacement", Replacement.objects.get(), reason="It is let after all"
        )

        assert (answer.status, ended.status) == (302, 302)
        assert "24S9 Fleet" in page
        assert f"Covers £70k in {NOW}; of its recurring plan £120k a year stays uncovered." in page
        assert "It stands in for 24S1 Fewer agency staff" not in finance.form(new)
        assert not Replacement.objects.exists()

    def test_a_frozen_line_asks_for_the_decision(self, finance, workstream):
        frozen = a_saving(workstream, plan=RUNNING, maturity=3)
        new = a_saving(workstream)
        on_record(workstream.programme, "Cabinet 12", "Cabinet", date(2026, 4, 1))

        page = finance.open(act(frozen, "replace"))
        missing = do(finance, frozen, "replace", replacement=new.pk, reason="Instead")
        answer = do(
            finance, frozen, "replace", replacement=new.pk, reason="Instead", decision="Cabinet 12",
            decision_maker="Cabinet", effective=f"{date(2026, 4, 1):%Y-%m-%d}",
        )  # fmt: skip

        assert "decision" in page.forms["act"]
        assert missing.status == 200
        assert answer.status == 302
        assert "decision" not in finance.open(act(new, "replace")).forms["act"]

    def test_the_outlook_replaced_asks_for_the_line(self, finance, saving):
        page = finance.form(saving)

        answer = finance.save(saving, page.typed("saving_form", outlook="replaced", reason="Another line"))

        assert "Link the line that replaces 24S1 first" in answer

    def test_one_off_money_leaves_the_recurring_gap_open_in_words(self, finance, saving):
        changes.forecast_saving(
            saving_id=saving.pk, version=None, amounts=dict.fromkeys(RUNNING, Decimal(90_000)), reason="Late",
            by=LOADING, at=LONG_AGO,
        )  # fmt: skip

        do(finance, saving, "one-off-money", amount="30,000", what="Reserve")
        page = finance.form(saving)
        do(finance, saving, "withdraw-one-off-money", Mitigation.objects.get(), reason="Spent")

        assert (
            f"In-year gap of {NOW} closed by £30k of one-off money; recurring gap stays open: £30k a year."
            in page
        )
        assert f"In-year gap of {NOW} open: £30k; recurring gap stays open: £30k a year." in finance.form(
            saving
        )


class TestCosts:
    def test_gross_cost_and_net_stand_together(self, finance, saving):
        do(finance, saving, "cost", kind="one_off", amount="150,000", source="reserve", bears="no")

        page = finance.form(saving)
        assert "Payback: 1 year 3 months." in page
        assert "-£30,000" in page
        assert "One-off investment in" in page
        assert "reserve, not borne by the service" in page

    def test_a_blank_is_not_a_nil(self, finance, saving):
        blank = do(finance, saving, "cost", kind="running")
        known = do(finance, saving, "cost", kind="running", not_known="on")

        assert "a blank is not a nil" in blank
        assert known.status == 302
        assert SavingCost.objects.get().amount is None

    def test_an_investment_names_its_source(self, finance, saving):
        answer = do(finance, saving, "cost", kind="one_off", amount="5")

        assert "Where does the investment come from?" in answer

    def test_a_lead_states_none(self, lead, saving):
        assert lead.open(act(saving, "cost")).status == 403


class TestAddresses:
    @pytest.mark.parametrize("slug", ["nothing", "take-back", "write-out"])
    def test_that_name_nothing_are_told_so(self, finance, saving, slug):
        assert finance.open(act(saving, slug)).status == 404
