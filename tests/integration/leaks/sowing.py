"""A unique word in every text of every exempt and confidential record, of every model that can carry one.

It walks the models: one that is added later is sown too, or the test says that nobody has said how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models
from django.db.models.expressions import DatabaseDefault

from governance.models.base import Attached
from programme import changes
from programme.models.base import Marked, kind_of
from programme.rules import access
from tests.factories.bots import linked
from tests.factories.governance import a_board, a_decision_maker, a_meeting, a_seat, overseen
from tests.factories.ground import (
    LOADING,
    LONG_AGO,
    a_council,
    a_milestone,
    a_person,
    a_programme,
    a_workstream,
    grant,
)
from tests.factories.savings import a_saving

OURS = ("programme", "savings", "governance", "bots", "outbox")
LEVELS = ("exempt", "confidential", "listed")
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)
AMOUNT = Decimal("7654321.00")
OPEN_AMOUNT = Decimal("1111.00")
AMOUNTS = ("7654321", "7,654,321", "7,654.3", "£7.65m", "£7.7m")  # what only closed lines amount to
TOLD_TO_STAFF = ("open", "internal")  # amounts of these are no secret of the tests'
SHORTEST = 8
WORD = re.compile(r"zq[0-9a-f]+vk", re.IGNORECASE)  # what `Field.token` makes
SPARE = 40
SLACK = {"uncleared": "U0LEAD", "outsider": "U0CHAIR", "insider": "U0MANAGER"}
FRESH = {("savings.Replacement", "replacement")}  # one each
TWICE = ("programme.Milestone", "savings.BudgetLine")  # a row may join two of them
ALWAYS = ("programme.Programme", "programme.Workstream", "governance.Board", "governance.DecisionMaker")

# Not records of a council's business: who people are, what the product keeps of itself and of its messages, and what
# is calculated or frozen from other rows, which running it makes. Their words are looked for all the same.
NOT_SOWN = {
    "programme.Organisation", "programme.Person", "programme.Grant", "programme.ApiToken", "programme.IdempotencyKey",
    "programme.DefinitionSet", "programme.StoredFile", "programme.NeedToKnow", "programme.ReportingRound",
    "outbox.Event", "outbox.Work", "outbox.Heartbeat", "outbox.Pause",
    "savings.BudgetRound", "savings.CastCheck", "savings.Period", "savings.PeriodStep", "savings.YearRoll",
    "savings.Accountability", "savings.SheetImport", "savings.ImportPreview", "savings.ImportedRow",
    "savings.SheetExport", "savings.SavingState", "savings.FundBalance",
    "governance.DecisionMaker", "governance.DelegationLimit", "governance.GovernanceSettings",
    "governance.RiskMatrix", "governance.CalendarLink", "governance.Alert", "governance.AlertStep",
    "governance.Assessment", "governance.Acknowledgement", "governance.Escalation", "governance.Digest",
    "governance.BoardPack", "governance.ProgrammeClosure", "governance.Handover", "governance.Tolerance",
    "bots.Identity", "bots.Preference", "bots.LinkRequest", "bots.Inbox", "bots.Delivery", "bots.Notice",
    "bots.Recall", "bots.Attempt", "bots.Budget", "bots.ChannelLink", "bots.ChannelMember", "bots.Handle",
    "bots.Installation", "bots.ThreadTurn",
}  # fmt: skip

ALIASED = ("saving", "workstream", "milestone", "risk")  # kinds whose closed rows are given an alias each

# Who wrote a row: names of people of the council, which are no secret.
WHO = {
    "recorded_by_name", "reported_by_name", "rater_name", "author_name", "by_name", "added_by", "recorded_by",
    "signed_by_name", "screened_by", "made_by_name", "asked_by_name",
}  # fmt: skip

# What a row needs that the walk cannot guess: values by model and field. "SKIP" leaves a text as it is by default.
SKIP = object()
NEEDED: dict[str, dict[str, Any]] = {
    "programme.IndicatorReading": {"basis": "actual", "unit": "", "period": "2026/27 Q1"},
    "programme.Programme": {"definition_set": None},
    "programme.PublishedTable": {
        "columns": lambda token: [{"name": "a", "heading": token()}],
        "rows": lambda token: [[token()]],
    },
    "savings.Saving": {"kind": "cash_releasing", "corrects": None},
    "savings.PlannedAmount": {"year": 2033, "amount": AMOUNT},
    "savings.SavingForecast": {"year": 2026, "amount": AMOUNT, "corrects_period": ""},
    "savings.OutlookReport": {"outlook": "undeliverable"},
    "savings.Claim": {"year": 2026, "amount": AMOUNT, "corrects_period": ""},
    "savings.Validation": {
        "year": 2026, "amount": AMOUNT, "corrects_period": "", "period": "", "base_budget_reduced": True,
        "spend_followed": True, "budget_evidence": "", "spend_evidence": "",
    },
    "savings.BudgetFigure": {
        "year": 2026, "month": 5, "period": "M5", "a_f_printed": "A", "direction_printed": "", "corrects_period": "",
    },
    "savings.Snapshot": {"columns": lambda token: [{"name": "a", "heading": token()}]},
    "savings.SnapshotRow": {"cells": lambda token: {"a": token()}},
    "savings.VarianceCause": {"year": 2026, "period": "M5", "amount": AMOUNT},
    "savings.Virement": {"year": 2026, "period": "M5", "amount": Decimal("1111.00")},  # the open line's as well
    "savings.EvidenceReview": {"answers": {}},
    "savings.Settlement": {"amounts": {}},
    "savings.Target": {"cut": "", "kinds": []},
    "savings.Pressure": {"deferred_from_ref": "", "deferred_from": None},
    "governance.Paper": {"state": "published"},
    "governance.Document": {"thing_kind": "paper", "file_name": "", "media_type": ""},
    "governance.Comment": {"thing_kind": "saving"},
    "governance.Risk": {"band_override": "", "override_reason": "", "likelihood": 3, "impact": 4},
    "governance.DecisionEffect": {"kind": "saving_plan", "values": {}},
    "governance.RecoveryRecord": {},
    "governance.ProgrammeRating": {"rating": "red"},
    "bots.Wording": {"kind": "alias", "means": "", "thing_kind": "saving", "heading": ""},
}  # fmt: skip


@dataclass(frozen=True)
class Sown:
    """One word, and the record and field it stands in."""

    label: str
    field: str
    pk: UUID
    level: str

    def __str__(self) -> str:
        return f"{self.label}.{self.field} ({self.level})"


@dataclass
class Field:
    """A council sown with words, and the people who look at it."""

    council: Any
    programme: Any
    workstream: Any
    board: Any
    meeting: Any
    maker: Any
    people: dict[str, access.Actor]
    words: dict[str, Sown] = field(default_factory=dict)
    rows: list[models.Model] = field(default_factory=list)
    around: dict[str, Any] = field(default_factory=dict)  # open things, by model, for rows that need one
    spare: list[Any] = field(default_factory=list)  # open savings, for rows that take one each
    _numbers: Iterator[int] = field(default_factory=lambda: count(4096))

    def token(self, label: str, name: str, pk: UUID, level: str) -> str:
        """Return a new word, noted with where it stands."""
        word = f"zq{next(self._numbers):x}vk"
        assert len(word) <= SHORTEST
        self.words[word] = Sown(label, name, pk, level)
        return word

    def found_in(self, text: str) -> set[str]:
        """Return the words that stand in a text, however they are written there."""
        return {word.lower() for word in WORD.findall(text)} & self.words.keys()

    def of(self, level: str) -> set[str]:
        """Return the words of a level."""
        return {word for word, sown in self.words.items() if sown.level == level}


def sown() -> Field:
    """Sow a council: every model that carries a marking, and whatever hangs on its rows."""
    made = opened()
    close(made)
    return made


def opened() -> Field:
    """Sow a council in which everything is open: a row of every model, a word in each of its texts."""
    made = _bare()
    for model in marked():
        if model._meta.label not in made.around:
            made.around[model._meta.label] = _sow(made, model, "open")
    made.spare += [a_saving(made.workstream, name=f"Spare saving {n}") for n in range(SPARE)]
    for model in hanging():
        if model._meta.label not in made.around:
            made.around[model._meta.label] = _made(made, model, "open", {})
    return made


def close(made: Field, levels: Sequence[str] = LEVELS) -> None:
    """Sow what is closed into a council: of every model, of every level, and whatever hangs on it."""
    closed: dict[type[models.Model], list[tuple[models.Model, str]]] = {}
    for level in levels:
        for model in marked():
            row = _sow(made, model, level)
            closed.setdefault(model, []).append((row, level))
    _inherited(made, closed)
    _hang(made, closed)
    if "listed" in levels:
        _list_those_listed(made)


def marked() -> list[type[Marked]]:
    """Return every model that carries a marking, containers first."""
    found = [m for m in apps.get_models() if issubclass(m, Marked)]
    first = {
        "programme": 0,
        "workstream": 1,
        "board": 2,
        "meeting": 3,
        "saving": 4,
        "milestone": 5,
        "paper": 6,
    }
    last = {"document": 98, "comment": 99}
    return sorted(found, key=lambda m: (first.get(kind_of(m), last.get(kind_of(m), 50)), m._meta.label))


def hanging() -> list[type[models.Model]]:
    """Return every other model of ours that holds words, but for those that are not sown on purpose."""
    return [
        m
        for m in apps.get_models()
        if m._meta.app_label in OURS
        and not issubclass(m, Marked)
        and not any(f.name == "pgh_id" for f in m._meta.fields)
        and m._meta.label not in NOT_SOWN
        and any(True for _ in texts_of(m))
    ]


def texts_of(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Yield the fields of a model that hold words of somebody's."""
    for one in model._meta.concrete_fields:
        is_text = isinstance(one, models.CharField | models.TextField)
        is_key = isinstance(one, models.SlugField | models.EmailField)
        is_name = one.name in WHO
        if (
            is_text
            and not is_key
            and not is_name
            and not one.choices
            and (one.max_length or SHORTEST) >= SHORTEST
        ):
            yield one


