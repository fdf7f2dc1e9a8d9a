"""How a month of finance is written: "2024/25 M5", M1 for April to M12 for March.

Source: docs/method.md, "Calendar".
"""

import re

from programme.rules.calendar import FinancialMonth, FinancialYear

_PERIOD = re.compile(
    r"(?P<year>\S+)\s+M(?P<month>\d{1,2})|M(?P<first>\d{1,2})\s+(?P<then>\S+)", re.IGNORECASE
)


def period_words(month: FinancialMonth) -> str:
    """Return a period as it is kept and shown: 2024/25 M5."""
    return f"{month.year} {month.label}"


def read_period(text: str) -> FinancialMonth:
    """Return the period somebody wrote: 2024/25 M5, 24/25 M5 or M5 2024/25. Raises ValueError, saying how."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is not a period: write 2024/25 M5, where M1 is April")
    year, month = match["year"] or match["then"], match["month"] or match["first"]
    return FinancialMonth(FinancialYear.parse(year), int(month))
