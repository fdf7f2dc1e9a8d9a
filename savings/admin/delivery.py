"""What stands behind a saving's delivery, on its form: claims, evidence, cover, one-off money, net, and the acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from programme.admin.acting import required_actor, today
from programme.admin.lists import Filter
from programme.admin.words import day_words, pounds_words
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings.admin.acts import Act, HasActs, act_link
from savings.admin.claiming import Claim, ReviewEvidence, TakeBack, Validate, about, claimed_rows
from savings.admin.covering import EndReplacement, RecordMitigation, Replace, StateCost, WithdrawMitigation
from savings.admin.settling import LeaveInBase, UndoSettlement, WriteOut
from savings.models import EvidenceReview
from savings.models.delivery import COST_KINDS, COST_SOURCES
from savings.queries.delivery import (
    ProgrammeDelivery,
    SavingDelivery,
    programme_deliveries,
    saving_delivery,
)
from savings.queries.waiting import waiting_for_finance
from savings.rules.evidence import ANSWER_WORDS, GRADE_WORDS, QUESTIONS, Grade, grade, shares_words
from savings.rules.net import CostKind, NetYear
from savings.rules.notation import show_pounds
from savings.rules.validation import WAITING_WORDS, Waiting

ACTS: Final[tuple[type[Act], ...]] = (
    Claim, Validate, TakeBack, ReviewEvidence, Replace, EndReplacement, RecordMitigation, WithdrawMitigation,
    StateCost, LeaveInBase, WriteOut, UndoSettlement,
)  # fmt: skip
BORNE: Final = {True: "borne by the service's own budget", False: "not borne by the service", None: ""}
NOT_HELD: Final = (
    "Maturity says 5, realised and validated, and no validation stands. Say what its maturity now is."
)


class ActsOnSavings(HasActs):
    """The acts on savings, at the admin of savings."""

    acts: ClassVar[Mapping[str, type[Act]]] = {act.slug: act for act in ACTS}


@dataclass(frozen=True)
class Said:
    """Something said, in words, with what this person may do about it: a link and its words, or neither."""

    words: str
    quiet: str = ""
    act: str = ""
    link: str = ""


@dataclass(frozen=True)
class DeliveryWords:
    """What stands behind a saving's delivery, in words, with the acts this person may do."""

    name: str
    prompts: tuple[str, ...]
    years: tuple[dict[str, str], ...]
    claims: tuple[Said, ...]
    validations: tuple[Said, ...]
    grade: str
    answers: tuple[tuple[str, str], ...]
    reviewed: str
    replaces: str
    replacements: tuple[Said, ...]
    cover: str
    cover_years: tuple[dict[str, str], ...]
    money: tuple[Said, ...]
    gaps: tuple[str, ...]
    net: tuple[dict[str, str], ...]
    costs: tuple[str, ...]
    payback: str
    settled: tuple[Said, ...]
    acts: Mapping[str, tuple[str, str]]


