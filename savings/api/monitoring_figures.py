"""How budget monitoring and cost drivers go out: pounds as strings, what is printed apart, null for not known."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from programme.api.fields import PoundsField
from savings.api.positions import PositionProgrammeSerializer


class PrintedSerializer(serializers.Serializer[Any]):
    """The figures as the table prints them, in its unit: 38.4, (0.8), A, -, down. Blank where nothing is printed."""

    current_budget = serializers.CharField()
    projection = serializers.CharField()
    variance = serializers.CharField(help_text="With its fund's own sign: a deficit of the DSG is (15.3)")
    a_f = serializers.CharField()
    movement = serializers.CharField()
    direction = serializers.CharField(help_text="The arrow in words, as printed: up, level, down")


class RateSerializer(serializers.Serializer[Any]):
    """Spend to date against the line's own profile."""

    profile = serializers.CharField(help_text="Its name; straight line where the line has none of its own")
    is_fallback = serializers.BooleanField(help_text="Whether the straight line stands in for a profile")
    expected = PoundsField(allow_null=True)
    used_share = serializers.CharField(allow_null=True, help_text="0 to 1 and beyond, of the year's budget")
    elapsed_share = serializers.CharField(help_text="0 to 1, by the profile")
    at_this_rate = PoundsField(allow_null=True, help_text="What the year comes to if it goes on like this")
    is_ahead = serializers.BooleanField(
        help_text="Used ten points of the budget or more beyond the share elapsed"
    )
    words = serializers.CharField()


class CauseSerializer(serializers.Serializer[Any]):
    """One cause of a variance, adverse above nought; null is named without an amount."""

    name = serializers.CharField()
    amount = PoundsField(allow_null=True)
    note = serializers.CharField()


class CausesSerializer(serializers.Serializer[Any]):
    """Causes and the rest: itemised + not_itemised = variance. Below nought the causes come to more than it."""

    items = CauseSerializer(many=True, source="causes")
    itemised = PoundsField()
    not_itemised = PoundsField(allow_null=True)
    is_over_itemised = serializers.BooleanField()
    words = serializers.CharField()


class MovementSerializer(serializers.Serializer[Any]):
    """variance = forecast_change - virement - other_budget_change, since the last period reported."""

    variance = PoundsField(allow_null=True)
    forecast_change = PoundsField(allow_null=True)
    virement = PoundsField(allow_null=True)
    other_budget_change = PoundsField(allow_null=True)


class FiguresSerializer(serializers.Serializer[Any]):
    """Figures in pounds, null not known. A variance above nought is adverse, whatever its fund prints."""

    original_budget = PoundsField(allow_null=True)
    virements = PoundsField()
    current_budget = PoundsField(allow_null=True)
    projection = PoundsField(allow_null=True)
    variance = PoundsField(allow_null=True)
    a_f = serializers.CharField(help_text="A adverse, F favourable, - on budget, blank not known")
    percent_of_budget = serializers.CharField(
        allow_null=True, help_text="The variance's: 26.3; null of a nil or income budget"
    )
    gross_budget = PoundsField(allow_null=True)
    income_budget = PoundsField(allow_null=True)
    gross_projection = PoundsField(allow_null=True)
    income_projection = PoundsField(allow_null=True)
    spend_to_date = PoundsField(allow_null=True)
    movement = PoundsField(
        allow_null=True, help_text="Of the variance, above nought worse; as printed if not split"
    )
    movement_split = MovementSerializer()
    direction_words = serializers.CharField(
        help_text="As read: up improved, level, down worse, with the number"
    )


