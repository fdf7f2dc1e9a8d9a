"""Questions as the bank has them, put over councils that are made up: each sort as often as the bank asks it.

A template names what it asks about by a field; which council, line, heading or person fills it is drawn with a fixed
seed, so each run asks the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.councils import Council

SEED: Final = 20261122
WITHIN: Final = 0.5  # of the questions are put where a programme is given, as in a linked channel
YEARS: Final = ("26/27", "2026/27", "this year", "27/28", "2028/29", "next yr")
SORTS: Final[tuple[tuple[str, int, tuple[str, ...]], ...]] = (
    ("total", 83, (
        "{heading} total {year}", "what's {council} worth in {year}", "total savings {year} {council}",
        "{strand} workstream, plan {year}", "income total {year} {council}", "{heading} {year}",
        "how much are we saving in {heading} {year}?", "what does {person} own come to in {year}",
    )),
    ("look up", 67, (
        "{ref}", "{ref} {year}", "what is {ref} {year}", "{line} {year}", "plan  for   {ref} , {year}",
        "Could you tell me the planned saving on {ref} for {year}", "{line}",
    )),
    ("budget line", 54, ("{budget} variance", "{budget} {council}", "what's {budget} projected to spend by year end")),
    ("not held", 38, ("carbon saving from {heading}", "who owns {ref}", "{budget} variance month 3")),
    ("unknown name", 31, ("ZZ99999 {year}", "what does jane smith own", "savings overseen by the fire board")),
    ("out of scope", 30, ("how's the weather in {council}", "can you write me a briefing note on {heading}",
                          "what's for lunch in the canteen")),
    ("negation", 27, ("total {year} excluding {heading} {council}", "not {ref}", "{council} minus {heading}, {year}")),
    ("nonsense", 27, ("asdf qwerty", "👍", "Faint yw arbedion {year}?", "same again but for place")),
    ("by RAG", 21, ("green workstreams {council}", "rag for {strand}", "which workstreams are red")),
    ("list", 19, ("lines in {heading}", "which savings are of kind income in {heading}?",
        "lines over £100k {year} {council}")),
    ("ambiguous year", 18, ("{ref} 11/12", "savings 2026", "total for the year ending")),
    ("write", 18, ("please mark {strand} as green", "can I put {ref} at red?", "approve decision D1")),
    ("compound", 16, ("{ref} plus {ref2} {year}", "{heading} plus {heading2}, {year}")),
    ("difference", 16, ("difference between {year} and 28/29 for {ref}", "{heading} vs {heading2} {year}")),
    ("outlook", 16, ("{ref} outlook please", "is {ref} on track?", "which lines in {heading} have no outlook")),
    ("ambiguous name", 15, ("{service} {year}", "{service} saving")),
    ("dates", 22, ("when does {ref} start", "when is {milestone} due", "{milestone} by when")),
    ("count", 13, ("how many lines are under £100k in {heading} {year}", "how many workstreams are there in {council}",
                   "number of lines in {heading}")),
    ("owner", 13, ("who owns {ref}", "owner of {strand}?", "which lines does {person} own")),
    ("false premise", 12, ("why is {strand} red?", "why is {ref} at risk")),
    ("forecast", 12, ("forecast for {ref} {year}", "forecast for {heading} {year}", "{strand} forecast {year}")),
    ("share", 11, ("{heading} as a proportion of {council} {year}", "what % of {heading} is {ref} {year}")),
    ("paper", 15, ("what total does the paper print for savings in {year}", "does the paper cast {council}")),
    ("risks", 10, ("who owns risk R1", "list the risks {council}", "what's our top risk")),
    ("slipped", 12, ("how late is {milestone}", "what slipped {council}")),
    ("indicator", 13, ("{indicator} target {year}", "{indicator}")),
    ("shortfall", 9, ("shortfall on {ref} this year",
        "what's the shortfall in {heading} {year}", "shortfall {council} {year}")),
    ("biggest", 13, ("top 5 savings in {heading} {year}", "biggest line in {council} {year}",
                     "smallest saving under {heading} {year}")),
    ("overdue", 14, ("overdue milestones {council}", "what's due next in {council}")),
    ("increments", 8, ("what does {ref} add or lose in 27/28 compared with the year before",
        "what's new in 27/28 {heading}")),
    ("validated", 18, ("validatd savings on {ref}", "how much have we delivered in {heading} this year",
                       "claimed on {ref} this year", "validated {year} {council}")),
    ("at risk", 8, ("how much is at risk in {heading}", "um so how much is uh at risk this year please {council}",
                    "list savings at risk {heading}")),
    ("by maturity", 8, ("lines at maturity 1 in {heading}", "how much is at maturity 3 {year} {council}")),
    ("as at", 7, ("forecast for {ref} as at 1 October 2026", "rag of {strand} as at 30 june 2026")),
    ("changed", 7, ("what changed on {strand} since 1 november 2026", "what has changed on {ref} since 10 nov 2026")),
    ("sum", 6, ("add up {ref}, {ref2} and {ref3} for {year}",)),
    ("recurring", 6, ("is {ref} recurring?", "one offs in {heading} please")),
    ("decides", 12, ("who decides on {strand}", "what is waiting for a decision {council}",
        "which board oversees {strand}")),
    ("status", 6, ("status of {strand} in a sentence", "how is {council} doing", "update on {heading} pls")),
    ("target", 12, ("unidentified {year} {council}", "{heading} forecast v plan {year}", "gross budget {council}")),
    ("chance", 5, ("what's the chance {milestone} slips",)),
    ("help", 4, ("help", "what can you do?")),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question, the sort it is of, and the code of the programme it is put within; None for all."""

    sort: str
    words: str
    programme: str | None


def questions(councils: Sequence[Council], many: int, *, seed: int = SEED) -> list[Asked]:
    """Return that many questions over councils, each sort as often as the bank asks it, in mixed order."""
    draw = random.Random(seed)
    every = sum(often for _, often, _ in SORTS)
    found = [
        _asked(draw, sort, templates[n % len(templates)], draw.choice(councils))
        for sort, often, templates in SORTS
        for n in range(max(1, round(often * many / every)))
    ]
    draw.shuffle(found)
    return found


def _asked(draw: random.Random, sort: str, template: str, council: Council) -> Asked:
    line = draw.randrange(len(council.refs))
    words = template.format(
        council=council.name,
        ref=council.refs[line],
        ref2=draw.choice(council.refs),
        ref3=draw.choice(council.refs),
        line=council.lines[line],
        service=council.lines[line].split(" ")[0],
        heading=draw.choice(council.headings),
        heading2=draw.choice(council.headings),
        strand=draw.choice(council.workstreams),
        milestone=draw.choice(council.milestones),
        person=draw.choice(council.people),
        indicator=draw.choice(council.indicators),
        budget=draw.choice(council.budgets),
        year=draw.choice(YEARS),
    )
    return Asked(sort, words, council.code if draw.random() < WITHIN else None)


def sorts(asked: Sequence[Asked]) -> Iterator[str]:
    """Return the sorts of question there are among some, each once."""
    return iter(dict.fromkeys(one.sort for one in asked))
