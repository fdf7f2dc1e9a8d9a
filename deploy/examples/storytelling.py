"""An illustrative copy of a published programme, told in the order it happened, paging nobody.

1. People, programme, boards, workstreams and savings are set up as on the day the story begins.
2. What was said since (dates, ratings, forecasts, outlooks, claims, validations) follows day by day.
3. Risk is worked out at each look back on the way and at the moment of loading, quietly, so that assessments
   and open episodes have a past.

Everything or nothing; a copy that exists is left as people keep it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from deploy.examples.all_or_nothing import all_or_nothing
from deploy.examples.boardroom_telling import tell_boardroom
from deploy.examples.chronicle import Chronicle, Days, marked
from deploy.examples.copying import Copied, copy_money
from deploy.examples.governing import Council, set_up_boards, set_up_decision_makers
from deploy.examples.lines import Lines, pounds_by_year
from deploy.examples.lived_in import live_in, spread_by_month
from deploy.examples.loading import Loaded
from deploy.examples.monitored import tell_monitoring
from deploy.examples.people import People, bring_people, give_lead, give_roles, refuse_in_production
from deploy.examples.registers_telling import tell_registers
from deploy.examples.stories.structures import Day, SavingStory, Story, WorkstreamStory
from deploy.examples.structures import Example
from deploy.examples.targeting import keep_targets
from governance import changes as governing
from programme import changes as ground
from programme import queries
from programme.rules.access import LEAD, system
from programme.rules.calendar import FinancialYear

LOOKS_BACK: Final[tuple[Day, ...]] = (-120, -62, -31)


def load_story(example: Example, story: Story, *, at: datetime, password: str | None = None) -> Loaded:
    """Make the illustrative copy of an example, with the example people; the same again changes nothing.

    `at` is the moment of loading, from which all its dates count. Raises NotHere in production.
    """
    refuse_in_production()
    with all_or_nothing():
        if queries.programmes(reader=system(), code=story.code):
            return Loaded(story.code, False, 0)
        people = bring_people(password=password, at=at)
        return Loaded(story.code, True, _Telling(example, story, people, at=at).tell())


class _Telling:
    """One telling of one story, from the day it begins to the moment of loading."""

    def __init__(self, example: Example, story: Story, people: People, *, at: datetime) -> None:
        self.example, self.story, self.people, self.at = example, story, people, at
        self.by = system(door="loading")
        self.days = Days(timezone.localdate(at), at)
        self.began = self.days.moment(story.begins)
        year = FinancialYear.containing(self.days.today)
        self.copied = copy_money(example, lines=story.lines, first_year=year)

    def tell(self) -> int:
        """Tell it all. Returns how many changes were made."""
        self.organisation_id = self._organisation()
        self.programme_id = self._programme()
        give_roles(self.people, organisation_id=self.organisation_id, at=self.at)
        council = Council(self.organisation_id, self.programme_id, self.story.code, self.by, self.began)
        boards = set_up_boards(self.story.boards, council, self.people)
        decides = set_up_decision_makers(self.story.decision_makers, council, self.people)
        workstreams = {
            row.ref: self._workstream(row, n, board_id=boards[self.story.overseer], decides=decides)
            for n, row in enumerate(self.story.workstreams, 1)
        }
        savings = self._money(self.copied, workstreams)
        chronicle = self._chronicle(workstreams, savings)
        if self.story.registers is not None:
            tell_registers(
                chronicle,
                self.story.registers,
                organisation_id=self.organisation_id,
                boards=boards,
                printed=self.example.risks,
            )
        if self.story.boardroom is not None:
            tell_boardroom(
                chronicle,
                self.story.boardroom,
                boards=self.story.boards,
                ids=boards,
                decides=decides,
                reviews=self.example.reviews,
            )
        acts = chronicle.happen()
        self._look_back(self.at)
        return acts + len(boards) + len(decides) + len(workstreams) + len(savings)

    def _chronicle(self, workstreams: dict[str, UUID], savings: dict[str, UUID]) -> Chronicle:
        chronicle = Chronicle(
            programme_id=self.programme_id,
            by=self.by,
            people=self.people,
            days=self.days,
            begins=self.story.begins,
            first_year=self.copied.first_year,
            workstreams=workstreams,
            savings=savings,
            plans={row.ref: pounds_by_year(row) for row in self.copied.savings},
        )
        owners = {row.ref: row.owner for row in self.story.workstreams}
        for position, milestone in enumerate(self.story.milestones, 1):
            chronicle.milestone(milestone, owner=owners[milestone.workstream], position=position)
        for saving in self.story.savings:
            chronicle.saving(saving)
        for workstream in self.story.workstreams:
            chronicle.workstream(workstream)
        for position, indicator in enumerate(self.story.indicators, 1):
            chronicle.indicator(indicator, position=position)
        if self.story.ledger is not None:
            live_in(chronicle, self.story.ledger, owners=owners)
        for day in LOOKS_BACK:
            chronicle.put(day, self._look_back)
        return chronicle

    def _look_back(self, at: datetime) -> None:
        governing.reassess_programme(programme_id=self.programme_id, by=self.by, at=at, quiet=True)

    def _organisation(self) -> UUID:
        for council in queries.organisations(reader=self.by).values():
            if council.code == self.example.organisation_code:
                return council.id
        values = {"code": self.example.organisation_code, "name": self.example.organisation}
        return ground.add_organisation(values=values, by=self.by, at=self.began).id

    def _programme(self) -> UUID:
        meant = self.story.definitions
        definitions = ground.add_definition_set(
            values={
                "code": meant.code,
                "name": meant.name,
                "scale": meant.scale,
                "has_complete": meant.has_complete,
                "source": "Illustrative",
                **meant.meanings,
            },
            by=self.by,
            at=self.began,
        )
        values = {
            "code": self.story.code,
            "name": self.example.name,
            "illustrative": True,
            "definition_set": definitions,
            "first_year": self.copied.first_year.start_year,
            "published_first_year": self.copied.published_first_year.start_year,
            "source": "; ".join(paper.title for paper in self.example.documents),
        }
        return ground.add_programme(
            organisation_id=self.organisation_id, values=values, by=self.by, at=self.began
        ).id

    def _workstream(
        self, row: WorkstreamStory, position: int, *, board_id: UUID, decides: dict[str, UUID]
    ) -> UUID:
        published = {found.ref: found for found in self.example.workstreams}.get(row.ref)
        values = {
            "ref": f"W{row.ref}",
            "name": row.name or (published.name if published else ""),
            "position": position,
            "summary": row.summary or (published.summary if published else ""),
            "owner_id": self.people.ids[row.owner],
            "start_date": self.days.day(self.story.begins),
            "cadence_days": row.cadence_days,
            **marked(row.marking),
        }
        made = ground.add_workstream(programme_id=self.programme_id, values=values, by=self.by, at=self.began)
        governing.set_oversight(
            workstream_id=made.id,
            board_id=board_id,
            decision_maker_id=decides[row.decides],
            by=self.by,
            at=self.began,
        )
        if row.owner == LEAD:
            give_lead(
                self.people,
                organisation_id=self.organisation_id,
                programme_id=self.programme_id,
                workstream_id=made.id,
                at=self.at,
            )
        return made.id

    def _money(self, copied: Copied, workstreams: dict[str, UUID]) -> dict[str, UUID]:
        """Add the savings with what the story says they are, pressures, budget, monitoring. Returns savings' ids."""
        lines = Lines(self.programme_id, self.organisation_id, self.by, self.began)
        told = {row.ref: row for row in self.story.savings}
        rounds = {code: lines.budget_round(code) for code in {row.budget_round for row in copied.savings}}
        ids = {}
        by_month = {row.ref: row for row in self.story.ledger.months} if self.story.ledger else {}
        for row in copied.savings:
            saving: SavingStory = told[row.ref]
            more = {
                "workstream_id": workstreams[saving.workstream or row.workstream_ref or ""],
                "budget_round_id": rounds[row.budget_round],
                "owner_id": self.people.ids[saving.owner],
                "maturity": saving.maturity,
                **marked(saving.marking),
            }
            amount = pounds_by_year(row).get(copied.first_year.start_year)
            months = by_month.get(row.ref)
            spread = spread_by_month(months, amount) if months and amount is not None else {}
            ids[saving.ref] = lines.saving(row, more, {copied.first_year.start_year: spread})
        keep_targets(copied.targets, programme_id=self.programme_id, by=self.by, at=self.began)
        lines.pressures(copied.pressures)
        lines.budget(copied.budget)
        if self.story.monitoring is not None:
            tell_monitoring(self.example, self.story.monitoring, lines, at=self.at)
        return ids
