"""No answer tells of what is closed: every metric and shape there is, about things of every kind, by everybody.

What an answer holds is decided in one place, `bots.queries.answer`, for whoever reads it; where it is said is
test_places.py. Each question is asked before closed records are sown and after, and about a closed thing and one that
was never there: by its name, its ref, as officers write and misspelt. Every byte is compared, choices and tables too.

All of it would be some 60,000 answers, so things, filters, levels and readers take turns: each metric and shape is
asked once before and once after, and each intent by each of the six readers and about each kind of thing it takes.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

import pytest

from bots import queries as bots
from bots.rules.asking.metrics import METRICS, SHAPE_INTENTS
from bots.rules.asking.query import Shape
from bots.rules.asking.things import Thing
from programme.rules import access
from programme.rules.access import Actor
from tests.factories.ground import a_council, a_person, a_programme, a_workstream, grant
from tests.factories.savings import a_saving
from tests.integration.leaks.questions import (
    NAMED,
    NOT_SOWN,
    SAID,
    Asked,
    never,
    one_of_each,
    questions,
    things,
)
from tests.integration.leaks.sowing import AMOUNT, AMOUNTS, LEVELS, Field
from tests.integration.leaks.world import OPEN, TOLD, World

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
CLOCK = re.compile(r"\b\d\d:\d\d\b")  # when a risk was worked out, which is as the tests ran
# Metrics and shapes that no question about things with sown names asks, and why.
NOT_ASKED: dict[tuple[str, Shape], str] = {
    ("area_target", Shape.FIGURE): "of cells of a published table, which is closed as a whole",
    **{
        (key, shape): "a figure of its own that is never ranked, compared or counted"
        for key in ("provision", "range")
        for shape in METRICS[key].shapes
        if shape not in (Shape.FIGURE, Shape.LIST)
    },
}
INTENTS: Final = {metric.intent for metric in METRICS.values()} | set(SHAPE_INTENTS.values())
# Long words one slip of the finger apart from a closed name, and from one that never was.
SECRET, NOTHING = "Quellmarsh", "Brindleham"
MISSPELT = (("Quelmarsh", "Bridleham"), ("Quellmrash", "Brindelham"), ("Quellmarshh", "Brindlehamm"))

pytestmark = pytest.mark.usefixtures("_databases")


def said(text: str, reader: Actor) -> str:
    """Return all of an answer, down to its choices and its table."""
    answer = bots.answer(text, reader=reader, at=AT)
    whole = [answer.as_json(), [o.label for o in answer.options], repr(answer.table), answer.definition]
    return CLOCK.sub("~", json.dumps(whole, ensure_ascii=False))


def without(text: str, *names: str) -> str:
    """Return a text without the names it was asked about, however they are written."""
    return re.sub("|".join(map(re.escape, filter(None, names))), "~", text, flags=re.IGNORECASE)


def readers_of(made: Field) -> dict[str, Actor]:
    """Return everybody who might ask: nobody signed in, each clearance, another council's office, and one role each."""
    elsewhere = a_programme(a_council(name="Other council"), code="elsewhere")
    return {
        "public": access.public(),
        "not cleared": made.people["uncleared"],
        "cleared, not on the list": made.people["outsider"],
        "cleared and on the list": made.people["insider"],
        "another council": grant(a_person(), access.PMO, elsewhere.organisation, cleared=True),
        "scrutiny": grant(a_person(), access.SCRUTINY, made.council),
    }


def closed_in(made: Field, text: str, *asked: str) -> set[str]:
    """Return the closed words and amounts in an answer, but for what its asker typed."""
    words = made.found_in(text) - {one for one in asked}
    found = {str(made.words[w]) for w in words if made.words[w].level in LEVELS}
    return found | {one for one in AMOUNTS if one in text}


class TestEveryKindOfQuestion:
    def test_is_asked(self, world: World) -> None:
        with world.at(OPEN) as made:
            asked = [one for thing in things(made, "open").values() for one in questions(thing)]

        there = {(metric.key, shape) for metric in METRICS.values() for shape in metric.shapes}
        missing = there - {(one.metric, one.shape) for one in asked} - set(NOT_ASKED)
        assert sorted(f"{metric}: {shape}" for metric, shape in missing) == []
        assert sorted(INTENTS - {one.intent for one in asked}) == []

    def test_is_asked_about_every_kind_of_thing(self, world: World) -> None:
        kinds = {kind for metric in METRICS.values() for kind in metric.subjects}
        assert sorted(kinds - set(NAMED) - NOT_SOWN) == []
        with world.at(TOLD) as made:
            for level in ("open", *LEVELS):
                assert sorted(set(NAMED) - set(things(made, level))) == [], level