def _bare() -> Field:
    council = a_council(name="Council of Words")
    programme = a_programme(council, name="Open programme", code="open-programme")
    workstream = a_workstream(programme, ref="W1", name="Open workstream")
    milestone = a_milestone(workstream, ref="M1", name="Open milestone")
    saving = a_saving(workstream, ref="S1", name="Open saving", heading="Open heading")
    board = a_board(programme, name="Open board", code="open-board")
    maker = a_decision_maker(council)
    overseen(workstream, board, maker)
    people = {name: _somebody(name, council) for name in ("uncleared", "outsider", "insider")}
    for actor in people.values():
        a_seat(board, _person(actor))
    people["insider"] = _again(people["insider"])
    meeting = a_meeting(board, starts_at=datetime(2026, 12, 7, 10, tzinfo=UTC))
    around = (council, programme, workstream, board, meeting, maker, milestone, saving)
    return Field(
        council,
        programme,
        workstream,
        board,
        meeting,
        maker,
        people,
        around={r._meta.label: r for r in around},
    )


def _somebody(name: str, council: Any) -> access.Actor:
    """Make somebody with every role there is over the council, cleared but for who is not; audit for nobody cleared."""
    person = linked(a_person(name=f"Person {name}", email=f"{name}@example.test"), SLACK[name])
    cleared = name != "uncleared"
    for role in access.ROLES:
        if not (cleared and role == access.AUDIT):
            grant(person, role, council, cleared=cleared)
    return _again_of(person.id)


