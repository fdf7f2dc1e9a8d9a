"""What has a name besides savings lines and their headings, as one reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from uuid import UUID

from bots.queries.answers.benefits import benefits
from bots.queries.answers.budget_areas import budget_areas
from bots.queries.answers.printed_figures import names_of, printed_figures
from bots.rules.asking.things import Thing, ThingKind
from governance import queries as governance
from governance.queries.naming import decisions_named
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from savings import queries as money
from savings.queries import BudgetLineRow, naming
from savings.queries.cost_drivers import cost_drivers
from savings.queries.proposals import proposals
from savings.rules.monitoring import FUND_CONVENTIONS

MADE_UP: Final = " (illustrative)"


class Held:
    """The names of one reader but for savings lines, and the councils of their programmes."""

    def __init__(self, reader: Actor) -> None:
        self.reader = reader
        self.places: Mapping[UUID, ProgrammeRow] = ground.programmes(reader=reader)
        self.councils = {p.id: p.organisation for p in self.places.values()}
        self._people: dict[tuple[UUID, UUID], str] = {}

    def things(self) -> list[Thing]:
        """Return everything with a name; people last, once in each programme they own something of."""
        found = [
            *(thing_of(p, "programme", p.name, id=p.id) for p in self.places.values()),
            *self._on_the_ground(),
            *self._of_budgets(),
            *self._of_governance(),
            *self._of_papers(),
        ]
        owners = naming.owners_shown(reader=self.reader, programme_ids=self.places)
        for programme_id, person_id, name in owners:
            self._note(programme_id, person_id, name)
        people = (
            thing_of(self.places[p], "person", name, id=person) for (p, person), name in self._people.items()
        )
        return [*found, *people]

    def _on_the_ground(self) -> Iterator[Thing]:
        for w in ground.workstreams(reader=self.reader, programme_ids=self.places).values():
            yield thing_of(
                self.places[w.programme_id], "workstream", w.name, id=w.id, ref=w.ref, shown_ref=w.ref
            )
            self._note(w.programme_id, w.owner_id, w.owner)
        for m in ground.milestones(reader=self.reader, programme_ids=self.places).values():
            yield thing_of(
                self.places[m.programme_id], "milestone", m.name, id=m.id, ref=m.ref, shown_ref=m.ref
            )
            self._note(m.programme_id, m.owner_id, m.owner)
        for i in ground.indicators(reader=self.reader, programme_ids=self.places).values():
            yield thing_of(self.places[i.programme_id], "indicator", i.name, id=i.id)

    def _of_budgets(self) -> Iterator[Thing]:
        reader, places = self.reader, self.places
        budgets = money.budget_lines(reader=reader, programme_ids=places).values()
        for b in budgets:
            yield thing_of(places[b.programme_id], "budget_line", b.name, id=b.id)
        for programme_id, name in _budget_totals(budgets):
            yield thing_of(places[programme_id], "budget_line", name)
        for programme_id, name in naming.causes_named(reader=reader, programme_ids=places):
            yield thing_of(places[programme_id], "cause", name)
        for p in money.pressures(reader=reader, programme_ids=places).values():
            yield thing_of(
                places[p.programme_id], "pressure", p.name, id=p.id, ref=p.ref, shown_ref=p.printed_ref
            )
        for d in cost_drivers(reader=reader, programme_ids=places).values():
            yield thing_of(places[d.programme_id], "cost_driver", d.name, id=d.id)

    def _of_governance(self) -> Iterator[Thing]:
        for board in governance.boards(reader=self.reader, programme_ids=self.places).values():
            if board.programme_id is not None and board.programme_id in self.places:
                yield thing_of(self.places[board.programme_id], "board", board.name, id=board.id)
        for r in governance.risks(reader=self.reader, programme_ids=self.places).values():
            if r.programme_id in self.places:
                yield thing_of(
                    self.places[r.programme_id], "risk", r.title, id=r.id, ref=r.ref, shown_ref=r.ref
                )
        yield from self._decisions()

    def _decisions(self) -> Iterator[Thing]:
        """Return decisions and who makes them, each maker once in a programme."""
        makers: dict[tuple[UUID, UUID], str] = {}
        for d in decisions_named(reader=self.reader, programme_ids=self.places):
            place = self.places[d.programme_id]
            yield thing_of(place, "decision", d.title, id=d.id, ref=d.ref, shown_ref=d.ref)
            if d.maker_id is not None:
                makers[d.programme_id, d.maker_id] = d.maker.removesuffix(MADE_UP)
        for (programme_id, id), name in makers.items():
            yield thing_of(self.places[programme_id], "decision_maker", name, id=id)

    def _of_papers(self) -> Iterator[Thing]:
        reader, places = self.reader, self.places
        for p in proposals(reader=reader, programme_ids=places).values():
            yield thing_of(places[p.programme_id], "proposal", p.name, id=p.id)
        for programme_id, areas in budget_areas(reader=reader, programme_ids=places).items():
            for name in areas:
                yield thing_of(places[programme_id], "budget_area", name)
        for programme_id, name in names_of(printed_figures(reader=reader, programme_ids=places)):
            yield thing_of(places[programme_id], "printed", name)
        for benefit in benefits(reader=reader, programme_ids=places):
            yield thing_of(places[benefit.programme_id], "benefit", benefit.name)

    def _note(self, programme_id: UUID, person_id: UUID | None, name: str) -> None:
        if person_id is not None and name:
            self._people[programme_id, person_id] = name


def _budget_totals(lines: Iterable[BudgetLineRow]) -> list[tuple[UUID, str]]:
    """Return what the totals of budget lines are called, by programme: their groups and their funds.

    A group called as one of its lines is known as its total, since its name alone is the line's.
    """
    lines = list(lines)
    own = {(b.programme_id, b.name.casefold()) for b in lines}
    groups = {(b.programme_id, b.group): None for b in lines if b.group}
    named = [(p, f"{name} total" if (p, name.casefold()) in own else name) for p, name in groups]
    funds = sorted({(b.programme_id, b.fund) for b in lines})
    called = [(p, FUND_CONVENTIONS[fund].name) for p, fund in funds]
    short = [(p, fund.upper()) for p, fund in funds if FUND_CONVENTIONS[fund].is_ringfenced]
    return [*named, *called, *short]


def thing_of(
    place: ProgrammeRow,
    kind: ThingKind,
    name: str,
    *,
    id: UUID | None = None,
    ref: str = "",
    shown_ref: str = "",
) -> Thing:
    """Return a thing of a programme as questions name it."""
    return Thing(
        kind=kind,
        name=name,
        programme_id=place.id,
        programme_code=place.code,
        programme_name=place.name,
        id=id,
        ref=ref,
        shown_ref=shown_ref,
        illustrative=place.illustrative,
    )