def of_saving(
    thing_id: UUID, reader: access.Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> DeliveryWords | None:
    """Return what stands behind one saving's delivery; None where this reader may not see it."""
    year = FinancialYear.containing(timezone.localdate(at))
    facts = saving_delivery(reader=reader, saving_id=thing_id, year=year)
    if facts is None:
        return None
    may = {act.slug for act in ACTS if act.is_for(reader, facts.saving.placement)}
    is_line = facts.saving.kind != "adjustment"
    offered = (Claim, Validate, ReviewEvidence, Replace, RecordMitigation, StateCost)
    return DeliveryWords(
        name=facts.saving.label,
        prompts=_prompts(facts),
        years=tuple(claimed_rows(facts)),
        claims=tuple(
            Said(
                f"{'Taken back' if c.amount is None else pounds_words(c.amount)} of {c.year}: “{c.reason}”",
                f"{c.by}, {day_words(c.recorded_at)}"
                + ("" if c.stands or c.amount is None else "; it no longer stands"),
            )
            for c in facts.claims
        ),
        validations=tuple(_validation(facts, v, may) for v in facts.validations),
        grade=GRADE_WORDS[facts.evidence.grade if facts.evidence else Grade.NOT_GRADED],
        answers=tuple(
            (QUESTIONS[q], ANSWER_WORDS[a])
            for q, a in (facts.evidence.answers if facts.evidence else {}).items()
        ),
        reviewed=_reviewed(facts),
        replaces=f"{facts.replaces.ref} {facts.replaces.name}" if facts.replaces else "",
        replacements=tuple(_linked(facts, link, may) for link in facts.replacements),
        cover=facts.cover.words if facts.cover else "",
        cover_years=tuple(
            {
                "year": y.year.label,
                "plan": pounds_words(y.plan),
                "covered": pounds_words(y.covered),
                "uncovered": pounds_words(y.uncovered),
            }
            for y in (facts.cover.years if facts.cover else ())
        ),
        money=tuple(_money(facts, m, may) for m in facts.mitigations),
        gaps=tuple(g.words for g in facts.gaps if g.year >= year and (g.shortfall or g.mitigated)),
        net=tuple(_net(y) for y in facts.net.years) if facts.costs else (),
        costs=tuple(_cost(c) for c in facts.costs),
        payback=facts.net.payback_words,
        settled=tuple(_settled(facts, s, may) for s in facts.settlements),
        acts={
            act.slug.replace("-", "_"): (act.title, act_link(thing_id, act))
            for act in offered
            if is_line and act.slug in may
        },
    )


def _prompts(facts: SavingDelivery) -> tuple[str, ...]:
    """Return what somebody should look at: a delivered that is only claimed, what waits for finance."""
    said = []
    if facts.delivered and facts.delivered != "Delivered":
        said.append(f"{facts.delivered}. Its unvalidated rest counts as on track.")
    if Waiting.NOT_HELD in facts.waiting:
        said.append(NOT_HELD)
    if Waiting.TO_CONFIRM in facts.waiting:
        said.append(
            "To confirm: it was validated in an earlier year, and nothing of this year is validated yet."
        )
    if Waiting.CLAIMED in facts.waiting:
        said.append("Claimed, not validated: it waits for finance.")
    return tuple(said)


def _validation(facts: SavingDelivery, v: Any, may: set[str]) -> Said:
    words = f"{pounds_words(v.amount)} of {about(v.year.start_year, v.period)}: “{v.evidence}”"
    if v.beyond_claim:
        words += f" Beyond the claim: “{v.beyond_claim}”"
    quiet = f"{v.by}, {day_words(v.recorded_at)}"
    if not v.stands:
        return Said(words, f"{quiet}; taken back on {day_words(v.taken_back_at)}: “{v.taken_back}”")
    return _with(Said(words, quiet), facts, TakeBack, v.id, "Take back", may)


def _reviewed(facts: SavingDelivery) -> str:
    if facts.evidence is None:
        return ""
    note = f": “{facts.evidence.note}”" if facts.evidence.note else ""
    return f"Reviewed on {day_words(facts.evidence.recorded_at)} by {facts.evidence.by}{note}"


def _linked(facts: SavingDelivery, link: Any, may: set[str]) -> Said:
    said = Said(f"{link.ref} {link.name}", f"{link.programme_code}: “{link.reason}”")
    return _with(said, facts, EndReplacement, link.id, "End", may)


def _money(facts: SavingDelivery, m: Any, may: set[str]) -> Said:
    words, quiet = f"{pounds_words(m.amount)} for {m.year}: {m.what}", f"{m.by}, {day_words(m.recorded_at)}"
    if m.withdrawn:
        return Said(words, f"{quiet}; not there after all: “{m.withdrawn}”")
    return _with(Said(words, quiet), facts, WithdrawMitigation, m.id, "Withdraw", may)


def _settled(facts: SavingDelivery, s: Any, may: set[str]) -> Said:
    pressure = f" (pressure {s.pressure_ref})" if s.pressure_ref else ""
    words = f"{s.year}: {s.words}{pressure}"
    quiet = f"“{s.reason}” {s.by}, {day_words(s.recorded_at)}"
    if s.undone:
        return Said(words, f"{quiet}; undone: “{s.undone}”")
    return _with(Said(words, quiet), facts, UndoSettlement, s.id, "Undo", may)


def _with(
    said: Said, facts: SavingDelivery, act: type[Act], thing_id: UUID, words: str, may: set[str]
) -> Said:
    if act.slug not in may:
        return said
    return Said(said.words, said.quiet, words, act_link(facts.saving.id, act, thing_id))


def _net(y: NetYear) -> dict[str, str]:
    def cost(kind: CostKind, amount: Any) -> str:
        return pounds_words(amount) if kind in y.stated else "none stated"

    return {
        "year": y.year.label,
        "gross": pounds_words(y.gross),
        "one_off": cost(CostKind.ONE_OFF, y.one_off),
        "running": cost(CostKind.RUNNING, y.running),
        "lost_income": cost(CostKind.LOST_INCOME, y.lost_income),
        "net": pounds_words(y.net),
        "recurring": pounds_words(y.recurring_net),
    }


def _cost(c: Any) -> str:
    source = COST_SOURCES.get(c.source, "").lower()
    beside = ", ".join(words for words in (source, BORNE[c.borne_by_service], c.note) if words)
    return f"{COST_KINDS[c.kind]} in {c.year}: {pounds_words(c.amount)}" + (f" ({beside})" if beside else "")


@dataclass(frozen=True)
class ProgrammeWords:
    """What stands behind a programme's delivery in a year, in words, over the lines its reader may see."""

    year: str
    over: str
    evidence: str
    waiting: tuple[tuple[int, str, str], ...]
    gap: str
    recurring: str
    net: tuple[dict[str, str], ...]
    sources: tuple[str, ...]
    proposals: str


def of_programme(
    thing_id: UUID, reader: access.Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> ProgrammeWords | None:
    """Return what stands behind a programme's delivery this year; None without a line this reader may see."""
    year = FinancialYear.containing(timezone.localdate(at))
    facts = programme_deliveries(reader=reader, programme_ids=[thing_id], year=year).get(thing_id)
    if facts is None or not facts.lines:
        return None
    address = f"{reverse('admin:savings_saving_changelist')}?programme={facts.programme.code}"
    return ProgrammeWords(
        year=year.label,
        over=facts.over,
        evidence=shares_words(facts.evidence),
        waiting=tuple(
            (n, WAITING_WORDS[w], f"{address}&waiting={w.value}") for w, n in facts.waiting.items() if n
        ),
        gap=_gap(facts),
        recurring=show_pounds(facts.recurring) if facts.recurring else "",
        net=tuple(
            {
                "year": one.year.label,
                "gross": show_pounds(one.gross),
                "one_off": show_pounds(one.one_off),
                "running": show_pounds(one.running),
                "lost_income": show_pounds(one.lost_income),
                "net": show_pounds(one.net),
                "known": f"{one.known} of {one.of}",
            }
            for one in facts.net
            if facts.has_costs
        ),
        sources=tuple(
            f"{COST_SOURCES.get(one.source, one.source)}: {pounds_words(one.amount)}"
            + (f", {BORNE[one.borne_by_service]}" if BORNE[one.borne_by_service] else "")
            for one in facts.sources
        ),
        proposals=f"{reverse('admin:savings_pressure_proposals')}?programme={facts.programme.code}",
    )


def _gap(facts: ProgrammeDelivery) -> str:
    known = f"{facts.gaps_known} of {facts.lines} lines forecast"
    if not facts.gaps_known:
        return f"Gap of {facts.year} not known: {known}"
    if not facts.shortfall:
        return f"No gap in {facts.year}, {known}"
    if not facts.mitigated:
        return f"In-year gap of {facts.year} open: {show_pounds(facts.shortfall)}, {known}"
    closed = f"{show_pounds(facts.mitigated)} of one-off money"
    rest = f"{show_pounds(facts.open)} stays open" if facts.open else "none stays open"
    return (
        f"In-year gap of {facts.year}: {show_pounds(facts.shortfall)}, lowered by {closed}; {rest}, {known}"
    )


class ByWaiting(Filter):
    """By what waits for finance."""

    title = "waiting for finance"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(waiting.value, words) for waiting, words in WAITING_WORDS.items()]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        year = FinancialYear.containing(today())
        found = waiting_for_finance(reader=required_actor(request), year=year)
        return rows.filter(pk__in=[key for key, waits in found.items() if Waiting(value) in waits])


class ByEvidence(Filter):
    """By the grade of its evidence."""

    title = "evidence"
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(found.value, words) for found, words in GRADE_WORDS.items()]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        reviews = EvidenceReview.objects.filter(saving=OuterRef("pk"))
        newest = reviews.order_by("-recorded_at", "-saving_version").values("answers")
        answered = rows.annotate(newest_answers=Subquery(newest[:1])).values_list("pk", "newest_answers")
        return rows.filter(pk__in=[key for key, answers in answered if grade(answers) == value])


@dataclass(frozen=True)
class WaitingCard:
    """How many savings wait for finance, and where they are listed."""

    figures: tuple[tuple[int, str, str], ...]


def waiting(reader: access.Actor, at: datetime) -> WaitingCard | None:
    """Return what waits for this person's validation; None for who validates nothing, or where nothing waits."""
    if not reader.may_anywhere(access.VALIDATE):
        return None
    year = FinancialYear.containing(timezone.localdate(at))
    found = waiting_for_finance(reader=reader, year=year)
    address = reverse("admin:savings_saving_changelist")
    counts = {w: sum(w in waits for waits in found.values()) for w in Waiting}
    figures = tuple((n, WAITING_WORDS[w], f"{address}?waiting={w.value}") for w, n in counts.items() if n)
    return WaitingCard(figures) if figures else None
