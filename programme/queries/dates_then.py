"""The dates of milestones at any moment up to one, from two queries however many moments are asked of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from programme.models import Milestone, MilestoneReport
from programme.queries.delivery import approx
from programme.queries.rows import tuples
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate

Dates = tuple[ApproxDate | None, ApproxDate | None, ApproxDate | None]  # baseline, forecast, actual


class DatesThen:
    """What had been reported of some milestones by any moment up to `until`, of what this reader may see today."""

    def __init__(self, *, reader: Actor, ids: Iterable[UUID], until: datetime) -> None:
        rows = Milestone.objects.seen_by(reader).filter(pk__in=list(ids)).order_by("position", "ref")
        self._removed: dict[UUID, datetime | None] = dict(tuples(rows.values_list("pk", "removed_at")))
        self._order = {key: place for place, key in enumerate(self._removed)}
        self._said: dict[UUID, list[tuple[datetime, Dates]]] = defaultdict(list)
        reports = MilestoneReport.objects.filter(milestone_id__in=list(self._removed), recorded_at__lte=until)
        columns = [
            f"{name}_{part}" for name in ("baseline", "forecast", "actual") for part in ("date", "precision")
        ]
        listed = reports.order_by("recorded_at", "milestone_version")
        for key, moment, *dates in tuples(listed.values_list("milestone_id", "recorded_at", *columns)):
            baseline, forecast, actual = (approx(*dates[place : place + 2]) for place in (0, 2, 4))
            self._said[key].append((moment, (baseline, forecast, actual)))

    def dates(self, ids: Iterable[UUID], at: datetime) -> dict[UUID, Dates]:
        """Return the dates that some of them had by a moment, in their order, as `milestone_dates` does."""
        found = {}
        for key in sorted((key for key in ids if key in self._order), key=self._order.__getitem__):
            removed, dates = self._removed[key], self._by(key, at)
            if dates is not None and (removed is None or removed > at):
                found[key] = dates
        return found

    def landings(self) -> dict[UUID, list[tuple[datetime, ApproxDate | None]]]:
        """Return when each report had its milestone land, oldest first: actual date, else forecast."""
        return {
            key: [(moment, forecast if actual is None else actual) for moment, (_, forecast, actual) in said]
            for key, said in self._said.items()
        }

    def _by(self, key: UUID, at: datetime) -> Dates | None:
        said = [dates for moment, dates in self._said[key] if moment <= at]
        return said[-1] if said else None
