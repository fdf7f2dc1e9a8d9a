"""Ratings in words and values: what is reported, since when, by whom and why, one by one and counted.

What has no rating is said to have none: it is neither Green nor "not Red". Ratings of different definition sets are
told side by side and never added up. Source: docs/method.md, "Ratings".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Table, Value, counted, day, listed
from bots.rules.asking.query import NOT_HELD, Filter
from bots.rules.money_answer import Said, words_said
from bots.rules.status_answer import RatingFacts
from programme.rules.rag import WORDS, Rag

MOST_ROWS: Final = 20
WORST_FIRST: Final = tuple(reversed(Rag))
FINER: Final = {"red": ("amber_red",), "amber": ("amber_red", "amber_green"), "green": ("amber_green",)}
"""The ratings whose words hold another's, told apart where that one is asked for."""


@dataclass(frozen=True)
class RatedRow:
    """A workstream with its rating, None where none is published; `before` is what it was where a question asks.

    `code` is its programme's. `meaning` is what its council means by the rating, `beside` what stands beside it.
    """

    ref: str
    name: str
    code: str
    rating: RatingFacts | None
    is_illustrative: bool = False
    before: RatingFacts | None = None
    meaning: str = ""
    beside: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return how an answer calls it."""
        return f"{self.ref} {self.name} ({self.code}{', Illustrative' if self.is_illustrative else ''})"

    @property
    def place(self) -> str:
        """Return its programme's code, marked where that is illustrative, for use in a sentence."""
        return f"{self.code} (Illustrative)" if self.is_illustrative else self.code

    @property
    def said(self) -> str:
        """Say its rating: "Red on 3 Nov 2026, Sam Lead: reason"; or that none is published."""
        if self.rating is None:
            return "no RAG is published"
        reason = f": {self.rating.reason}" if self.rating.reason else ""
        return f"{rated_words(self.rating)}{reason}"


@dataclass(frozen=True)
class Wanted:
    """What ratings a question asks for: any of these, none of those. Without either, any rating."""

    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()

    @classmethod
    def of(cls, filters: Iterable[Filter]) -> Wanted:
        """Read the rag filters of a query."""
        found = [f for f in filters if f.name == "rag"]
        return cls(
            frozenset(f.value for f in found if not f.negated), frozenset(f.value for f in found if f.negated)
        )

    def fits(self, rating: str | None) -> bool:
        """Return whether a rating is what is asked for; none fits only where that is asked."""
        held = rating or NOT_HELD
        if rating is None and NOT_HELD not in self.any_of:
            return False
        return (not self.any_of or held in self.any_of) and held not in self.none_of

    @property
    def words(self) -> str:
        """Say what is asked for: "Red or Amber", "not Green"; blank for any rating."""
        told = [_word(r) for r in self._ordered(self.any_of)]
        left = [f"not {_word(r)}" for r in self._ordered(self.none_of)]
        return " and ".join(filter(None, [" or ".join(told), *left]))

    def _ordered(self, values: frozenset[str]) -> list[str]:
        order = [*(r.value for r in WORST_FIRST), NOT_HELD]
        return sorted(values, key=order.index)


def rated_words(rating: RatingFacts) -> str:
    """Say a rating with its day and rater: "Red on 3 Nov 2026, Sam Lead"."""
    by = f", {rating.rater}" if rating.rater else ""
    return f"{rating.words} on {day(rating.recorded_at)}{by}"


def answer_one(said: Said, row: RatedRow, *, of_line: str = "", as_at: str = "", at: datetime) -> Answer:
    """Say one workstream's rating. `of_line` names the savings line it was asked for: a line has none of its own."""
    when = f" as at {as_at}" if as_at else ""
    lead = f"{of_line} has no RAG of its own; its workstream " if of_line else ""
    if row.rating is None:
        headline = f"{lead}{row.title}: no RAG is published{when}."
        return words_said(said, headline, refs=[row.ref], lines=row.beside, at=at)
    headline = f"{lead}{row.title} {'was' if as_at else 'is'} reported {row.rating.words}{when}."
    lines = [f"{row.said}.".replace("..", "."), *_was(row), *row.beside]
    return words_said(said, headline, refs=[row.ref], values=[_value(row)], lines=lines, at=at)


