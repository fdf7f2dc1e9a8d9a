"""Amounts by financial year and by month of one, as they are sent: each year and month once, and named when wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rest_framework import serializers

from programme.api.fields import EARLIEST, LATEST, PoundsField
from programme.rules.calendar import FinancialYear
from savings.rules.periods import read_month


def april(label: str) -> int:
    """Return the April a financial year starts in, from how it is written. Raises ValueError, saying how."""
    year = FinancialYear.parse(label).start_year
    if not EARLIEST.year <= year < LATEST.year:
        raise ValueError(f"Give a year from {EARLIEST.year} to {LATEST.year}.")
    return year


def month(label: str) -> int:
    """Return a month's number from how it is written: M5 is 5. Raises ValueError, saying how."""
    return read_month(label, FinancialYear(EARLIEST.year)).number


def keyed(given: Mapping[str, Any], read: Callable[[str], int], what: str) -> dict[int, Any]:
    """Return values by the number their label is read as. Raises ValidationError, naming the labels that are wrong."""
    problems: dict[str, list[str]] = {}
    found: dict[int, Any] = {}
    for label, value in given.items():
        try:
            key = read(label)
        except ValueError as problem:
            problems[label] = [str(problem)]
            continue
        if key in found:
            problems[label] = [f"This {what} is given twice."]
        found[key] = value
    if problems:
        raise serializers.ValidationError(problems)
    return found


class YearsField(serializers.DictField):
    """Pounds by financial year; its value is by the April each starts in."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("child", PoundsField(allow_null=True))
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> dict[Any, Any]:
        return keyed(super().to_internal_value(data), april, "year")


class MonthsOfYearField(serializers.DictField):
    """Pounds by month of one year, M1 to M12; its value is by the number of the month."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("child", PoundsField(allow_null=True))
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> dict[Any, Any]:
        return keyed(super().to_internal_value(data), month, "month")


class MonthsField(serializers.DictField):
    """Pounds by financial year and month of it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=MonthsOfYearField(allow_empty=False), **options)

    def to_internal_value(self, data: Any) -> dict[Any, Any]:
        return keyed(super().to_internal_value(data), april, "year")
