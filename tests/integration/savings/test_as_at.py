"""The position computed later for a moment equals, field by field, what was computed live at that moment."""

from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from programme import changes as ground
from programme.changes import Backdated, Invalid
from programme.rules.access import FINANCE, Refused
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Saving, Target, Validation
from savings.queries import savings, workstream_positions
from savings.queries.positions import level_positions
from savings.rules.series import from_month
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

BEGINS = datetime(2026, 5, 4, 9, tzinfo=UTC)
THIS_YEAR = FinancialYear(2026)
YEARS = (2026, 2027, 2028)
DECIDED = changes.Authority("Minute 12", "Cabinet", date(2026, 4, 2))
thousands = st.integers(min_value=0, max_value=200).map(lambda number: Decimal(number * 1000))
plans = st.fixed_dictionaries({year: st.none() | thousands for year in YEARS})


class Council:
    """A programme in two workstreams to change at random: four lines, an adjustment, two milestones, a target."""

    def __init__(self):
        self.programme = a_programme()
        self.streams = [a_workstream(self.programme), a_workstream(self.programme)]
        self.milestones = [a_milestone(self.streams[0]), a_milestone(self.streams[1], marking="internal")]
        self.lines = [a_saving(self.streams[n % 2], heading=f"Heading {n % 2}") for n in range(3)]
        self.lines.append(a_saving(self.streams[1], marking="exempt", exempt_paragraph=3))
        changes.state_enabler(
            saving_id=self.lines[0].id, milestone_id=self.milestones[1].id, by=LOADING, at=LONG_AGO
        )
        self.cleared = someone(FINANCE, self.programme, cleared=True)
        self.uncleared = someone(FINANCE, self.programme)

    def shown(self, at=None, *, on):
        """Return everything a reader could be shown, for two readers."""
        ids = [self.programme.id]
        streams = [stream.id for stream in self.streams]
        return [
            (
                level_positions(reader=reader, programme_ids=ids, on=on, at=at),
                workstream_positions(reader=reader, workstream_ids=streams, on=on, at=at),
                [
                    replace(row, version=0, placement=row.placement.organisation_id)
                    for row in savings(reader=reader, programme_ids=ids, on=on, at=at).values()
                ],
                list(savings(reader=reader, workstream_ids=streams[:1], on=on, at=at)),
            )
            for reader in (self.cleared, self.uncleared)
        ]

    def do(self, move, *, at):
        """Make one change; one that is refused changes nothing."""
        kind, line, other, amounts, day, number = move
        saving = Saving.objects.get(pk=self.lines[line % len(self.lines)].pk)
        named = {"saving_id": saving.pk, "by": LOADING, "at": at}
        known = amounts[2026] or Decimal(0)
        with suppress(Invalid, Refused, Backdated, changes.NeedsDecision), transaction.atomic():
            match kind:
                case "plan":
                    changes.plan_saving(**named, version=None, amounts=amounts, authority=DECIDED)
                case "spread":
                    spreads = {2026: from_month(number % 12 + 1)}
                    changes.plan_saving(**named, version=None, amounts={}, spreads=spreads, authority=DECIDED)
                case "forecast":
                    changes.forecast_saving(**named, version=None, amounts=amounts, reason="Seen anew")
                case "months":
                    even = known / 12
                    changes.forecast_saving(
                        **named, version=None, reason="By month", series=("forecast", "actual")[number % 2],
                        months={2026: {month: even.quantize(Decimal(1)) for month in range(1, number + 2)}},
                    )  # fmt: skip
                case "outlook":
                    self.report(saving, number, at)
                case "claim":
                    changes.claim_saving(**named, version=None, year=2026, amount=known, reason="Done")
                case "validate":
                    changes.validate_saving(
                        **named, version=None, year=2026, amount=known, base_budget_reduced=True,
                        spend_followed=True, evidence="Seen", why_beyond_claim="Seen",
                    )  # fmt: skip
                case "undo":
                    row = Validation.objects.filter(saving=saving, undoes=None, undone_by=None).first()
                    if row is not None:
                        changes.undo_validation(validation_id=row.pk, reason="Not so", by=LOADING, at=at)
                case "milestone":
                    milestone = self.milestones[line % 2]
                    ground.reforecast_milestone(
                        milestone_id=milestone.pk,
                        version=None,
                        forecast=day,
                        reason="Late",
                        by=LOADING,
                        at=at,
                    )
                case "remove_milestone":
                    ground.remove_milestone(
                        milestone_id=self.milestones[line % 2].pk,
                        version=None,
                        reason="Gone",
                        by=LOADING,
                        at=at,
                    )
                case "waits":
                    changes.state_enabler(**named, milestone_id=self.milestones[other % 2].pk)
                case "waits_no_longer":
                    link = saving.enablers.first()
                    if link is not None:
                        changes.withdraw_enabler(enabler_id=link.pk, by=LOADING, at=at)
                case "adjust":
                    adjustment = changes.add_saving(
                        programme_id=saving.programme_id,
                        values={
                            "ref": f"A{at.toordinal()}-{at.hour}",
                            "name": "Double count",
                            "kind": "adjustment",
                            "corrects_id": saving.pk if number % 2 else None,
                            "workstream_id": self.streams[other % 2].pk,
                        },
                        plan={year: {"amount": None if a is None else -a} for year, a in amounts.items()},
                        by=LOADING,
                        at=at,
                    )
                    self.lines.append(adjustment)
                case "replace":
                    changes.replace_saving(
                        **named, version=None, replacement_id=self.lines[other % len(self.lines)].pk,
                        reason="Found elsewhere", authority=DECIDED,
                    )  # fmt: skip
                case "remove":
                    changes.remove_saving(**named, version=None, reason="Not ours")
                case "revise":
                    values = {
                        "kind": ("income", "cost_avoidance", "cash_releasing")[number % 3],
                        "workstream_id": self.streams[other % 2].pk,
                        "heading": f"Heading {number}",
                        "start_date": day,
                        "funding_ends": day if number % 2 else None,
                        "name": f"Renamed {number}",
                    }
                    changes.revise_saving(**named, version=None, values=values, authority=DECIDED)
                case "target":
                    self.ask_for(amounts[2026], at)

    def report(self, saving, number, at):
        outlook = ("on_track", "at_risk", "deliverable_later", "undeliverable", "delivered", "withdrawn")[
            number % 6
        ]
        mitigation = {"mitigation": "Recruit", "mitigation_owner": "Lead", "mitigation_date": at.date()}
        changes.report_outlook(
            saving_id=saving.pk, version=None, outlook=outlook, reason="So it stands", by=LOADING, at=at,
            authority=DECIDED if outlook == "withdrawn" else None, **mitigation,
        )  # fmt: skip

    def ask_for(self, amount, at):
        known = Target.objects.filter(programme=self.programme).first()
        if known is not None:
            changes.set_target_amount(
                target_id=known.pk, version=None, amount=amount, decision="Minute 4", reason="Cut", by=LOADING, at=at
            )  # fmt: skip
            return
        changes.store_target(
            programme_id=self.programme.pk, name="The target", year=2026, values={"is_bridge": True},
            amount={"amount": amount}, by=LOADING, at=at,
        )  # fmt: skip