def _person(actor: access.Actor) -> Any:
    return apps.get_model("programme.Person").objects.get(pk=actor.person_id)


def _again(actor: access.Actor) -> access.Actor:
    assert actor.person_id is not None
    return _again_of(actor.person_id)


def _again_of(person_id: UUID) -> access.Actor:
    from programme.queries import actor_for_person

    found = actor_for_person(person_id, door="admin")
    assert found is not None
    return found


def slip(made: Field, *levels: str) -> None:
    """Have the milestones of these levels slip and the workstreams be red, with words for reasons; all by default."""
    by = made.people["insider"]
    wanted = levels or ("open", *LEVELS)
    milestones = [row for row in made.rows if kind_of(row) == "milestone"]
    for row in [*milestones, made.around["programme.Milestone"]]:
        level = next((s.level for s in made.words.values() if s.pk == row.pk), "open")
        if level not in wanted:
            continue
        word = made.token("programme.MilestoneReport", "reason", row.pk, level)
        changes.reforecast_milestone(
            milestone_id=row.pk, version=None, forecast=date(2027, 12, 31), reason=word, by=by, at=LATER
        )
    for row in [r for r in made.rows if kind_of(r) == "workstream"]:
        level = next(s.level for s in made.words.values() if s.pk == row.pk)
        if level not in wanted:
            continue
        word = made.token("programme.StatusReport", "reason", row.pk, level)
        changes.report_status(workstream_id=row.pk, version=None, rating="red", reason=word, by=by, at=LATER)


