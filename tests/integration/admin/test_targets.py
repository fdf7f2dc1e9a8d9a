"""Targets in the admin: looked at with every amount, and said anew by a decision."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from programme.rules import access
from savings.models import Target
from tests.factories.governance import on_record
from tests.factories.ground import a_programme, someone
from tests.factories.savings import a_target
from tests.integration.admin.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme(name="Children first")


@pytest.fixture
def target(programme):
    return a_target(programme, 300_000)


@pytest.fixture
def finance(programme):
    return Desk(someone(access.FINANCE, programme))


def amount_url(target):
    return reverse("admin:savings_target_amount", args=[target.pk])


class TestTheTarget:
    def test_is_listed_and_opened_with_its_amounts(self, finance, target):
        assert "£300,000" in finance.list(Target)
        page = finance.form(target)

        assert "Say its amount anew" in page
        assert "amounts so far" in page.words.lower()

    def test_is_offered_to_no_one_who_may_not_plan(self, programme, target):
        lead = Desk(someone(access.LEAD, programme))

        assert "Say its amount anew" not in lead.form(target)
        assert lead.open(amount_url(target)).status == 404


class TestSayingItAnew:
    def test_without_a_decision_is_refused_with_who_decides(self, finance, target):
        given = {"version": target.version, "amount": "£200k", "decision": "", "reason": "Lowered"}

        answer = finance.send(amount_url(target), given)

        assert answer.status == 422
        assert "changing it takes a decision" in answer
        assert "Lowered" in answer.html

    def test_by_a_decision_stands_in_front(self, finance, programme, target):
        on_record(programme, "CAB 7", "Cabinet", date(2026, 4, 10))
        given = {"version": target.version, "amount": "£200k", "decision": "CAB 7", "reason": "Lowered"}

        answer = finance.send(amount_url(target), given)

        assert answer.status == 302
        assert [row.amount for row in target.amounts.order_by("recorded_at")] == [
            Decimal(300_000),
            Decimal(200_000),
        ]
        assert "CAB 7" in finance.form(target)

    def test_on_an_old_page_is_looked_at_again(self, finance, programme, target):
        on_record(programme, "CAB 7", "Cabinet", date(2026, 4, 10))
        given = {"version": target.version, "amount": "£200k", "decision": "CAB 7", "reason": "Lowered"}
        finance.send(amount_url(target), given)

        answer = finance.send(amount_url(target), {**given, "amount": "£100k"})

        assert "look again" in answer