def differences(later, then, where="shown"):
    """Yield every field that differs, by name."""
    if is_dataclass(then) and type(later) is type(then):
        for each in fields(then):
            yield from differences(
                getattr(later, each.name), getattr(then, each.name), f"{where}.{each.name}"
            )
    elif isinstance(then, dict) and isinstance(later, dict) and then.keys() == later.keys():
        for key in then:
            yield from differences(later[key], then[key], f"{where}[{key}]")
    elif isinstance(then, list | tuple) and isinstance(later, list | tuple) and len(then) == len(later):
        for place, pair in enumerate(zip(later, then, strict=True)):
            yield from differences(*pair, f"{where}[{place}]")
    elif later != then:
        yield f"{where}: {later!r}, and it was {then!r}"


KINDS_OF_MOVE = (
    "plan", "spread", "forecast", "months", "outlook", "claim", "validate", "undo", "milestone", "remove_milestone",
    "waits", "waits_no_longer", "adjust", "replace", "remove", "revise", "target",
)  # fmt: skip
moves = st.tuples(
    st.sampled_from(KINDS_OF_MOVE),
    st.integers(0, 5),
    st.integers(0, 5),
    plans,
    st.dates(date(2026, 4, 1), date(2028, 12, 31)),
    st.integers(0, 11),
)


class TestTheProperty:
    @settings(
        max_examples=12,
        deadline=None,
        phases=[Phase.reuse, Phase.generate],  # a shorter sequence would cost minutes to find
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(moves, min_size=1, max_size=12), st.data())
    def test_what_is_computed_later_for_a_moment_is_what_was_shown_at_it(self, sequence, data):
        with transaction.atomic():
            council = Council()
            shown = [(LONG_AGO, council.shown(on=LONG_AGO.date()))]
            at = BEGINS
            for move in sequence:
                council.do(move, at=at)
                shown.append((at, council.shown(on=timezone.localdate(at))))
                at += timedelta(hours=data.draw(st.sampled_from([1, 20, 24 * 40])))

            for moment, then in shown:
                assert list(differences(council.shown(moment, on=None), then)) == []
            transaction.set_rollback(True)