def _sow(made: Field, model: type[Marked], level: str, **given: Any) -> models.Model:
    """Make one closed row of a model, a word in each of its texts."""
    marking = level if level in ("open", "internal", "confidential") else "exempt"
    own = {"marking": marking, "exempt_paragraph": 3 if marking == "exempt" else None, **given}
    if kind_of(model) == "saving":
        return _sow_saving(made, level, own)
    if kind_of(model) == "milestone":
        return _sow_milestone(made, level, own)
    if issubclass(model, Attached):
        saving = made.around["savings.Saving"]
        own |= {"thing_kind": "saving", "thing_id": saving.pk}
    return _made(made, model, level, own)


def _sow_saving(made: Field, level: str, own: dict[str, Any]) -> models.Model:
    pk = uuid4()
    words = {
        name: made.token("savings.Saving", name, pk, level) for name in ("ref", "name", "heading", "note")
    }
    amount = OPEN_AMOUNT if level in TOLD_TO_STAFF else AMOUNT
    row = a_saving(
        own.pop("workstream", made.workstream), plan={2026: amount, 2027: amount}, id=pk, **words, **own
    )
    made.rows.append(row)
    return row


def _sow_milestone(made: Field, level: str, own: dict[str, Any]) -> models.Model:
    pk = uuid4()
    words = {
        name: made.token("programme.Milestone", name, pk, level) for name in ("ref", "name", "as_published")
    }
    row = a_milestone(
        own.pop("workstream", made.workstream),
        id=pk,
        owner_id=made.people["insider"].person_id,
        **words,
        **own,
    )
    made.rows.append(row)
    return row


def _made(made: Field, model: type[models.Model], level: str, given: dict[str, Any]) -> models.Model:
    label, pk = model._meta.label, uuid4()
    values: dict[str, Any] = {"id": pk}
    needed = {**NEEDED.get(label, {}), **given}
    for one in model._meta.concrete_fields:
        name = one.name
        if one.primary_key:
            continue
        if name in needed:
            value = OPEN_AMOUNT if level in TOLD_TO_STAFF and needed[name] == AMOUNT else needed[name]
            values[name] = value(partial(made.token, label, name, pk, level)) if callable(value) else value
        elif one.is_relation:
            values[name] = _related(made, one, model, level)
            if values[name] is not None and values[name] in [v for k, v in values.items() if k != name]:
                values[name] = _another(made, values[name])
        elif one in texts_of(model):
            values[name] = made.token(label, name, pk, level)
        elif not one.has_default() and one.db_default is models.NOT_PROVIDED and not one.null:
            values[name] = _plain(made, one, pk, level)
    if label == "bots.Wording":
        values["thing_id"] = values.get("thing_id") or made.around["savings.Saving"].pk
    if label == "savings.OverlapAnswer":
        values["first"], values["second"] = sorted(
            (values["first"], values["second"]), key=lambda s: str(s.pk)
        )
    row = model(**{k: v for k, v in values.items() if not isinstance(v, DatabaseDefault)})
    row.save(force_insert=True)
    made.rows.append(row)
    return row


def _related(made: Field, one: Any, model: type[models.Model], level: str) -> Any:
    """Return what a row points at: the open things around it; nothing where it need not."""
    label = one.related_model._meta.label
    if one.null and (label not in ALWAYS or one.name == "parent"):
        return None
    if label == "programme.Person":
        return _person(made.people["insider"])
    if one.unique or (model._meta.label, one.name) in FRESH:
        return made.spare.pop() if made.spare else a_saving(made.workstream, name=f"Saving of {level}")
    if label not in made.around:
        made.around[label] = _made(made, one.related_model, "open", {})
    return made.around[label]


def _another(made: Field, row: Any) -> Any:
    """Return an open thing like this one, for rows that join two."""
    label = row._meta.label
    if label == "savings.Saving":
        return made.spare.pop()
    if label in TWICE and f"second {label}" not in made.around:
        made.around[f"second {label}"] = _sow(made, type(row), "open")
    return made.around.get(f"second {label}", row)