class MonitoredLineSerializer(FiguresSerializer):
    """A budget line at a period, `printed` as its paper has it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    note = serializers.CharField()
    since = serializers.CharField(allow_null=True, help_text="The period the movement is against")
    causes = CausesSerializer(allow_null=True)
    rate = RateSerializer(allow_null=True)
    printed = PrintedSerializer()
    corrects_period = serializers.CharField(help_text="The closed period it corrects; blank for none")
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField()


class MonitoringTotalSerializer(FiguresSerializer):
    """A total over the lines you may see; `printed` is what its paper prints, null where it may not stand beside."""

    name = serializers.CharField()
    lines = serializers.IntegerField()
    known = serializers.CharField(help_text="How many lines are known, where not all are")
    printed = PrintedSerializer(allow_null=True)
    is_as_printed = serializers.BooleanField(allow_null=True, help_text="Whether every figure printed is met")


class MonitoredGroupSerializer(serializers.Serializer[Any]):
    """A group of a fund's lines; its name is blank where the paper names none."""

    name = serializers.CharField()
    lines = MonitoredLineSerializer(many=True)
    total = MonitoringTotalSerializer()


class BalanceSerializer(serializers.Serializer[Any]):
    """A cumulative balance, a deficit below nought. It is never added to the year's own variance."""

    balance = PoundsField(allow_null=True)
    about = serializers.CharField(help_text="The period it was last said of: 2024/25 M5, or the year alone")
    printed = serializers.CharField()
    note = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class MonitoredFundSerializer(serializers.Serializer[Any]):
    """One fund. No total adds two of them."""

    fund = serializers.CharField()
    name = serializers.CharField()
    is_ringfenced = serializers.BooleanField()
    variance_heading = serializers.CharField(help_text="How this fund heads its variance in print")
    unit = serializers.CharField(help_text="The unit printed: gbp, gbp000 or gbpm")
    decimals = serializers.IntegerField()
    groups = MonitoredGroupSerializer(many=True)
    total = MonitoringTotalSerializer()
    balance = BalanceSerializer(allow_null=True)


class PeriodSerializer(serializers.Serializer[Any]):
    """A month of a financial year."""

    year = serializers.CharField()
    period = serializers.CharField()


class MonitoringSerializer(serializers.Serializer[Any]):
    """A programme's budget monitoring at a period; without figures it has no year, no period and no funds."""

    programme = PositionProgrammeSerializer()
    year = serializers.CharField(allow_null=True)
    period = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField(allow_null=True)
    over = serializers.CharField(help_text="Over which lines, in the same words whether or not any is hidden")
    periods = PeriodSerializer(many=True, help_text="Those with figures, oldest first")
    funds = MonitoredFundSerializer(many=True)


class DriverReadingSerializer(serializers.Serializer[Any]):
    """A cost driver at one time. What is not printed is null, never nil."""

    period = serializers.CharField()
    volume = serializers.DecimalField(allow_null=True, max_digits=14, decimal_places=2)
    unit_cost = PoundsField(allow_null=True)
    cost = PoundsField(allow_null=True, help_text="Volume times unit cost")
    printed_cost = PoundsField(allow_null=True)
    is_within_rounding = serializers.BooleanField(allow_null=True, help_text="Whether the two costs agree")
    note = serializers.CharField()


class CostChangeSerializer(serializers.Serializer[Any]):
    """change = price_effect + volume_effect + both, to the penny."""

    since = serializers.CharField()
    until = serializers.CharField()
    change = PoundsField(allow_null=True)
    price_effect = PoundsField(allow_null=True)
    volume_effect = PoundsField(allow_null=True)
    both = PoundsField(allow_null=True)
    explains = serializers.CharField(allow_null=True, help_text="What explains most: price, volume …")
    words = serializers.CharField()


class CostDriverSerializer(serializers.Serializer[Any]):
    """A volume times a unit cost, with what explains each change."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    volume_unit = serializers.CharField()
    budget_line = serializers.CharField(help_text="The budget line it is of; blank where none is named")
    note = serializers.CharField()
    readings = DriverReadingSerializer(many=True)
    changes = CostChangeSerializer(many=True)
    overall = CostChangeSerializer(
        allow_null=True, help_text="From the first reading to the last of three or more"
    )


class CostDriversSerializer(serializers.Serializer[Any]):
    """The cost drivers of a programme that you may see."""

    programme = PositionProgrammeSerializer()
    cost_drivers = CostDriverSerializer(many=True)