def answer_why(said: Said, row: RatedRow, wanted: Wanted, *, of_line: str = "", at: datetime) -> Answer:
    """Say why a workstream is rated as it is; a rating it has not is put right first."""
    lead = f"{of_line} has no RAG of its own; its workstream " if of_line else ""
    if row.rating is None:
        claimed = f" whether it is {wanted.words} is not known," if wanted.words else ""
        headline = f"{lead}{row.title}: no RAG is published, so{claimed} and no reason is held."
        return words_said(said, headline.replace("so and", "so"), refs=[row.ref], at=at)
    reason = row.rating.reason or "no reason is recorded"
    means = [f"By its council's definitions {row.rating.words} means: {row.meaning}."] if row.meaning else []
    told = [Value("reason", reason, "word")] if row.rating.reason else []
    if not wanted.fits(row.rating.rating):
        headline = f"{lead}{row.title} is not {_positive(wanted)}: it is reported {rated_words(row.rating)}: {reason}"
        values = [_value(row), *told]
    else:
        headline = f"{lead}{row.title} is reported {rated_words(row.rating)}: {reason}"
        values = [*told, _value(row)]
    lines = [*means, *row.beside]
    return words_said(said, f"{headline.rstrip('.')}.", refs=[row.ref], values=values, lines=lines, at=at)


def answer_who(said: Said, rows: Sequence[RatedRow], *, at: datetime) -> Answer:
    """Say who gave each rating, and when."""
    told = [f"{r.title}: {r.rating.words} by {r.rating.rater or 'somebody not named'} on {day(r.rating.recorded_at)}"
            if r.rating else f"{r.title}: no RAG is published" for r in rows]  # fmt: skip
    values = [
        Value("rater" if len(rows) == 1 else f"rater {r.ref}", r.rating.rater, "word")
        for r in rows
        if r.rating is not None and r.rating.rater
    ]
    return _told(said, told, rows, values, at=at)


def answer_several(
    said: Said, rows: Sequence[RatedRow], *, lead: str = "", values: Sequence[Value] = (), at: datetime
) -> Answer:
    """Say the ratings of several things asked for by name, worst first; `lead` stands before them."""
    ordered = _sorted(rows)
    told = [f"{r.title}: {r.said}" for r in ordered]
    several = len({r.code for r in rows}) > 1
    own = [_value(r, f" {r.ref}{f', {r.code}' if several else ''}") for r in ordered if r.rating is not None]
    if lead:
        bullets = [f"• {line}" for line in told[:MOST_ROWS]] + _more(told)
        return words_said(
            said,
            lead,
            refs=[r.ref for r in ordered][:MOST_REFS],
            values=[*values, *own],
            lines=bullets,
            at=at,
        )
    return _told(said, told, ordered, own, at=at)


def answer_is(
    said: Said, rows: Sequence[RatedRow], wanted: Wanted, *, of_line: str = "", at: datetime
) -> Answer:
    """Say whether a rating is as asked; what has none is neither."""
    if len(rows) != 1:
        return answer_rated(said, rows, wanted, at=at)
    (row,) = rows
    lead = f"{of_line} has no RAG of its own; its workstream " if of_line else ""
    asked = wanted.words
    if row.rating is None:
        if wanted.any_of == {NOT_HELD}:
            return words_said(said, f"Yes: no RAG is published for {row.title}.", refs=[row.ref], at=at)
        unknown = f", so whether it is {asked} is not known" if asked else ""
        return words_said(
            said, f"{lead}{row.title}: no RAG is published{unknown}.", refs=[row.ref], lines=row.beside, at=at
        )
    if wanted.fits(row.rating.rating):
        headline = f"Yes: {lead}{row.title} is reported {rated_words(row.rating)}."
    else:
        headline = (
            f"No: {lead}{row.title} is not {_positive(wanted)}: it is reported {rated_words(row.rating)}."
        )
    reason = [f"Reason given: {row.rating.reason}"] if row.rating.reason else []
    return words_said(
        said, headline, refs=[row.ref], values=[_value(row)], lines=[*reason, *row.beside], at=at
    )