def _plain(made: Field, one: Any, pk: UUID, level: str) -> Any:
    number = next(made._numbers)
    kind = one.get_internal_type()
    if one.choices:
        return one.choices[0][0]
    if kind == "UUIDField":
        return uuid4()
    if kind == "DateTimeField":
        return datetime(2026, 9, 1, 9, 0, number % 60, number % 1000, tzinfo=UTC)
    if kind == "DateField":
        return date(2026, 9, 1)
    if kind == "DecimalField":
        return OPEN_AMOUNT if level in TOLD_TO_STAFF else AMOUNT
    if "Integer" in kind:
        return 2026 if one.name == "year" else number % 30000
    if kind == "BooleanField":
        return False
    if kind == "JSONField":
        return {}
    return f"x{number}"


def _inherited(made: Field, closed: dict[type[models.Model], list[tuple[models.Model, str]]]) -> None:
    """Sow what is open itself and belongs to something closed: a milestone and a saving of each closed workstream."""
    workstreams = [pair for m, pairs in closed.items() if kind_of(m) == "workstream" for pair in pairs]
    for workstream, level in workstreams:
        for model in (m for m in closed if kind_of(m) in ("milestone", "saving")):
            row = _sow(made, model, level, marking="open", exempt_paragraph=None, workstream=workstream)  # type: ignore[arg-type]
            closed[model].append((row, level))


def _hang(made: Field, closed: dict[type[models.Model], list[tuple[models.Model, str]]]) -> None:
    """Sow what hangs on closed rows, and what hangs on that."""
    by_label = {model: list(rows) for model, rows in closed.items()}
    left = [model for model in hanging() if model._meta.label != "bots.Wording"]
    while True:
        ready = [
            m for m in left if any(f.is_relation and f.related_model in by_label for f in m._meta.fields)
        ]
        if not ready:
            break
        for model in ready:
            left.remove(model)
            for one in _parents(model, by_label):
                for row, level in by_label[one.related_model]:
                    if kind_of(row) == "document" or row._meta.label == "governance.Comment":
                        continue
                    by_label.setdefault(model, []).append((_made(made, model, level, {one.name: row}), level))
    by_kind = {kind_of(row): [] for rows in closed.values() for row, _ in rows}
    for rows in closed.values():
        for row, level in rows:
            by_kind[kind_of(row)].append((row, level))
    for label in ("governance.Comment", "governance.Document"):
        model = apps.get_model(label)
        for kind, rows in by_kind.items():
            if kind in ("comment", "document", "programme", "board"):
                continue
            for row, level in rows:
                _made(made, model, level, {"thing_kind": kind, "thing_id": row.pk, "marking": "open",
                                           "exempt_paragraph": None})  # fmt: skip
    withholding = apps.get_model("programme.Withholding")
    for rows in closed.values():
        for row, level in rows:
            _made(made, withholding, level, {"thing_kind": kind_of(row), "thing_id": row.pk, "marking": "exempt",
                                             "was": "open", "by_name": "Officer"})  # fmt: skip
    alias = apps.get_model("bots.Wording")
    for rows in closed.values():
        for row, level in (pair for pair in rows if kind_of(pair[0]) in ALIASED):
            _made(made, alias, level, {"thing_kind": kind_of(row), "thing_id": row.pk})


def _parents(model: type[models.Model], known: dict[Any, Any]) -> list[Any]:
    """Return the relations that make a row as closed as what it hangs on."""
    found = [f for f in model._meta.fields if f.is_relation and f.related_model in known]
    return [f for f in found if not f.null] or found


def _list_those_listed(made: Field) -> None:
    insider = made.people["insider"]
    for row in made.rows:
        own = isinstance(row, Marked) and row.marking == "exempt"
        if own and any(s.pk == row.pk and s.level == "listed" for s in made.words.values()):
            changes.add_to_list(kind=kind_of(row), thing_id=row.pk, person_ids=[], by=_again(insider), at=AT)
    made.people = {name: _again(actor) for name, actor in made.people.items()}


__all__ = [
    "AMOUNTS",
    "AT",
    "LEVELS",
    "LOADING",
    "LONG_AGO",
    "Field",
    "Sown",
    "close",
    "hanging",
    "marked",
    "opened",
    "slip",
    "sown",
    "texts_of",
]
