"""What was said since an illustrative copy began, in the order it was said: one act for each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from deploy.examples.loading import LONDON
from deploy.examples.people import People
from deploy.examples.stories.structures import (
    Day,
    Evidenced,
    IndicatorStory,
    Marking,
    MilestoneStory,
    Replaced,
    Said,
    SavingStory,
    Stands,
    Thousands,
    WorkstreamStory,
)
from programme import changes as ground
from programme.rules.access import FINANCE, Actor
from programme.rules.calendar import FinancialYear, is_working_day
from savings import changes as money
from savings.changes.drivers import name_driver
from savings.rules.evidence import QUESTIONS

Act = Callable[[datetime], object]


@dataclass(frozen=True)
class Days:
    """The days of a story, counted from the day of loading; `at` is the moment of loading."""

    today: date
    at: datetime

    def day(self, day: Day) -> date:
        """Return a day of the story. A weekend becomes the Friday before it, or from today on the Monday after."""
        found = self.today + timedelta(days=day)
        while not is_working_day(found, ()):
            found += timedelta(days=-1 if day < 0 else 1)
        return found

    def moment(self, day: Day) -> datetime:
        """Return the morning of a past day of the story, never after the loading."""
        return min(datetime.combine(self.day(day), time(9, 30), LONDON), self.at)

    def in_year(self, year: FinancialYear) -> Callable[[datetime], datetime]:
        """Return what moves a moment into a financial year: nothing of a year is delivered before it begins."""
        begins = datetime.combine(year.start, time(9, 30), LONDON)
        return lambda moment: min(max(moment, begins), self.at)


@dataclass
class Chronicle:
    """The acts of one copy, put on record in the order of their days once all are told.

    `plans` are the savings' plans in pounds by year, by ref; `savings`, `workstreams` and `milestones` the ids.
    """

    programme_id: UUID
    by: Actor
    people: People
    days: Days
    begins: Day
    first_year: FinancialYear
    workstreams: Mapping[str, UUID]
    savings: Mapping[str, UUID]
    plans: Mapping[str, Mapping[int, Decimal | None]]
    milestones: dict[str, UUID] = field(default_factory=dict)
    acts: list[tuple[Day, Act]] = field(default_factory=list)
    floor: datetime | None = None

    def put(self, day: Day, act: Act) -> None:
        """Put one act on a day; acts of one day keep the order they were put in."""
        self.acts.append((day, act))

    def happen(self) -> int:
        """Do every act as at its day, in order. Returns how many there were."""
        for day, act in sorted(self.acts, key=lambda pair: pair[0]):
            moment = self.days.moment(day)
            act(moment if self.floor is None else max(moment, self.floor))
        return len(self.acts)

    def begins_after(self, moment: datetime) -> None:
        """Have everything said from here on dated after a moment: that of a period's closing."""
        self.floor = min(moment + timedelta(minutes=1), self.days.at)

    def workstream(self, row: WorkstreamStory) -> None:
        """Put a workstream's ratings."""
        speaker = self.people.speaker(row.owner)
        for rated in row.ratings:
            values = {"rating": rated.rating, "reason": rated.reason}
            self.put(rated.day, self._said(ground.report_status, speaker, values, workstream_id=row.ref))

    def milestone(self, row: MilestoneStory, *, owner: str, position: int) -> None:
        """Put a milestone with what waits for it, its moves and its end; `owner` is its workstream's."""
        speaker = self.people.speaker(row.owner or owner)
        added = self.begins if row.added is None else row.added
        self.put(added, partial(self._add, row, row.owner or owner, position))
        for ref in row.enables:
            self.put(added, partial(self._enables, row.ref, ref))
        for ref in row.after:
            self.put(added, partial(self._waits, row.ref, ref))
        for move in row.moves:
            values = {"forecast": self.days.day(move.to), "reason": move.reason}
            self.put(move.day, self._said(ground.reforecast_milestone, speaker, values, milestone_id=row.ref))
        if row.done is not None:
            on = {"actual_date": self.days.day(row.done.on), "actual_precision": "day"}
            values = {"values": on, "reason": row.done.reason}
            self.put(row.done.day, self._said(ground.revise_milestone, speaker, values, milestone_id=row.ref))

    def saving(self, row: SavingStory) -> None:
        """Put a saving's forecasts, outlooks, claims and validations."""
        owner, finance = self.people.speaker(row.owner), self.people.speaker(FINANCE)
        for said in row.said:
            values = {"amounts": self._amounts(row.ref, said), "reason": said.reason}
            self.put(said.day, self._said(money.forecast_saving, owner, values, saving_id=row.ref))
        for stands in row.stands:
            act = self._said(money.report_outlook, owner, self._outlook(stands), saving_id=row.ref)
            self.put(stands.day, self._in_year(act) if stands.outlook == "delivered" else act)
        for claim in row.claimed:
            values = {**self._evidenced(claim), "reason": claim.evidence}
            act = self._said(money.claim_saving, owner, values, saving_id=row.ref)
            self.put(claim.day, act if claim.year else self._in_year(act))
        for seen in row.validated:
            values = self._evidenced(seen) | {
                "evidence": seen.evidence,
                "base_budget_reduced": True,
                "spend_followed": True,
            }
            act = self._said(money.validate_saving, finance, values, saving_id=row.ref)
            self.put(seen.day, act if seen.year else self._in_year(act))
        self._behind(row)

    def _behind(self, row: SavingStory) -> None:
        """Put what stands behind a saving: reviews of its evidence, what replaces it, one-off money, costs."""
        finance = self.people.speaker(FINANCE)
        for review in row.reviewed:
            answers = {**dict.fromkeys(QUESTIONS, "yes"), **review.otherwise}
            values: dict[str, Any] = {"answers": answers, "note": review.note}
            self.put(review.day, self._said(money.review_evidence, finance, values, saving_id=row.ref))
        for link in row.replaced:
            self.put(link.day, partial(self._replaced, row.ref, link, self.people.speaker(row.owner)))
        for found in row.mitigated:
            (amount,) = _pounds((found.thousands,))
            values = {"year": self.first_year.start_year, "amount": amount, "what": found.what}
            act = self._said(money.record_mitigation, finance, values, saving_id=row.ref)
            self.put(found.day, self._in_year(act))
        for cost in row.costs:
            (amount,) = _pounds((cost.thousands,))
            values = {
                "kind": cost.kind,
                "year": self.first_year.start_year + cost.year,
                "amount": amount,
                "source": cost.source,
                "borne_by_service": cost.borne_by_service,
                "note": cost.note,
            }
            self.put(cost.day, self._said(money.state_cost, finance, values, saving_id=row.ref))

    def _replaced(self, ref: str, link: Replaced, by: Actor, at: datetime) -> None:
        decided = timezone.localdate(at)
        authority = money.Authority(link.decision, link.decision_maker, decided) if link.decision else None
        money.replace_saving(
            saving_id=self.savings[ref],
            version=None,
            replacement_id=self.savings[link.by],
            reason=link.reason,
            authority=authority,
            by=by,
            at=at,
        )

    def indicator(self, row: IndicatorStory, *, position: int) -> None:
        """Put an indicator with the savings it drives, then its readings."""
        made: dict[str, UUID] = {}
        self.put(self.begins, lambda at: made.update(id=self._count(row, position, at)))
        for reading in row.readings:
            values = {
                "basis": "year to date",
                "printed": str(reading.value),
                "value": Decimal(reading.value),
                "unit": row.unit,
                "period": f"{self.first_year.label}, first {reading.months} months",
                "year": self.first_year.start_year,
                "months_covered": reading.months,
                "source": "Illustrative",
            }
            self.put(reading.day, partial(self._read, made, values))

    def _count(self, row: IndicatorStory, position: int, at: datetime) -> UUID:
        values = {
            "name": row.name,
            "position": position,
            "polarity": row.polarity,
            "workstream_id": self.workstreams[row.workstream],
        }
        indicator = ground.add_indicator(programme_id=self.programme_id, values=values, by=self.by, at=at)
        path = {self.first_year.shifted(n).start_year: Decimal(v) for n, v in enumerate(row.assumed)}
        for ref in row.drives:
            name_driver(saving_id=self.savings[ref], indicator_id=indicator.id, path=path, by=self.by, at=at)
        return indicator.id

    def _read(self, made: Mapping[str, UUID], values: Mapping[str, Any], at: datetime) -> None:
        ground.record_reading(indicator_id=made["id"], values=values, by=self.by, at=at)

    def _said(self, change: Callable[..., object], by: Actor, values: Mapping[str, Any], **thing: str) -> Act:
        """Return one change of one thing, named by its ref and found when it is made."""
        name, ref = next(iter(thing.items()))
        ids = {
            "workstream_id": self.workstreams,
            "milestone_id": self.milestones,
            "saving_id": self.savings,
        }[name]
        return lambda at: change(**{name: ids[ref]}, version=None, by=by, at=at, **values)

    def _in_year(self, act: Act) -> Act:
        within = self.days.in_year(self.first_year)
        return lambda at: act(within(at))

    def _add(self, row: MilestoneStory, owner: str, position: int, at: datetime) -> None:
        values = {
            "ref": row.ref,
            "name": row.name,
            "position": position,
            "kind": row.kind,
            "owner_id": self.people.ids[owner],
            "workstream_id": self.workstreams[row.workstream],
            "start_date": self.days.day(row.starts),
            "baseline_date": self.days.day(row.due),
            "baseline_precision": "day",
            **marked(row.marking),
        }
        made = ground.add_milestone(programme_id=self.programme_id, values=values, by=self.by, at=at)
        self.milestones[row.ref] = made.id

    def _enables(self, milestone: str, saving: str, at: datetime) -> None:
        money.state_enabler(
            saving_id=self.savings[saving], milestone_id=self.milestones[milestone], by=self.by, at=at
        )

    def _waits(self, milestone: str, before: str, at: datetime) -> None:
        first, then = self.milestones[before], self.milestones[milestone]
        ground.state_dependency(before_id=first, after_id=then, by=self.by, at=at)

    def _amounts(self, ref: str, said: Said) -> Mapping[int, Decimal | None]:
        plan = self.plans[ref]
        if said.thousands is None:
            return plan
        return dict(zip(sorted(plan), _pounds(said.thousands), strict=True))

    def _outlook(self, stands: Stands) -> dict[str, Any]:
        due = self.days.day(stands.mitigation_day) if stands.mitigation else None
        return {
            "outlook": stands.outlook,
            "reason": stands.reason,
            "mitigation": stands.mitigation,
            "mitigation_owner": stands.mitigation_owner,
            "mitigation_date": due,
        }

    def _evidenced(self, row: Evidenced) -> dict[str, Any]:
        (amount,) = _pounds((row.thousands,))
        return {"year": self.first_year.start_year + row.year, "amount": amount}


def marked(marking: Marking) -> dict[str, Any]:
    """Return a marking as the fields of the thing it marks."""
    return {
        "marking": marking.marking,
        "exempt_paragraph": marking.paragraph,
        "marking_note": marking.note,
    }


def _pounds(thousands: Thousands) -> tuple[Decimal | None, ...]:
    return tuple(None if cell is None else Decimal(str(cell)) * 1000 for cell in thousands)
