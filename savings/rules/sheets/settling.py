"""Which financial years "2025", "FY26" and "Year 1" mean: what the rest of the sheet says, else a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from programme.rules.calendar import FinancialYear
from savings.rules.sheets.reading import Assumption, Question
from savings.rules.sheets.text import letter, listed
from savings.rules.sheets.years import YearWords


@dataclass(frozen=True, slots=True)
class Settled:
    """The year of each key that could be settled, and what was assumed or must be asked for the others."""

    years: Mapping[int, FinancialYear]
    question: Question | None = None
    assumption: Assumption | None = None


def loose_number(words: YearWords) -> int:
    """Return the number by which a loose year is known in the long format: 2025, or 1 for "Year 1"; 0 for none."""
    numbers = (*words.bare, *words.ended)
    return numbers[0] if numbers else words.ordinal or 0


def settle(
    loose: Mapping[int, YearWords],
    *,
    stated: Sequence[FinancialYear],
    titled: Sequence[FinancialYear],
    in_rows: bool = False,
) -> Settled:
    """Return which years loose headings mean, by column index (or, in the long format, by the number itself).

    `stated` are the years that sibling headings name in full, `titled` those of titles and notes. A calendar
    year is the one a financial year starts in or the one it ends in; "FY25" ends in 2025 unless the sheet says
    otherwise; "Year 1" is the first year of the title.
    """
    ordinals = {key: words.ordinal for key, words in loose.items() if words.ordinal is not None}
    numbers = {
        key: (words.bare or words.ended)[0] for key, words in loose.items() if words.bare or words.ended
    }
    ended = {key for key, words in loose.items() if words.ended}
    if numbers:
        settled = _settle_numbers(numbers, bool(ended), stated, titled, in_rows)
        if ordinals and not settled.question:
            return _with_ordinals(settled, ordinals)
        return settled
    return _settle_ordinals(ordinals, stated, titled, in_rows)


def _settle_numbers(
    numbers: Mapping[int, int],
    are_ended: bool,
    stated: Sequence[FinancialYear],
    titled: Sequence[FinancialYear],
    in_rows: bool,
) -> Settled:
    starting = {key: FinancialYear(number) for key, number in numbers.items()}
    ending = {key: FinancialYear(number - 1) for key, number in numbers.items()}
    verdict = _by_evidence(sorted(starting.values()), sorted(ending.values()), stated, titled)
    written = listed([("FY" if are_ended else "") + str(n) for n in sorted(set(numbers.values()))], most=4)
    if verdict is None and are_ended:
        verdict = "ending"
    if verdict is None:
        return Settled({}, _question(written, numbers, starting, ending, in_rows))
    years = starting if verdict == "starting" else ending
    first = min(numbers, key=lambda key: numbers[key])
    number = numbers[first]
    words = (
        f"{written}: taken as financial years {verdict} in those years, so that {number} is {years[first]}"
    )
    return Settled(years, None, Assumption("year", words))


def _by_evidence(
    starting: list[FinancialYear],
    ending: list[FinancialYear],
    stated: Sequence[FinancialYear],
    titled: Sequence[FinancialYear],
) -> str | None:
    """Return "starting" or "ending" where the years named in full elsewhere fit one of the two alone."""
    if stated:
        fits = [_stands_beside(years, stated) for years in (starting, ending)]
        if fits[0] != fits[1]:
            return "starting" if fits[0] else "ending"
    for named in (titled, stated):
        if len(set(named)) > 1:
            low, high = min(named), max(named)
            inside = [low <= years[0] and years[-1] <= high for years in (starting, ending)]
            if inside[0] != inside[1]:
                return "starting" if inside[0] else "ending"
            exact = [(years[0], years[-1]) == (low, high) for years in (starting, ending)]
            if exact[0] != exact[1]:
                return "starting" if exact[0] else "ending"
    if len(set(titled)) == 1:
        first = [years[0] == titled[0] for years in (starting, ending)]
        if first[0] != first[1]:
            return "starting" if first[0] else "ending"
    return None


def _stands_beside(years: list[FinancialYear], stated: Sequence[FinancialYear]) -> bool:
    """Return whether years and those stated beside them make one run without a gap or a year twice."""
    together = sorted([*years, *stated])
    starts = [year.start_year for year in together]
    return starts == list(range(starts[0], starts[0] + len(starts)))


def _question(
    written: str,
    numbers: Mapping[int, int],
    starting: Mapping[int, FinancialYear],
    ending: Mapping[int, FinancialYear],
    in_rows: bool,
) -> Question:
    first = min(numbers, key=lambda key: numbers[key])
    number = numbers[first]
    readings = (f"{number} is {starting[first]}", f"{number} is {ending[first]}")
    where = "the year column" if in_rows else f"column {letter(first)}"
    option = "" if in_rows else f"--column {letter(first)}={starting[first]}"
    return Question(
        "year",
        readings,
        option,
        f"{where}: {written} may be the year a financial year starts in or ends in; write it in full "
        f"({starting[first]}) in the sheet" + (f", or give {option} or its like" if option else ""),
    )


def _settle_ordinals(
    ordinals: Mapping[int, int],
    stated: Sequence[FinancialYear],
    titled: Sequence[FinancialYear],
    in_rows: bool,
) -> Settled:
    first_year = min(titled) if titled else None
    if first_year is None:
        key = min(ordinals, key=lambda k: ordinals[k])
        option = "" if in_rows else f"--column {letter(key)}=2024/25"
        where = "the year column" if in_rows else f"column {letter(key)}"
        words = (
            f"{where}, 'Year {ordinals[key]}': nothing in the sheet says which year that is; write it in full"
        )
        return Settled(
            {}, Question("year", (), option, words + (f", or give {option} or its like" if option else ""))
        )
    years = {key: first_year.shifted(number - 1) for key, number in ordinals.items()}
    return Settled(
        years, None, Assumption("year", f"Year 1 is taken as {first_year}, the first year the title names")
    )


def _with_ordinals(settled: Settled, ordinals: Mapping[int, int]) -> Settled:
    first_year = min(settled.years.values())
    return Settled(
        {**settled.years, **{key: first_year.shifted(number - 1) for key, number in ordinals.items()}},
        None,
        settled.assumption,
    )
