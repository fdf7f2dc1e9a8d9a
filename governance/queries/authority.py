"""Who may decide what of a programme, on the facts: its decision-makers, its workstreams, what a change is worth.

Asked by changes, which judge on everything there is; what a person is told of it is worded for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from governance.models import Board, Decision, DecisionEffect, DecisionMaker, GovernanceSettings, Oversight
from governance.rules.deciding import CALL_IN_WORKING_DAYS, EXECUTIVE, POST, KeyFacts, Made, key_suggestion
from governance.rules.delegation import KIND_WORDS, NEVER_DECIDES, Change, Maker, Place, refusal
from programme import queries as ground
from programme.rules.access import Actor, system
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries import SavingRow

SAVING_CHANGE: Final = "saving_change"
OF_SAVINGS: Final = ("saving_plan", "saving_withdrawn", "saving_approved")
NOUGHT: Final = Decimal(0)


@dataclass(frozen=True)
class SettingsRow:
    """How a programme is governed: call-in in working days, pounds of a key decision, the pre-election period."""

    call_in_days: int = CALL_IN_WORKING_DAYS
    key_decision_pounds: Decimal | None = None
    pre_election: tuple[Any, Any] | None = None


def settings_of(programme_id: UUID) -> SettingsRow:
    """Return a programme's settings; the method's where it has none of its own."""
    row = GovernanceSettings.objects.filter(programme_id=programme_id).first()
    if row is None:
        return SettingsRow()
    span = (row.pre_election_from, row.pre_election_to) if row.pre_election_from else None
    return SettingsRow(row.call_in_days, row.key_decision_pounds, span)


def makers_of(organisation_id: UUID) -> dict[UUID, Maker]:
    """Return a council's decision-makers, by id; one that bears a scrutiny board's name never decides."""
    boards = Board.objects.filter(organisation_id=organisation_id, kind__in=NEVER_DECIDES)
    never = {name.casefold(): NEVER_DECIDES[kind] for name, kind in boards.values_list("name", "kind")}
    rows = DecisionMaker.objects.filter(organisation_id=organisation_id).prefetch_related("limits")
    return {
        row.id: Maker(
            id=row.id,
            name=row.name,
            kind=row.kind,
            limits={limit.kind: limit.limit for limit in row.limits.all()},
            never=never.get(row.name.casefold(), ""),
        )
        for row in rows.order_by("name")
    }


def places_of(
    programme_id: UUID, workstream_ids: Iterable[UUID | None], makers: Mapping[UUID, Maker]
) -> tuple[Place, ...]:
    """Return these workstreams with who decides for each; None stands for the programme as a whole."""
    wanted = set(workstream_ids)
    rows = ground.workstreams(reader=system(), programme_ids=[programme_id])
    asked = [row for row in rows.values() if None in wanted or row.id in wanted]
    if not asked:
        return (Place("the programme", None),) if wanted else ()
    held = dict(
        Oversight.objects.filter(workstream_id__in=[row.id for row in asked]).values_list(
            "workstream_id", "decision_maker_id"
        )
    )
    found = []
    for row in asked:
        decides = held.get(row.id)
        found.append(Place(f"{row.ref} {row.name}", makers.get(decides) if decides else None))
    return tuple(found)


def board_to_ask(workstream_id: UUID | None, *, reader: Actor) -> str:
    """Return the board that oversees a workstream, where this reader may see it; "" for none."""
    board_id = (
        Oversight.objects.filter(workstream_id=workstream_id).values_list("board_id", flat=True).first()
        if workstream_id
        else None
    )
    if board_id is None:
        return ""
    name = Board.objects.visible_to(reader).filter(pk=board_id).values_list("name", flat=True).first()
    return str(name or "")


def made_facts(decision: Decision, setting: SettingsRow | None = None) -> Made:
    """Return what bears on when a decision has effect; `setting` is its programme's, where that is known already."""
    setting = setting or settings_of(decision.programme_id)
    return Made(
        maker_kind=decision.decision_maker.kind if decision.decision_maker else POST,
        is_key=bool(decision.key_decision),
        call_in_days=decision.call_in_days,
        setting=setting.call_in_days,
    )


