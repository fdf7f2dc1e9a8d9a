"""What an import would do, line by line: made from a sheet that has arrived and the lines the ledger holds.

A preview is kept as JSON and is what gets written, word for word, once somebody says so.

Source: docs/method.md, "Spreadsheets in".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from programme.rules import access
from savings.rules.arriving import CLAIMED, CORRECTS, MONTHS, Arrival, Arrived, Printed
from savings.rules.merging import (
    Cells,
    Conflict,
    FileLine,
    HeldLine,
    Match,
    fold_ref,
    is_year,
    match_lines,
    merge_cells,
    settled,
    unmatched,
)

OUR_REF: Final = "L{}"
DEFAULT_KIND: Final = "cash_releasing"
NOT_BY_FILE: Final = {
    "at_risk": "at risk names a mitigation, who does it and by when: say it on the saving",
    "replaced": "replaced names the line that replaces it: say it on the saving",
}
_NOT_BACK_BY_FILE: Final = ("replaced",)
WITHDRAWN: Final = "withdrawn"
NAME_THE_DECISION: Final = (
    "name the decision, who decided and from when it is effective with the file, or say it on the saving"
)
_NEVER_BLANK: Final = ("ref", "name", "marking")
PART_OF_THE_PLAN: Final = ("kind", "start", CORRECTS)
Change = tuple[str | None, str | None]
May = Callable[[str, str], bool]


class Does(StrEnum):
    """What an import does with a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be written, by column, with the value and what to do."""

    column: str
    value: str
    problem: str
    next_step: str


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One row: which line it is, and every cell it changes there as (before, after).

    `candidates` are the lines it could be, by key; `kind_is_ours`: the file says no kind.
    """

    row: int
    does: Does
    label: str
    key: str | None = None
    ref_is_printed: bool = True
    kind_is_ours: bool = False
    changes: Mapping[str, Change] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    printed: Mapping[str, Printed] = field(default_factory=dict)
    candidates: Mapping[str, str] = field(default_factory=dict)
    fault: Fault | None = None
    marking: str = access.OPEN
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it for JSON; what says nothing is left out."""
        said: dict[str, Any] = {
            "row": self.row,
            "does": self.does.value,
            "label": self.label,
            "key": self.key,
            "our_ref": None if self.ref_is_printed else True,
            "our_kind": self.kind_is_ours or None,
            "changes": {key: list(change) for key, change in self.changes.items()},
            "conflicts": {key: [c.saw, c.now, c.yours] for key, c in self.conflicts.items()},
            "kept": list(self.kept),
            "printed": {year: [p.text, p.unit, p.decimals] for year, p in self.printed.items()},
            "candidates": dict(self.candidates),
            "fault": self.fault
            and [self.fault.column, self.fault.value, self.fault.problem, self.fault.next_step],
            "marking": None if self.marking == access.OPEN else self.marking,
            "notes": list(self.notes),
        }
        return {name: value for name, value in said.items() if value not in (None, {}, [])}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> PreviewLine:
        """Return the line that was kept."""
        return cls(
            row=kept["row"],
            does=Does(kept["does"]),
            label=kept["label"],
            key=kept.get("key"),
            ref_is_printed="our_ref" not in kept,
            kind_is_ours="our_kind" in kept,
            changes={key: (before, after) for key, (before, after) in kept.get("changes", {}).items()},
            conflicts={key: Conflict(*cells) for key, cells in kept.get("conflicts", {}).items()},
            kept=tuple(kept.get("kept", ())),
            printed={year: Printed(*cell) for year, cell in kept.get("printed", {}).items()},
            candidates=kept.get("candidates", {}),
            fault=Fault(*kept["fault"]) if "fault" in kept else None,
            marking=kept.get("marking", access.OPEN),
            notes=tuple(kept.get("notes", ())),
        )


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered: which line a row is ("new" or its key), and cell by cell "now" or "yours"."""

    rows: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """The export a file is an edited copy of: its cells by the key of their line, and which line each row was."""

    cells: Mapping[str, Cells] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows in the order of the sheet, and the lines of the ledger that are not in the file."""

    lines: tuple[PreviewLine, ...]
    absent: tuple[str, ...] = ()

    def count(self, does: Does) -> int:
        """Return how many rows this is done with."""
        return sum(line.does is does for line in self.lines)


def preview(
    arrival: Arrival,
    held: Sequence[HeldLine],
    *,
    sent: Sent | None = None,
    answers: Answers | None = None,
    taken: Iterable[str] = (),
    markings: Mapping[str, str] | None = None,
    closed_years: Collection[str] = (),
    may: May = lambda workstream, marking: True,
    is_decided: bool = False,
) -> Preview:
    """Return what the rows of a sheet do to the lines the ledger holds.

    `taken` are refs of lines not among `held`. `markings` says how closed each workstream is, by ref, and `may`
    whether whoever imports may plan money in a workstream ("" for none) under a marking. Of `closed_years`, which
    finance has closed, nothing is claimed. `is_decided` says that a decision is named with the file: without one
    no line is withdrawn or taken up again.
    """
    work = _Previewing(
        arrival, held, sent, answers or Answers(), taken, markings or {}, closed_years, may, is_decided
    )
    lines = tuple(work.line(arrived) for arrived in arrival.lines)
    absent = unmatched(work.matches.values(), held)
    if sent is not None:
        absent = tuple(key for key in absent if key in sent.cells)
    return Preview(lines, absent)


def again(line: PreviewLine, now: HeldLine | None) -> PreviewLine:
    """Return a previewed change of a line as it is to be written over what the ledger holds now.

    A cell somebody else changed since is a conflict, unless to the same; the rest stays as previewed.
    """
    if now is None:
        words = "this line was removed from the ledger meanwhile"
        return replace(line, does=Does.REJECTED, fault=Fault("", line.label, words, "read the file again"))
    changes: dict[str, Change] = {}
    conflicts = dict(line.conflicts)
    for key, (before, after) in line.changes.items():
        held = now.cells.get(key)
        if held == before:
            changes[key] = (before, after)
        elif held != after:
            conflicts[key] = Conflict(before, held, after)
    moved = replace(line, does=_does(changes, conflicts), changes=changes, conflicts=conflicts)
    return _unless_frozen(moved, now, {})


class _Previewing:
    """The work of `preview`, row by row in the order of the sheet."""

    def __init__(
        self,
        arrival: Arrival,
        held: Sequence[HeldLine],
        sent: Sent | None,
        answers: Answers,
        taken: Iterable[str],
        markings: Mapping[str, str],
        closed: Collection[str],
        may: May,
        is_decided: bool,
    ) -> None:
        self.columns, self.is_decided = arrival.columns, is_decided
        self.held = {line.key: line for line in held}
        self.sent = sent or Sent()
        self.answers, self.markings, self.may, self.closed = answers, markings, may, closed
        self.marks = _marks(arrival.lines, self.held, self.sent)
        rows = [
            FileLine(a.row, a.cells, self.marks.get(a.row, ""))
            for a in arrival.lines
            if self.marks.get(a.row, "") in self.held or a.row not in self.marks
        ]
        self.matches = {m.row: m for m in match_lines(rows, held, answers=answers.rows)}
        self.refs = {fold_ref(line.cells.get("ref")): line.key for line in held}
        self.refs |= {fold_ref(ref): "" for ref in taken}
        self.own = {fold_ref(a.ref) for a in arrival.lines if a.ref}
        self.line_no = max((int(line.cells.get("line_no") or 0) for line in held), default=0)

    def line(self, arrived: Arrived) -> PreviewLine:
        """Return what becomes of one row."""
        match = self.matches.get(arrived.row)
        if match is None:
            return self.gone(arrived)
        if match.is_open:
            return self.asked(arrived, match)
        return self.created(arrived) if match.key is None else self.updated(arrived, self.held[match.key])

    def created(self, arrived: Arrived) -> PreviewLine:
        """Return a row that is a new line."""
        cells = dict(arrived.cells)
        self.line_no = int(cells.get("line_no") or self.line_no + 1)
        cells["line_no"] = str(self.line_no)
        cells.setdefault("kind", DEFAULT_KIND)
        is_printed = bool(cells.get("ref"))
        if not is_printed:
            cells["ref"] = self.next_ref(self.line_no)
        said = {key: (None, text) for key, text in cells.items() if text is not None or is_year(key)}
        changes, notes = _as_a_file_may(
            said, self.claim(arrived, cells), {}, delivered=arrived.is_called_delivered, closed=self.closed
        )
        line = PreviewLine(
            row=arrived.row,
            does=Does.CREATED,
            label=_label(arrived),
            ref_is_printed=is_printed,
            kind_is_ours="kind" not in arrived.cells,
            changes=changes,
            printed=arrived.printed,
            marking=self.marking(cells, access.OPEN),
            notes=notes,
        )
        if is_printed and fold_ref(arrived.ref) in self.refs:
            words = "this ref is taken by another line of the programme"
            return self.rejected(line, "ref", arrived.ref, words, "give the line a ref of its own")
        return self.checked(line, arrived, cells)

    def updated(self, arrived: Arrived, held: HeldLine) -> PreviewLine:
        """Return a row that is a line of the ledger."""
        mine = {
            key: text for key, text in arrived.cells.items() if text is not None or key not in _NEVER_BLANK
        }
        mine.pop(CORRECTS, None)  # read from words, which say nothing new of a line that stands
        merged = merge_cells(mine, held.cells, self.sent.cells.get(held.key))
        merged = settled(merged, self.answers.cells.get(held.key, {}))
        changes, notes = _as_a_file_may(
            merged.changes,
            self.claim(arrived, held.cells),
            held.cells,
            delivered=arrived.is_called_delivered,
            closed=self.closed,
        )
        cells = {**held.cells, **{key: after for key, (_, after) in changes.items()}}
        line = PreviewLine(
            row=arrived.row,
            does=_does(changes, merged.conflicts),
            label=held.label,
            key=held.key,
            ref_is_printed=held.ref_is_printed,
            changes=changes,
            conflicts=merged.conflicts,
            kept=merged.kept,
            printed={
                year: cell for year, cell in arrived.printed.items() if year in {*changes, *merged.conflicts}
            },
            marking=self.marking(cells, held.marking),
            notes=notes,
        )
        if "ref" in changes and self.refs.get(fold_ref(changes["ref"][1]), held.key) != held.key:
            words = "this ref is taken by another line of the programme"
            return self.rejected(line, "ref", arrived.ref, words, "give the line a ref of its own")
        line = _unless_frozen(line, held, self.columns)
        return line if line.fault else self.checked(line, arrived, cells)

    def checked(self, line: PreviewLine, arrived: Arrived, cells: Cells) -> PreviewLine:
        """Refuse amounts of the wrong sign, what takes a decision, and where whoever imports may not plan money."""
        is_adjustment = cells.get("kind") == "adjustment"
        for year, text in arrived.cells.items():
            if not is_year(year) or text is None:
                continue
            if is_adjustment and Decimal(text) > 0:
                words, step = (
                    "an adjustment takes away: its amounts are nil or below",
                    "check its sign, or its kind",
                )
            elif not is_adjustment and Decimal(text) < 0:
                words = f"this comes to £{Decimal(text):,} for {year}, and a saving is nil or above"
                step = "check its sign; a line that takes another back is of the kind adjustment"
            else:
                continue
            printed = arrived.printed.get(year)
            return self.rejected(line, year, printed.text if printed else text, words, step)
        if withdraws(line) and not self.is_decided:
            after = line.changes["outlook"][1] or ""
            doing = "withdrawing" if after == WITHDRAWN else "taking up again"
            words = f"{doing} {line.label} takes a decision"
            return self.rejected(line, "outlook", after.replace("_", " "), words, NAME_THE_DECISION)
        if approves(line) and not self.is_decided:
            words = f"approving the plan of {line.label} takes a decision"
            return self.rejected(
                line, "maturity", line.changes["maturity"][1] or "", words, NAME_THE_DECISION
            )
        if line.does is not Does.UNCHANGED and not self.may(cells.get("workstream") or "", line.marking):
            words = f"you may not plan {line.marking} money in that place"
            return self.rejected(
                line, "marking", line.marking, words, "ask the programme office for the grant"
            )
        return line

    def rejected(self, line: PreviewLine, key: str, value: str, problem: str, next_step: str) -> PreviewLine:
        """Return a row that cannot be written."""
        fault = Fault(self.columns.get(key, ""), value, problem, next_step)
        return replace(line, does=Does.REJECTED, fault=fault)

    def gone(self, arrived: Arrived) -> PreviewLine:
        """Return a row whose line was removed after the export: nothing, unless the row was edited too."""
        merged = merge_cells(arrived.cells, *[self.sent.cells[self.marks[arrived.row]]] * 2)
        label = _label(arrived)
        if not merged.changes:
            words = "removed from the ledger since the export; it stays removed"
            return PreviewLine(arrived.row, Does.UNCHANGED, label, notes=(words,))
        line = PreviewLine(arrived.row, Does.REJECTED, label)
        words = "this line was removed from the ledger after the export, and the row was edited"
        step = "take the row out; or, to add the line anew, clear its Export cell and give it another ref"
        return self.rejected(line, "ref", arrived.ref or arrived.name, words, step)

    def asked(self, arrived: Arrived, match: Match) -> PreviewLine:
        """Return a row that could be several lines, or one that another row is too."""
        named = {key: self.held[key].label for key in match.candidates}
        line = PreviewLine(arrived.row, Does.ASKED, _label(arrived), candidates=named)
        if not named:
            return self.rejected(line, "ref", arrived.ref, match.words, "give each line a ref of its own")
        refs = " or ".join(self.held[key].cells.get("ref") or "" for key in match.candidates[:5])
        step = f"put its ref in the row ({refs}), or one of its own for a new line"
        column = "ref" if "ref" in self.columns else "name"
        return replace(self.rejected(line, column, arrived.name, match.words, step), does=Does.ASKED)

    def claim(self, arrived: Arrived, cells: Cells) -> tuple[str, str] | None:
        """Return what the line claims once it is called delivered; an adjustment claims nothing."""
        return None if cells.get("kind") == "adjustment" else arrived.claim

    def next_ref(self, line_no: int) -> str:
        """Return a ref of our own, with the line's number where that is free."""
        while fold_ref(OUR_REF.format(line_no)) in {*self.refs, *self.own}:
            line_no += 1
        ref = OUR_REF.format(line_no)
        self.own.add(fold_ref(ref))
        return ref

    def marking(self, cells: Cells, held: str) -> str:
        """Return the most closed marking the line stands under."""
        own = (cells.get("marking") or access.OPEN).split(" ")[0]
        return most_closed([own, held, self.markings.get(cells.get("workstream") or "", access.OPEN)])