class TestAnswers:
    def test_are_the_same_whether_anything_closed_is_there_or_not(self, world: World) -> None:
        with world.at(OPEN) as made:
            asked = [one.text for one in one_of_each(_about(made))]
            readers = {"public": access.public(), "not cleared": made.people["uncleared"]}
            pairs = [
                ("public" if number % 4 == 0 else "not cleared", text) for number, text in enumerate(asked)
            ]
            before = {(who, text): said(text, readers[who]) for who, text in pairs}

        changed, leaks, otherwise = [], {}, []
        with world.at(TOLD) as made:
            for number, ((who, text), earlier) in enumerate(before.items()):
                now = said(text, readers[who])
                if now != earlier:
                    changed.append(f"{who}: {text}\n  {earlier}\n  {now}")
                if found := closed_in(made, now):
                    leaks[text] = found
                if number % 10 == 1:  # who is cleared is told no more by the bot than who is not
                    cleared = made.people["insider" if number % 20 == 1 else "outsider"]
                    otherwise += [text] if said(text, cleared) != said(text, readers["not cleared"]) else []

        answered = [one for one in before.values() if '"status": "answered"' in one]
        assert len(before) > 300
        assert len(answered) > len(before) / 2
        assert leaks == {}
        assert changed == []
        assert otherwise == []

    def test_about_what_is_closed_are_those_about_what_was_never_there(self, world: World) -> None:
        told, count = [], 0
        with world.at(TOLD) as made:
            readers = readers_of(made)
            pairs = _pairs(made)
            for number, (_, options) in enumerate(sorted(pairs.items())):
                kinds = list(options.values())
                for turn in range(max(len(readers), len(kinds))):
                    levels = kinds[turn % len(kinds)]
                    one, two, thing, other = levels[(number + turn) % len(levels)]
                    who = list(readers)[(number + turn) % len(readers)]
                    told += _difference(made, who, readers[who], (one, two), thing, other)
                    count += 1

        assert set(INTENTS) - set(pairs) == set()
        assert count > len(INTENTS) * len(readers)
        assert told == []

    @pytest.mark.parametrize("form", SAID)
    def test_as_officers_write_are_the_same_too(self, world: World, form: str) -> None:
        told = []
        with world.at(TOLD) as made:
            readers = {"public": access.public(), **made.people}
            for number, kind in enumerate(NAMED):
                thing = things(made, LEVELS[number % 3])[kind]
                other = never(thing)
                for one, two in ((thing.name, other.name), (thing.ref, other.ref))[: 2 if thing.ref else 1]:
                    who = list(readers)[number % len(readers)]
                    texts = form.replace("{}", one), form.replace("{}", two)
                    told += _difference(made, who, readers[who], texts, thing, other)

        assert told == []

    def test_repair_no_word_into_a_closed_name(self, world: World) -> None:
        with world.at(TOLD) as made:
            for name in ("name", "heading"):
                a_saving(
                    made.workstream, ref=f"QM-{name}", marking="exempt", exempt_paragraph=3,
                    plan={2026: AMOUNT}, **{"name": "Posts", "heading": "Staffing", name: f"{SECRET} relocation"},
                )  # fmt: skip
            a_workstream(
                made.programme, ref="W77", name=f"{SECRET} relocation", marking="exempt", exempt_paragraph=3
            )
            for reader in readers_of(made).values():
                for typed, instead in ((SECRET, NOTHING), *MISSPELT):
                    for form in (
                        "savings {} 2026/27",
                        "{}",
                        "status of {} relocation",
                        "{} relocation savings",
                    ):
                        one, two = (said(form.format(word), reader) for word in (typed, instead))
                        assert without(one, typed) == without(two, instead), (form, typed, reader.name)
                        assert SECRET not in without(one, typed)


def _about(made: Field) -> Iterable[Asked]:
    return (one for thing in things(made, "open").values() for one in questions(thing))


def _pairs(made: Field) -> dict[str, dict[str, list[tuple[str, str, Thing, Thing]]]]:
    """Return a question about a closed thing and one about nothing, by intent and kind of thing, of each level."""
    found: dict[str, dict[str, list[tuple[str, str, Thing, Thing]]]] = defaultdict(lambda: defaultdict(list))
    for number, level in enumerate(LEVELS):
        for thing in things(made, level).values():
            other = never(thing)
            for one, two in zip(questions(thing), questions(other), strict=True):
                held = found[one.intent][one.kind]
                if len(held) == number:
                    held.append((one.text, two.text, thing, other))
    return found


def _difference(
    made: Field, who: str, reader: Actor, texts: tuple[str, str], thing: Thing, other: Thing
) -> list[str]:
    """Return what tells an answer about a closed thing from one about nothing, and any closed word in it."""
    first, second = (said(text, reader) for text in texts)
    own, others = (
        (one.name, one.ref, *([one.programme_code] if one.kind == "programme" else []))
        for one in (thing, other)
    )
    found = closed_in(made, first, *own)
    if without(first, *own) == without(second, *others) and not found:
        return []
    return [f"{who}: {texts[0]} {sorted(found)}\n  {first}\n  {second}"]
