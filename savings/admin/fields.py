"""Amounts of money as councils type them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import UnfoldAdminTextInputWidget

from programme.rules.calendar import MONTHS_IN_YEAR
from savings.rules.notation import NotationError, read_pounds
from savings.rules.series import EVEN, Spread, from_month, month_name

LARGEST = Decimal(10) ** 12
# How a year falls on its months, as one choice: even, from a month on (1 is April), or by hand.
FALLS = [
    ("even", "Even"),
    *((f"from_{month}", f"From {month_name(month)}") for month in range(2, MONTHS_IN_YEAR + 1)),
    ("by_hand", "By hand"),
]


class PoundsField(forms.CharField):
    """An amount in pounds: 107,000, £450k, £1.25m, -40,000 or (349). Blank is not known, which is never nil."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("show_hidden_initial", True)
        options.setdefault(
            "widget", UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Return an amount as its box shows it: 107,000 or 107,000.50."""
        return written(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """Return the pounds that were typed. Raises ValidationError, saying how to write them."""
        text = str(super().to_python(value) or "").strip()
        try:
            amount = read_pounds(text)
        except NotationError as problem:
            raise ValidationError(str(problem)) from problem
        if amount is None:
            return None
        if abs(amount) >= LARGEST or amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(f"“{text}” is not an amount of pounds and pence")
        return amount.quantize(Decimal("0.01"))

    def validate(self, value: Any) -> None:
        """Ask for an amount where one is required."""
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Nothing more is asked of an amount that could be read."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another amount was typed, however it is written."""
        if self.disabled:
            return False
        try:
            before = initial if isinstance(initial, Decimal) else self.to_python(initial)
            return before != self.to_python(data)
        except ValidationError:
            return True


def written(value: Decimal) -> str:
    """Return an amount as it is typed: 107,000 or 107,000.50."""
    return f"{value:,.0f}" if value == value.to_integral() else f"{value:,.2f}"


def written_falls(spread: Spread) -> str:
    """Return a spread as one choice: even, from_4, by_hand. From April on is even."""
    if spread.months is not None:
        return "by_hand"
    return "even" if spread.from_month in (None, 1) else f"from_{spread.from_month}"


def read_falls(choice: str) -> Spread | None:
    """Return the spread of a choice; None for by hand, whose months are typed on their own page."""
    if choice.startswith("from_"):
        return from_month(int(choice.removeprefix("from_")))
    return None if choice == "by_hand" else EVEN
