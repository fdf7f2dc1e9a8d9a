"""Claim, validate and take back through the API; and what stands behind savings and programmes, in the open."""

from decimal import Decimal

import pytest

from programme.outbox.models import Event
from programme.rules import access
from savings import changes
from savings.models import Claim, Validation
from tests.factories.ground import LOADING, LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving
from tests.fakes.callers import Caller
from tests.integration.api.test_schema import fits

pytestmark = pytest.mark.django_db

CLAIM = {"year": "2026/27", "amount": "60000.00", "reason": "Posts deleted"}
SEEN = {
    "year": "2026/27",
    "amount": "40000.00",
    "period": "",
    "base_budget_reduced": True,
    "spend_followed": True,
    "budget_evidence": "Budget book",
    "spend_evidence": "Ledger, months 1 to 5",
}


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def saving(workstream):
    return a_saving(workstream, ref="24S1")


@pytest.fixture
def finance(workstream):
    return Caller(someone(access.FINANCE, workstream.programme))


def send(caller, saving, act, body, **options):
    saving.refresh_from_db()
    options.setdefault("version", saving.version)
    return caller.post(f"savings/{saving.id}/{act}", body, **options)


def shown(caller, saving):
    return caller.get(f"savings/{saving.id}/delivery").json()


class TestClaims:
    def test_are_kept_and_the_newest_of_a_year_stands(self, workstream, saving):
        lead = Caller(someone(access.LEAD, workstream))
        send(lead, saving, "claims", CLAIM)

        answer = send(lead, saving, "claims", {**CLAIM, "amount": "50000.00"})

        claims = [(row["amount"], row["stands"]) for row in answer.json()["claims"]]
        assert answer.status_code == 200
        assert claims == [("50000.00", True), ("60000.00", False)]
        assert answer.json()["waiting"] == ["claimed"]
        assert Event.objects.filter(type="savings.saving.claimed", door="api").count() == 2

    def test_act_once_for_one_key_and_guard_the_version(self, saving, finance):
        first = send(finance, saving, "claims", CLAIM, version=1, key="one")
        again = send(finance, saving, "claims", CLAIM, version=1, key="one")
        stale = send(finance, saving, "claims", CLAIM, version=1)

        assert (first.status_code, again.status_code, stale.status_code) == (200, 200, 412)
        assert again["Idempotency-Replayed"] == "true"
        assert Claim.objects.count() == 1

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({**CLAIM, "year": "2026/29"}, "year"),
            ({**CLAIM, "amount": "-5.00"}, "amount"),
            ({**CLAIM, "amount": 5.5}, "amount"),
            ({**CLAIM, "reason": " "}, "reason"),
            ({**CLAIM, "colour": "red"}, "colour"),
        ],
    )
    def test_name_the_field_that_cannot_be_stored(self, saving, finance, body, field):
        answer = send(finance, saving, "claims", body)

        assert answer.status_code == 422
        assert [e["field"] for e in answer.json()["errors"]] == [field]


class TestValidations:
    def test_are_finance_s(self, workstream, saving, finance):
        lead = Caller(someone(access.LEAD, workstream))
        send(finance, saving, "claims", CLAIM)

        refused = send(lead, saving, "validations", SEEN)
        answer = send(finance, saving, "validations", SEEN)

        (row,) = answer.json()["validations"]
        assert refused.status_code == 403
        assert (row["amount"], row["budget_evidence"], row["stands"]) == ("40000.00", "Budget book", True)

    def test_rest_on_both_facts(self, saving, finance):
        send(finance, saving, "claims", CLAIM)

        answer = send(finance, saving, "validations", {**SEEN, "spend_followed": False})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["problem"].startswith("Not delivered")
        assert not Validation.objects.exists()

    def test_beyond_the_claim_say_why(self, saving, finance):
        asked = send(finance, saving, "validations", SEEN)
        answer = send(finance, saving, "validations", {**SEEN, "why_beyond_claim": "Seen in the ledger"})

        assert [e["field"] for e in asked.json()["errors"]] == ["why_beyond_claim"]
        assert answer.json()["validations"][0]["beyond_claim"] == "Seen in the ledger"

    def test_are_taken_back_with_a_reason(self, saving, finance):
        send(finance, saving, "claims", CLAIM)
        row = send(finance, saving, "validations", SEEN).json()["validations"][0]

        body = {"validation": row["id"], "reason": "The posts were filled"}
        answer = send(finance, saving, "validations-taken-back", body)
        again = send(finance, saving, "validations-taken-back", body)

        (now,) = answer.json()["validations"]
        assert (now["stands"], now["taken_back"]) == (False, "The posts were filled")
        assert again.status_code == 422
        assert finance.get(f"savings/{saving.id}").json()["years"][0]["validated"] is None

    def test_of_another_saving_are_not_taken_back_here(self, workstream, saving, finance):
        other = a_saving(workstream)
        send(finance, other, "claims", CLAIM)
        row = send(finance, other, "validations", SEEN).json()["validations"][0]

        answer = send(finance, saving, "validations-taken-back", {"validation": row["id"], "reason": "No"})

        assert [e["field"] for e in answer.json()["errors"]] == ["validation"]

    def test_of_a_hidden_saving_are_told_as_nothing(self, workstream, finance):
        hidden = a_saving(workstream, marking="exempt", exempt_paragraph=3)

        assert send(finance, hidden, "validations", SEEN).status_code == 404
        assert finance.get(f"savings/{hidden.id}/delivery").status_code == 404


