"""A programme loaded by an earlier version gains what later versions brought; what people changed stays theirs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from deploy.examples.loading import load
from deploy.examples.source import EXAMPLES, read_example
from programme import changes as ground
from programme.models import Indicator, IndicatorReading, Programme
from programme.outbox.models import Work
from programme.rules.access import system
from savings import changes as money
from savings.models import (
    BudgetFigure,
    BudgetLine,
    CostDriver,
    CostDriverReading,
    FundBalance,
    PeriodStep,
    Proposal,
    ProposalFigure,
    Target,
    VarianceCause,
)
from savings.queries.frozen import freeze

pytestmark = pytest.mark.django_db

THEN, NOW = datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2026, 11, 18, 9, tzinfo=UTC)
EVERYTHING = system("Fay Finance")
COUNTED = (
    BudgetFigure, BudgetLine, CostDriver, CostDriverReading, FundBalance, Indicator, IndicatorReading, Proposal,
    ProposalFigure, Target, VarianceCause,
)  # fmt: skip


def as_first_released(example):
    """Return an example as the first version had it: no schools grant, causes, targets, proposals or drivers."""
    monitoring = tuple(replace(row, causes=()) for row in example.monitoring if row.fund == "general")
    return replace(
        example, monitoring=monitoring, balances=(), cost_drivers=(), targets=(), proposals=(), parts=(),
        indicators=example.indicators[:1],
    )  # fmt: skip


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def names():
    """Return the budget lines and causes there are, by name."""
    lines = BudgetLine.objects.values_list("fund", "group", "name", "figures__variance")
    return sorted(map(str, lines)), sorted(map(str, VarianceCause.objects.values_list("name", "amount")))


def load_first(name):
    load(as_first_released(read_example(name)), at=THEN)
    return Programme.objects.get(code=read_example(name).code)


def load_now(name, at=NOW):
    return load(read_example(name), at=at)


class TestAddedLater:
    def test_it_gains_what_is_missing_and_then_nothing(self):
        for name in EXAMPLES:
            load_first(name)
        had = counts()

        added = [load_now(name).changed for name in EXAMPLES]

        assert all(had[kind] < now for kind, now in counts().items())
        assert all(added)
        assert [load_now(name, at=NOW + timedelta(days=1)).changed for name in EXAMPLES] == [0, 0, 0]
        assert not Work.objects.exists()

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_it_ends_with_what_a_first_loading_of_today_has(self, name):
        with transaction.atomic():
            load_now(name)
            fresh, named = counts(), names()
            transaction.set_rollback(True)
        load_first(name)

        load_now(name)

        assert counts() == fresh
        assert names() == named

    def test_what_people_renamed_or_said_is_left_alone(self):
        load_first("southampton")
        programme = load_first("somerset")
        indicator = Indicator.objects.get(programme__code="southampton-cl")
        ground.revise_indicator(
            indicator_id=indicator.pk, version=None, values={"name": "Ours"}, by=EVERYTHING, at=THEN
        )
        line = BudgetLine.objects.get(programme=programme, name="SEND Transport")
        money.state_cause(
            budget_line_id=line.pk,
            year=2023,
            period="M5",
            name="Ours",
            amount=Decimal(5),
            by=EVERYTHING,
            at=THEN,
        )
        before = list(line.figures.values())

        load_now("southampton")
        load_now("somerset")

        named = Indicator.objects.filter(programme__code="southampton-cl").values_list("name", flat=True)
        assert "Ours" in named
        assert read_example("southampton").indicators[0].name not in named
        assert set(line.causes.values_list("name", flat=True)) == {"Ours"}
        assert list(line.figures.values()) == before

    def test_what_finance_closed_since_stands_as_signed(self):
        programme = load_first("somerset")
        money.close_period(programme_id=programme.pk, year=2023, month=5, by=EVERYTHING, at=THEN)

        load_now("somerset")
        load_now("southampton")

        step = PeriodStep.objects.get(step="closed")
        assert step.position == freeze(programme_id=programme.pk, at=step.recorded_at)
        assert not BudgetFigure.objects.filter(budget_line__fund="dsg", period="M5").exists()

    def test_a_target_is_added_after_a_closing_and_dated_after_it(self):
        programme = load_first("southampton")
        money.close_period(programme_id=programme.pk, year=2024, month=1, by=EVERYTHING, at=THEN)

        load_now("southampton")

        step = PeriodStep.objects.get(step="closed")
        assert Target.objects.filter(programme=programme).exists()
        assert step.position == freeze(programme_id=programme.pk, at=step.recorded_at)
