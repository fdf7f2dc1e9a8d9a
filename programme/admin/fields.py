"""Form fields of the admin: dates as councils write them, and choices narrowed to what one may choose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from programme.rules.calendar import ApproxDate, DatePrecision, FinancialYear

NOTHING_CHOSEN = "Not given"
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class DayWidget(UnfoldAdminTextInputWidget):
    """A box for a date in words, with a calendar beside it for whoever wants one."""

    template_name = "admin/programme/widgets/day.html"


class ApproxDateField(forms.CharField):
    """A date typed as people know it: 20 Nov 2026, 2026-11-20, 20/11/2026, November 2026, Q2 2024/25, Autumn 2026.

    Its value is an ApproxDate; it stands for two columns of the model, NAME_date and NAME_precision.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("show_hidden_initial", True)
        options.setdefault(
            "widget", DayWidget(attrs={"placeholder": "20 Nov 2026 or Nov 2026", "autocomplete": "off"})
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> ApproxDate:
        """Return the date that was typed; precision none for a blank. Raises ValidationError, saying how."""
        text = str(super().to_python(value)).strip()
        slashed = _SLASHED.fullmatch(text)
        try:
            if slashed:
                return ApproxDate(date(int(slashed[3]), int(slashed[2]), int(slashed[1])))
            return ApproxDate.parse(text)
        except ValueError as problem:
            how = "write 20 Nov 2026, November 2026, Q2 2024/25 or Autumn 2026"
            raise ValidationError(f"“{text}” is not a date: {how}") from problem

    def validate(self, value: Any) -> None:
        """Ask for a date where one is required."""
        super().validate(written_date(value))

    def run_validators(self, value: Any) -> None:
        """Nothing more is asked of a date that could be read."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another date was typed, however it is written."""
        try:
            return self.to_python(initial or "") != self.to_python(data)
        except ValidationError:
            return str(initial or "") != str(data or "")


def written_date(value: Any) -> str:
    """Return a date as its input box shows it: as on every screen, and blank where there is none."""
    if not isinstance(value, ApproxDate):
        return str(value or "")
    return "" if value.value is None else str(value)


def approx(value: date | None, precision: str) -> ApproxDate:
    """Return a stored date with its precision."""
    return ApproxDate(value, DatePrecision(precision)) if value else ApproxDate(None, DatePrecision.NONE)


class OfferedField(forms.TypedChoiceField):
    """A choice of another row by its key, among those offered to this person; the options are loaded once a request.

    Its value is a UUID or None. What stands there already is kept as an option even where it would not be offered.
    """

    def __init__(self, *, offers: Iterable[tuple[UUID, str]] = (), **options: Any) -> None:
        options.setdefault("widget", UnfoldAdminSelectWidget())
        super().__init__(coerce=UUID, empty_value=None, **options)
        self.offers = list(offers)
        self._offer(self.offers)

    def keep(self, key: UUID, words: str) -> None:
        """Offer what stands there already."""
        if key not in {offered for offered, _ in self.offers}:
            self._offer([*self.offers, (key, words)])

    def _offer(self, offers: Iterable[tuple[UUID, str]]) -> None:
        self.offers = list(offers)
        self.choices = [("", NOTHING_CHOSEN), *((str(key), words) for key, words in self.offers)]


class YearField(forms.TypedChoiceField):
    """A financial year, chosen by its name; its value is the calendar year of its April."""

    def __init__(self, *, years: Iterable[int] = (), **options: Any) -> None:
        options.setdefault("widget", UnfoldAdminSelectWidget())
        super().__init__(coerce=int, empty_value=None, **options)
        self.offer(years)

    def offer(self, years: Iterable[int]) -> None:
        """Offer these years."""
        named = [(str(y), FinancialYear(y).label) for y in sorted(set(years))]
        self.choices = [("", "Year"), *named]