APPROVED: Final = 3  # maturity. Source: docs/method.md, "In the budget"


def withdraws(line: PreviewLine) -> bool:
    """Return whether a row withdraws its line, or takes one up again that was withdrawn."""
    return WITHDRAWN in line.changes.get("outlook", ())


def approves(line: PreviewLine) -> bool:
    """Return whether a row brings a line that stands to an approved plan; a new line arrives as it is printed."""
    was, now = line.changes.get("maturity", (None, None))
    return line.key is not None and now is not None and int(now) >= APPROVED > int(was or 0)


def most_closed(markings: Iterable[str]) -> str:
    """Return the most closed of some markings; open for none."""
    return max(markings, key=access.MARKINGS.index, default=access.OPEN)


def _as_a_file_may(
    changes: Mapping[str, Change],
    claim: tuple[str, str] | None,
    now: Cells,
    *,
    delivered: bool = False,
    closed: Collection[str] = (),
) -> tuple[dict[str, Change], tuple[str, ...]]:
    """Return the changes a file may make, and what became of the others, in words.

    Delivered and realised are finance's to say: a file brings them as on track, as level 4, and as a claim.
    """
    found, notes = dict(changes), []
    for key, most, at_most in (("outlook", "delivered", "on_track"), ("maturity", "5", "4")):
        before, after = found.get(key, (None, None))
        if after != most:
            continue
        delivered = True
        del found[key]
        if before != at_most:
            found[key] = (before, at_most)
    if found.get("outlook") == (WITHDRAWN, None):
        del found["outlook"]  # a blank takes nothing up again
    before, after = found.get("outlook", (None, None))
    barred = after if after in NOT_BY_FILE else before if before in _NOT_BACK_BY_FILE else None
    if barred is not None:
        del found["outlook"]
        notes.append(f"its outlook is left out: {NOT_BY_FILE[barred]}")
    if delivered and claim is not None and claim[0] in closed:
        words = f"finance has closed {claim[0]}, so nothing is claimed for it"
        notes.append(f"called delivered, but {words}: claim it on the saving, naming the period it corrects")
    elif delivered and claim is not None:
        key, held = CLAIMED + claim[0], now.get(CLAIMED + claim[0])
        if held is None or Decimal(held) < Decimal(claim[1]):
            found[key] = (held, claim[1])
            notes.append(
                f"called delivered: its plan for {claim[0]} arrives as claimed, until finance validates it"
            )
    elif delivered:
        notes.append("called delivered, but nothing is planned by this year: nothing is claimed")
    return found, tuple(notes)


