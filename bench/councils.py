"""Councils to ask about: savings lines under headings, and everything else that has a name, as papers have it.

What a line is called, who owns it and where it stands is made up of a few dozen words; the figures are those of
`bench.filling`. Nothing is drawn by chance: the same council comes out each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from bench.filling import FIRST_YEAR, LONG_AGO, keep_rows, milestone_of, plans_of
from governance import changes as governance
from governance.models import Board, Decision, DecisionMaker, Risk
from programme import changes as ground
from programme.models import (
    Indicator,
    IndicatorReading,
    Milestone,
    MilestoneReport,
    Organisation,
    Person,
    Programme,
    StatusReport,
    Workstream,
)
from programme.queries import actor_for_person
from programme.rules.access import MEMBER, Actor, system
from savings.changes.states import keep_states
from savings.models import BudgetFigure, BudgetLine, Enabler, Saving

BY: Final = system(door="loading")


def _words(text: str, between: str | None = None) -> tuple[str, ...]:
    return tuple(text.split(between))


PLACES: Final = tuple(
    f"{side}{place}"
    for side in _words(",North ,South ,East ,West ", ",")
    for place in _words(
        "Ashby Burton Carlow Denham Easton Farley Granby Hadley Ilford Jarrow Kelton Langley Marlow Norton Oakham "
        "Penryn Quorn Radley Selby Thorne Upton"
    )
)
SERVICES: Final = _words(
    "library|parking|street lighting|waste collection|social work|fostering|home to school transport|residential care|"
    "reablement|housing repairs|planning|leisure|museum|nursing|homelessness|customer contact|legal|payroll|highways|"
    "drainage|grounds maintenance|cemetery|markets|licensing|fleet",
    "|",
)
DOINGS: Final = _words(
    "review|redesign|contract renegotiation|charges|income|vacancy factor|route planning|placement costs|digital forms|"
    "shared service|opening hours|agency spend|supplies|energy use|accommodation|commissioning",
    "|",
)
FIRST_NAMES: Final = _words("Asha Ben Carys Dev Ewan Freya Gita Huw Iona Jamal")
SURNAMES: Final = _words(
    "Abbott Bevan Chopra Dunn Ellis Fenwick Goodall Hughes Iqbal Jarvis Khan Lomax Mistry Nolan Osei Pryce Quigley "
    "Rahman Stokes Tandy Usher"
)
PROGRAMMES: Final = 13  # of one council
THINGS: Final = {"workstreams": 4, "headings": 5, "milestones": 3, "people": 3}


@dataclass(frozen=True)
class Council:
    """A programme and what may be asked of it, by the words people use."""

    id: UUID
    organisation_id: UUID
    code: str
    name: str
    refs: tuple[str, ...]
    lines: tuple[str, ...]
    headings: tuple[str, ...]
    workstreams: tuple[str, ...]
    milestones: tuple[str, ...]
    people: tuple[str, ...]
    boards: tuple[str, ...]
    indicators: tuple[str, ...]
    budgets: tuple[str, ...]
    risks: tuple[str, ...]


def make(number: int, lines: int) -> Council:
    """Make a council of that many savings lines, with everything else that has a name, in bulk."""
    place, council = PLACES[number], _council(number // PROGRAMMES)
    slug = place.lower().replace(" ", "-")
    programme = ground.add_programme(
        organisation_id=council.id,
        values={"code": f"{slug}-mtfs", "name": f"{place} Savings", "first_year": FIRST_YEAR},
        by=BY,
        at=LONG_AGO,
    )
    people = Person.objects.bulk_create(
        Person(
            email=f"{place}-{n}@example.test".lower(),
            name=f"{FIRST_NAMES[(n + 3 * (number // 21)) % 10]} {SURNAMES[number % 21]}",
        )
        for n in range(THINGS["people"])
    )
    strands = _workstreams(programme, people)
    headings = [f"{SERVICES[n].capitalize()} and {place} services" for n in range(THINGS["headings"])]
    savings = [_saving(programme, strands, people, headings, n) for n in range(lines)]
    Saving.objects.bulk_create(savings, batch_size=1000)
    plans_of(savings)
    milestones = _milestones(programme, strands, savings)
    keep_rows(savings)
    keep_states(savings, by=BY, at=LONG_AGO)
    return Council(
        id=programme.id,
        organisation_id=council.id,
        code=programme.code,
        name=programme.name,
        refs=tuple(s.ref for s in savings),
        lines=tuple(s.name for s in savings),
        headings=tuple(headings),
        workstreams=tuple(w.name for w in strands),
        milestones=tuple(m.name for m in milestones),
        people=tuple(p.name for p in people),
        boards=_boards(council, programme),
        indicators=_indicators(programme),
        budgets=_budget(programme),
        risks=_risks(programme, people),
    )


def _council(number: int) -> Organisation:
    code = f"council-{number}"
    known = Organisation.objects.filter(code=code).first()
    values = {"code": code, "name": f"{SURNAMES[number]} Council"}
    return known or ground.add_organisation(values=values, by=BY, at=LONG_AGO)


def somebody(councils: Sequence[Council]) -> Actor:
    """Return an officer who sees all of these."""
    return actor_of(councils, "officer")


def actor_of(councils: Sequence[Council], name: str) -> Actor:
    """Return a new person who is a member in every council of these, as an actor."""
    person = ground.add_person(values={"email": f"{name}@example.test", "name": name}, by=BY, at=LONG_AGO)
    for council in dict.fromkeys(one.organisation_id for one in councils):
        grant = {"role": MEMBER, "organisation_id": council}
        ground.give_grant(person_id=person.id, values=grant, by=BY, at=LONG_AGO)
    actor = actor_for_person(person.id, door="slack")
    assert actor is not None
    return actor


def _workstreams(programme: Programme, people: Sequence[Person]) -> list[Workstream]:
    made = Workstream.objects.bulk_create(
        Workstream(
            programme=programme,
            ref=f"W{n + 1}",
            name=f"{SERVICES[n].capitalize()} {DOINGS[n % len(DOINGS)]} programme",
            position=n,
            owner=people[n % len(people)] if n % 3 else None,
        )
        for n in range(THINGS["workstreams"])
    )
    StatusReport.objects.bulk_create(
        StatusReport(
            workstream=strand,
            rating=("green", "amber", "red")[n % 3],
            reason="Said so",
            recorded_at=LONG_AGO + timedelta(days=30),
            rater_name="Bench",
            workstream_version=2,
        )
        for n, strand in enumerate(made)
        if n % 4
    )
    return made


def _saving(
    programme: Programme,
    strands: Sequence[Workstream],
    people: Sequence[Person],
    headings: Sequence[str],
    n: int,
) -> Saving:
    service, doing = SERVICES[n % len(SERVICES)], DOINGS[(n // 3) % len(DOINGS)]
    return Saving(
        programme=programme,
        workstream=strands[n % len(strands)],
        owner=people[n % len(people)] if n % 2 else None,
        ref=f"{service[:2].upper()}{n + 1:05d}",
        line_no=n,
        name=f"{service.capitalize()} {doing}, {PLACES[n % 21]} {SERVICES[(n // 7) % len(SERVICES)]} {n // 25}",
        heading=headings[(n // 5) % len(headings)],
        kind=("cash_releasing", "cash_releasing", "income", "cost_avoidance")[n % 4],
        start_date=date(2026, 10, 1) if n % 7 == 0 else None,
        maturity=n % 5 + 1 if n % 3 else None,
    )


def _milestones(
    programme: Programme, strands: Sequence[Workstream], savings: Sequence[Saving]
) -> list[Milestone]:
    """Make a few milestones, for which a quarter of the lines wait."""
    made: list[Milestone] = []
    reports: list[MilestoneReport] = []
    for n in range(THINGS["milestones"]):
        milestone, two = milestone_of(programme, strands[n % len(strands)].id, n)
        milestone.name = f"{SERVICES[n].capitalize()} opening {n + 1}"
        made.append(milestone)
        reports += two
    Milestone.objects.bulk_create(made)
    MilestoneReport.objects.bulk_create(reports)
    links = [Enabler(saving=s, milestone=made[n % len(made)]) for n, s in enumerate(savings[::4])]
    Enabler.objects.bulk_create(links, batch_size=2000)
    return made


def _boards(council: Organisation, programme: Programme) -> tuple[str, ...]:
    place = programme.name.removesuffix(" Savings")
    maker = DecisionMaker.objects.create(organisation=council, name=f"{place} Cabinet", kind="executive")
    boards = [
        governance.add_board(
            organisation_id=council.id,
            values={
                "code": f"{programme.code}-{name}".lower(),
                "name": f"{place} {name} Board",
                "programme_id": programme.id,
            },
            by=BY,
            at=LONG_AGO,
        )
        for name in ("Delivery",)
    ]
    for n, strand in enumerate(Workstream.objects.filter(programme=programme)):
        governance.set_oversight(
            workstream_id=strand.id,
            board_id=boards[n % len(boards)].id,
            decision_maker_id=maker.id,
            by=BY,
            at=LONG_AGO,
        )
    Decision.objects.bulk_create(
        Decision(
            programme=programme,
            ref=f"D{n}",
            title=f"{SERVICES[n].capitalize()} business case",
            decision_maker=maker,
            board=boards[0],
            needed_by=date(2026, 12, 1),
        )
        for n in range(1)
    )
    return tuple(board.name for board in Board.objects.filter(programme=programme))


def _indicators(programme: Programme) -> tuple[str, ...]:
    made = Indicator.objects.bulk_create(
        Indicator(programme=programme, name=f"{SERVICES[n].capitalize()} visits a month", position=n)
        for n in range(1)
    )
    IndicatorReading.objects.bulk_create(
        IndicatorReading(
            indicator=one, position=n, basis=("actual", "target")[n], printed=str(140 + n), value=140 + n,
            year=FIRST_YEAR, recorded_at=LONG_AGO,
        )
        for one in made
        for n in range(2)
    )  # fmt: skip
    return tuple(one.name for one in made)


def _budget(programme: Programme) -> tuple[str, ...]:
    made = BudgetLine.objects.bulk_create(
        BudgetLine(
            programme=programme, name=f"{SERVICES[n].capitalize()} budget", group="Services", position=n
        )
        for n in range(1)
    )
    BudgetFigure.objects.bulk_create(
        BudgetFigure(
            budget_line=line, year=FIRST_YEAR, period="M7", current_budget=1_000_000, projection=1_000_000 + n * 1000,
            variance=n * 1000, recorded_at=LONG_AGO + timedelta(days=200), recorded_by_name="Bench",
        )
        for n, line in enumerate(made)
    )  # fmt: skip
    return tuple(one.name for one in made)


def _risks(programme: Programme, people: Sequence[Person]) -> tuple[str, ...]:
    made = Risk.objects.bulk_create(
        Risk(
            programme=programme,
            ref=f"R{n}",
            title=f"{SERVICES[n].capitalize()} falls behind",
            owner=people[n],
        )
        for n in range(1)
    )
    return tuple(one.ref for one in made)