def answer_rated(
    said: Said, rows: Sequence[RatedRow], wanted: Wanted, *, counting: bool = False, at: datetime
) -> Answer:
    """List what is rated as asked, counted by programme, with finer colours and what has no rating told apart.

    Where nothing is rated at all, a count has no value: it is not known.
    """
    found = _sorted([r for r in rows if wanted.fits(r.rating.rating if r.rating else None)])
    what = "without a published RAG" if wanted.any_of == {NOT_HELD} else f"reported {wanted.words}"
    if not wanted.words:
        what = "rated"
    near = _near(rows, wanted)
    lines = [f"• {r.title}: {r.said}" for r in found[:MOST_ROWS]] + _more(found)
    for rating, others in near.items():
        lines += [
            f"{_word(rating)}:",
            *(f"• {r.title}: {r.said}" for r in others[:MOST_ROWS]),
            *_more(others),
        ]
    lines += _unrated(rows) if wanted.any_of != {NOT_HELD} else []
    is_known = any(r.rating for r in rows) or wanted.any_of == {NOT_HELD}
    answer = words_said(
        said,
        _headline(found, what),
        refs=[r.ref for r in found][:MOST_REFS],
        values=_counts(rows, found, near, what) if is_known or not counting else (),
        lines=lines if rows else ["No workstream is held."],
        at=at,
    )
    told = [*found, *(r for others in near.values() for r in others)]
    return replace(
        answer,
        table=_table(told),
        illustrative=said.illustrative or any(r.is_illustrative for r in told),
    )


def answer_split(said: Said, rows: Sequence[RatedRow], *, at: datetime) -> Answer:
    """Count ratings by word, each definition set by itself."""
    if not any(r.rating for r in rows):
        return answer_rated(said, rows, Wanted(), at=at)
    sets = list(dict.fromkeys(r.rating.definition_set for r in rows if r.rating is not None))
    values, lines = [], []
    for name in sets:
        counts = Counter(r.rating.rating for r in rows if r.rating and r.rating.definition_set == name)
        by = f" ({name})" if len(sets) > 1 and name else ""
        told = [(WORDS[rag], counts[rag.value]) for rag in WORST_FIRST if counts[rag.value]]
        values += [Value(f"reported {word}{by}", number, "workstreams") for word, number in told]
        lines.append(
            f"Reported{f' ({name})' if name else ''}: {', '.join(f'{n} {word}' for word, n in told)}."
        )
    blank = sum(r.rating is None for r in rows)
    if blank:
        values.append(Value("no RAG published", blank, "workstreams"))
        lines.append(f"No RAG is published for {counted(blank, 'workstream')}.")
    rated = len(rows) - blank
    headline = f"{said.title}: {rated} of {counted(len(rows), 'workstream')} rated. {lines[0]}"
    return words_said(
        said,
        headline,
        refs=[r.ref for r in _sorted(rows) if r.rating][:MOST_REFS],
        values=values,
        lines=lines[1:],
        at=at,
    )


def answer_changed(
    said: Said, rows: Sequence[RatedRow], wanted: Wanted, since: str, *, at: datetime
) -> Answer:
    """List whose rating is another than it was at a moment; `since` says which."""
    changed = [
        r for r in rows if r.rating is not None and (r.before is None or r.before.rating != r.rating.rating)
    ]
    found = _sorted([r for r in changed if r.rating and wanted.fits(r.rating.rating)])
    now = f" and {'is' if len(found) == 1 else 'are'} now {wanted.words}" if wanted.words else ""
    headline = f"{counted(len(found), 'workstream')} changed rating {since}{now}."
    if not any(r.rating for r in rows):
        return answer_rated(said, rows, wanted, at=at)
    lines = [f"• {r.title}: {_change(r)}" for r in found[:MOST_ROWS]] + _more(found)
    values = [Value("changed rating", len(found), "workstreams"), *(_value(r, f" {r.ref}") for r in found)]
    said = replace(said, illustrative=said.illustrative or any(r.is_illustrative for r in found))
    return words_said(
        said, headline, refs=[r.ref for r in found][:MOST_REFS], values=values, lines=lines, at=at
    )


def _change(row: RatedRow) -> str:
    was = row.before.words if row.before else "not rated"
    return f"was {was}, now {row.said}"


def _was(row: RatedRow) -> list[str]:
    return [f"It was {rated_words(row.before)} before."] if row.before else []