def key_facts(decision: Decision, wards: int | None) -> KeyFacts:
    """Return what a key decision is suggested from. Who decides counts as the executive until it is known."""
    return KeyFacts(
        maker_kind=decision.decision_maker.kind if decision.decision_maker else EXECUTIVE,
        amount=decision.amount,
        wards=wards,
        threshold=settings_of(decision.programme_id).key_decision_pounds,
    )


def suggested_key(decision: Decision, wards: int | None) -> tuple[bool, str] | None:
    """Return whether the rule takes a decision for key, and why; None where it cannot say."""
    return key_suggestion(key_facts(decision, wards))


def refusal_of(decision: Decision) -> str:
    """Return why its decision-maker may not make a decision, naming who may; "" where it may.

    Its own amount is set against the limit of its kind, what its effects change against that for changes to
    budgeted savings; every workstream that it touches must lie in the remit.
    """
    makers = makers_of(decision.programme.organisation_id)
    changes, workstream_ids = asked_of(decision)
    maker = makers.get(decision.decision_maker_id) if decision.decision_maker_id else None
    places = places_of(decision.programme_id, workstream_ids, makers)
    return refusal(maker, changes, places, others=tuple(makers.values()))


def asked_of(decision: Decision) -> tuple[tuple[Change, ...], set[UUID | None]]:
    """Return what a decision decides, by kind and pounds, and the workstreams it touches; None is the programme."""
    effects = list(DecisionEffect.objects.filter(decision=decision))
    lines = money.savings(reader=system(), ids=[e.subject_id for e in effects if e.kind in OF_SAVINGS])
    stones = ground.milestones(
        reader=system(), ids=[e.subject_id for e in effects if e.kind not in OF_SAVINGS]
    )
    touched: set[UUID | None] = {row.workstream_id for row in lines.values()}
    touched |= {row.workstream_id for row in stones.values()}
    if decision.workstream_id is not None:
        touched.add(decision.workstream_id)
    elif not effects and decision.kind in KIND_WORDS:
        touched.add(None)
    worth = {e.id: effect_pounds(e, lines.get(e.subject_id)) for e in effects}
    changes = [Change(decision.kind, decision.amount)] if decision.kind in KIND_WORDS else []
    moved = [pounds for pounds in worth.values() if pounds is not None]
    if decision.kind == SAVING_CHANGE:
        stated = decision.amount
        changes = [Change(SAVING_CHANGE, max(stated or NOUGHT, sum(moved, NOUGHT)) if moved else stated)]
    elif moved:
        changes.append(Change(SAVING_CHANGE, sum(moved, NOUGHT)))
    return tuple(changes), touched


def effect_pounds(effect: DecisionEffect, line: SavingRow | None) -> Decimal | None:
    """Return what an effect changes of a budgeted saving, in pounds: the most of any one year.

    None where it changes none: a plan that is approved stays what it is. Source: docs/method.md, "Delegation".
    """
    if line is None or effect.kind not in ("saving_plan", "saving_withdrawn"):
        return None
    if "by_hand" in effect.values:
        whole = Decimal(effect.values.get("whole", 0))
        return max(whole, most_of(Decimal(a) for a in effect.values["by_hand"].values()))
    if effect.kind == "saving_withdrawn":
        return whole_of(line)
    held = {y.start_year: a for y, a in line.plan.cells} if line.plan else {}
    moved = {
        int(y): (NOUGHT if a is None else Decimal(a)) - (held.get(int(y)) or NOUGHT)
        for y, a in effect.values.get("amounts", {}).items()
    }
    return most_of(moved.values())


def whole_of(line: SavingRow) -> Decimal:
    """Return the most a line plans in any one year, in pounds."""
    return most_of(a for _, a in line.plan.cells if a is not None) if line.plan else NOUGHT


def most_of(amounts: Iterable[Decimal]) -> Decimal:
    """Return the largest of these, whichever way it goes."""
    return max((abs(amount) for amount in amounts), default=NOUGHT)


def years_of(values: Mapping[str, Any]) -> Sequence[tuple[FinancialYear, Decimal | None]]:
    """Return the amounts of an effect by financial year."""
    amounts = values.get("amounts", {})
    return [
        (FinancialYear(int(year)), None if amount is None else Decimal(amount))
        for year, amount in sorted(amounts.items())
    ]