def _unless_frozen(line: PreviewLine, held: HeldLine, columns: Mapping[str, str]) -> PreviewLine:
    """Refuse a change of a frozen plan: it takes a decision, which no file carries."""
    if not held.frozen:
        return line
    for key in sorted({*line.changes, *line.conflicts}):
        year = key.removeprefix(MONTHS)
        if not is_year(year) and key not in PART_OF_THE_PLAN:
            continue
        before = line.changes[key][0] if key in line.changes else line.conflicts[key].now
        value = line.printed[year].text if year in line.printed else line.changes.get(key, ("", ""))[1] or ""
        words = (
            f"the plan of {held.cells.get('ref')} is frozen since {held.frozen}: it changes by decision only"
        )
        put_back = "a blank" if before is None else f"£{Decimal(before):,}" if is_year(key) else before
        step = f"change it on the saving, naming the decision, or put {put_back} back in the file"
        return replace(line, does=Does.REJECTED, fault=Fault(columns.get(year, ""), value, words, step))
    return line


def _does(changes: Mapping[str, Any], conflicts: Mapping[str, Any]) -> Does:
    if conflicts:
        return Does.CONFLICT
    return Does.UPDATED if changes else Does.UNCHANGED


def _marks(lines: Iterable[Arrived], held: Mapping[str, HeldLine], sent: Sent) -> dict[int, str]:
    """Return which exported line each row was: as its mark says, else by the ref it was sent out with."""
    by_ref = {fold_ref(cells.get("ref")): key for key, cells in sent.cells.items() if cells.get("ref")}
    found = {}
    for line in lines:
        key = sent.rows.get(line.row) or by_ref.get(fold_ref(line.ref))
        if key is not None and (key in held or key in sent.cells):
            found[line.row] = key
    return found


def _label(arrived: Arrived) -> str:
    return f"{arrived.ref} {arrived.name}".strip()