def _value(row: RatedRow, label: str = "") -> Value:
    assert row.rating is not None
    return Value(f"reported RAG{label}", row.rating.words.lower(), "rag")


def _word(rating: str) -> str:
    return "without a RAG" if rating == NOT_HELD else WORDS[Rag(rating)]


def _positive(wanted: Wanted) -> str:
    """Return what was asked for, for use after "is not": a double negation is put as "other than"."""
    if wanted.any_of:
        return wanted.words
    return f"other than {' or '.join(_word(r) for r in wanted.none_of)}"


def _sorted(rows: Iterable[RatedRow]) -> list[RatedRow]:
    """Return rows by programme, the worst first, in the order of their paper within a rating."""
    order = [r.value for r in WORST_FIRST]
    listed_rows = list(rows)
    places = list(dict.fromkeys(r.code for r in listed_rows))
    return sorted(
        listed_rows,
        key=lambda r: (places.index(r.code), order.index(r.rating.rating) if r.rating else len(order)),
    )


def _headline(found: Sequence[RatedRow], what: str) -> str:
    by = Counter(r.place for r in found)
    told = [f"{number} in {place}" for place, number in by.items()]
    return f"{what[0].upper()}{what[1:]}: {listed(told)}." if told else f"No workstream is {what}."


def _counts(
    rows: Sequence[RatedRow], found: Sequence[RatedRow], near: dict[str, list[RatedRow]], what: str
) -> list[Value]:
    """Return the counts of each programme by itself: by its own definitions, which are never added up."""
    values = []
    for code in dict.fromkeys(r.code for r in rows):
        own = [r for r in rows if r.code == code]
        blank = sum(r.rating is None for r in own)
        if blank < len(own) or what == "without a published RAG":
            values.append(Value(f"{what}, {code}", sum(r.code == code for r in found), "workstreams"))
        for rating, others in near.items():
            number = sum(r.code == code for r in others)
            values += [Value(f"reported {_word(rating)}, {code}", number, "workstreams")] if number else []
        if blank and what != "without a published RAG":
            values.append(Value(f"no rating published, {code}", blank, "workstreams"))
    return values


def _near(rows: Sequence[RatedRow], wanted: Wanted) -> dict[str, list[RatedRow]]:
    """Return what is rated between two colours, by rating, where one of the two was asked for."""
    finer = {f for asked in wanted.any_of for f in FINER.get(asked, ())} - wanted.any_of
    found = {
        r.value: [row for row in rows if row.rating and row.rating.rating == r.value] for r in WORST_FIRST
    }
    return {rating: others for rating, others in found.items() if rating in finer and others}


def _unrated(rows: Sequence[RatedRow]) -> list[str]:
    by = Counter(r.place for r in rows if r.rating is None)
    told = [f"{number} in {place}" for place, number in by.items()]
    return [f"No rating is published for {listed(told)}."] if told else []


def _told(
    said: Said, told: Sequence[str], rows: Sequence[RatedRow], values: Sequence[Value], *, at: datetime
) -> Answer:
    refs = [r.ref for r in rows][:MOST_REFS]
    if not told:
        return words_said(said, f"{said.title}: no workstream is held.", refs=(), at=at)
    if len(told) == 1:
        return words_said(said, f"{told[0].rstrip('.')}.", refs=refs, values=values, at=at)
    lines = [f"• {line}" for line in told[:MOST_ROWS]] + _more(told)
    return words_said(
        said,
        f"{said.title}: {counted(len(rows), 'workstream')}.",
        refs=refs,
        values=values,
        lines=lines,
        at=at,
    )


def _table(rows: Sequence[RatedRow]) -> Table | None:
    cells = tuple(
        (r.ref, r.name, r.place, r.rating.words, r.rating.reason, r.rating.rater, day(r.rating.recorded_at))
        for r in rows[:MOST_REFS]
        if r.rating is not None
    )
    columns = ("Ref", "Workstream", "Programme", "Reported", "Reason", "By", "On")
    return Table("Reported ratings", columns, cells) if cells else None


def _more(rows: Sequence[object]) -> list[str]:
    left = len(rows) - MOST_ROWS
    return [f"• and {left} more"] if left > 0 else []