class TestWhatStandsBehind:
    def test_a_replaced_line_is_as_described_and_names_the_other(self, workstream, saving, finance):
        new = a_saving(workstream, ref="24S9", plan={2026: Decimal(70_000), 2027: Decimal(0)})
        changes.replace_saving(
            saving_id=saving.id,
            version=None,
            replacement_id=new.id,
            reason="Instead",
            by=LOADING,
            at=LONG_AGO,
        )

        answer = shown(finance, saving)

        assert fits({"$ref": "#/components/schemas/SavingDelivery"}, answer)
        assert answer["replacements"][0]["ref"] == "24S9"
        assert [year["covered"] for year in answer["cover"]["years"]] == ["70000.00", "0.00", None]
        assert "of its recurring plan £120k a year stays uncovered" in answer["cover"]["words"]
        assert shown(finance, new)["replaces"]["ref"] == "24S1"

    def test_net_is_shown_with_all_its_parts(self, saving, finance):
        for kind, amount, source in (("one_off", 150_000, "reserve"), ("running", 20_000, "")):
            changes.state_cost(
                saving_id=saving.id, version=None, kind=kind, year=2026, amount=Decimal(amount), source=source,
                by=LOADING, at=LONG_AGO,
            )  # fmt: skip

        net = shown(finance, saving)["net"]

        first = net["years"][0]
        assert {name: first[name] for name in ("gross", "one_off", "running", "lost_income", "net")} == {
            "gross": "120000.00", "one_off": "150000.00", "running": "20000.00", "lost_income": "0.00",
            "net": "-50000.00",
        }  # fmt: skip
        assert (net["payback_years"], net["payback_words"]) == ("1.25", "1 year 3 months")
        assert first["stated"] == ["one_off", "running"]

    def test_a_programme_s_totals_are_over_what_its_reader_sees(self, workstream, saving, finance):
        a_saving(workstream, marking="exempt", exempt_paragraph=3)
        changes.review_evidence(
            saving_id=saving.id, version=None, answers={"data": "no"}, by=LOADING, at=LONG_AGO
        )

        answer = finance.get(f"programmes/{workstream.programme_id}/delivery", year="2026/27").json()

        assert answer["evidence_words"] == "insufficient 100%"
        assert answer["over"].endswith("without exempt items")
        assert [row["net"] for row in answer["net"]] == ["120000.00"] * 3


class TestPressures:
    def test_say_which_earlier_saving_they_are_the_shortfall_of(self, workstream, finance):
        programme = workstream.programme
        earlier = changes.add_budget_round(
            organisation_id=programme.organisation_id,
            values={"code": "22S", "name": "2022"},
            by=LOADING,
            at=LONG_AGO,
        )
        changes.store_pressure(
            programme_id=programme.id, ref="24P10",
            values={"name": "Home", "deferred_from_ref": "22S1", "deferred_from_round_id": earlier.id},
            amounts={2026: {"amount": Decimal(299_000)}}, by=LOADING, at=LONG_AGO,
        )  # fmt: skip

        (row,) = finance.get("pressures", programme=programme.code).json()["results"]

        assert row["deferred"] == "Deferred from 22S1, budget round 22S (not held in this ledger)"
        assert row["deferred_from_id"] is None
        assert row["years"] == [{"year": "2026/27", "amount": "299000.00"}]

    def test_of_a_hidden_saving_are_as_hidden(self, workstream, finance):
        hidden = a_saving(workstream, ref="SECRET", name="Team closure")
        changes.add_pressure(
            programme_id=workstream.programme_id,
            values={"name": "Team closure, deferred", "deferred_from_id": hidden.id},
            by=LOADING, at=LONG_AGO,
        )  # fmt: skip
        before = finance.get("pressures").json()["results"]

        changes.revise_saving(
            saving_id=hidden.id,
            version=None,
            values={"marking": "exempt", "exempt_paragraph": 4},
            by=LOADING,
            at=LONG_AGO,
        )

        assert [row["deferred"] for row in before] == ["Deferred from SECRET"]
        assert finance.get("pressures").json()["results"] == []
        assert finance.get(f"pressures/{before[0]['id']}").status_code == 404

    def test_are_proposed_by_shortfalls(self, workstream, saving, finance):
        changes.forecast_saving(
            saving_id=saving.id, version=None, amounts={y: Decimal(90_000) for y in (2026, 2027, 2028)},
            reason="Late", by=LOADING, at=LONG_AGO,
        )  # fmt: skip
        address = f"programmes/{workstream.programme_id}/pressure-proposals"

        (row,) = finance.get(address, year="2027/28").json()["proposals"]
        changes.settle_saving(
            saving_id=saving.id,
            version=None,
            year=2027,
            choice="left_in_base",
            reason="Later",
            by=LOADING,
            at=LONG_AGO,
        )
        after = finance.get(address, year="2027/28").json()

        assert (row["amount"], row["years"][0]["plan_after"]) == ("30000.00", "90000.00")
        assert after["proposals"] == []
        assert [s["words"] for s in after["settlements"]] == ["Left in the base, still to deliver"]
        assert fits({"$ref": "#/components/schemas/Proposals"}, after)
