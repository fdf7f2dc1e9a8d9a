"""Risk registers from a table: particulars, scores as reviews, ends with their reasons; and taking that back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from governance.changes.risks import SCORING, add_risk, end_risk, put_risk, remove_risk
from governance.models import Risk
from governance.queries.matrices import matrices_of
from governance.queries.risks import RiskRow, risks
from governance.rules.risk_matrix import Matrix
from governance.rules.risk_table import RESPONSES, STATES, UNSCORED, band_named, read_step
from programme.changes import Stale
from programme.changes.saving_rows import locked
from programme.rules.access import Actor
from savings.changes.tables.names import Names, people_names, workstream_names
from savings.changes.tables.run import CREATED, UPDATED, TableRun, Wrote, as_json
from savings.rules.sheets.text import plain
from savings.rules.tables.cells import Row
from savings.rules.tables.reading import Table

FIELDS: Final = {
    "ref": "ref", "title": "title", "cause": "cause", "effect": "effect", "workstream": "workstream",
    "workstream_id": "workstream", "workstreams_named": "named", "owner": "owner", "owner_id": "owner",
    "likelihood": "likelihood", "impact": "impact", "band_override": "band", "override_reason": "override_reason",
    "response": "response", "mitigation": "mitigation", "review_on": "review", "state": "state", "reason": "note",
}  # fmt: skip


def load_risks(table: Table, run: TableRun) -> None:
    """Write every row; a blank says nothing of what is held. A printed score that is not the product is refused."""
    _Register(table, run).load()


class _Register:
    def __init__(self, table: Table, run: TableRun) -> None:
        self.table, self.run = table, run
        self.matrix: Matrix = matrices_of([run.programme.id])[run.programme.id]
        held = list(risks(reader=run.by, programme_ids=[run.programme.id]).values())
        self.by_ref = {plain(row.ref): row for row in held}
        self.by_title: dict[str, list[RiskRow]] = {}
        for row in held:
            self.by_title.setdefault(plain(row.title), []).append(row)
        self.people: Names = people_names(run.by, run.programme)
        self.strands: Names = workstream_names(run.by, run.programme)
        self.seen: dict[UUID | str, int] = {}

    def load(self) -> None:
        for raw in self.table.rows:
            row = Row(self.table, raw)
            said = self.said(row)
            score = self.score(row)
            held = self.held(row)
            self.check_once(row, held)
            if row.problems:
                self.run.rejected.extend(row.problems)
                continue
            letters = {name: self.table.letter(raw, column) for name, column in FIELDS.items()}
            cells = {name: row.text(column) for name, column in FIELDS.items()}
            write = self.writer(row, said, score, held)
            self.run.each(row.number, write, letters=letters, values=cells)

    def said(self, row: Row) -> dict[str, Any]:
        """Return what a row says beside its score, by the names of the model; what is blank is left out."""
        found = {
            "ref": row.text("ref", longest=20),
            "title": row.text("title", longest=500, needed=True),
            "cause": row.text("cause"),
            "effect": row.text("effect"),
            "workstreams_named": row.text("named", longest=300),
            "mitigation": row.text("mitigation"),
            "review_on": row.day("review"),
            "response": row.choice(
                "response",
                RESPONSES,
                what="no response to a risk",
                example="write treat, tolerate, transfer or terminate",
            ),
            "state": row.choice(
                "state", STATES, what="no state of a risk", example="write open, closed or happened"
            ),
            "owner_id": self.people.of(
                row, "owner", what="person", next_step="add them first, or give their email as it stands here"
            ),
            "workstream_id": self.strands.of(
                row, "workstream", what="workstream", next_step="add it first, or give its ref"
            ),
        }
        return {name: value for name, value in found.items() if value not in (None, "")}

    def score(self, row: Row) -> dict[str, Any] | None:
        """Return a row's score by the names of the model, after controls where that is printed; None for none."""
        after = "residual_" if row.has("residual_likelihood") and row.has("residual_impact") else ""
        likelihood = self.step(row, f"{after}likelihood", self.matrix.likelihoods)
        impact = self.step(row, f"{after}impact", self.matrix.impacts)
        if likelihood is None or impact is None:
            self.check_half(row, likelihood, impact, after)
            return None
        self.check_product(row, likelihood, impact, f"{after}score")
        override, why = self.override(row, self.matrix.band_of(likelihood * impact))
        return dict(zip(SCORING, (likelihood, impact, override, why), strict=True))

    def step(self, row: Row, column: str, words: tuple[str, ...]) -> int | None:
        try:
            return read_step(row.text(column), words)
        except ValueError as wrong:
            problem, _, next_step = str(wrong).partition(": ")
            row.problem(column, problem, next_step)
            return None

    def check_half(self, row: Row, likelihood: int | None, impact: int | None, after: str) -> None:
        if row.problems:
            return
        if (likelihood is None) != (impact is None):
            blank = "likelihood" if likelihood is None else "impact"
            row.problem(blank, f"scored on one of the two, and {blank} is blank", "give both or neither")
        elif plain(row.text(f"{after}score")) not in UNSCORED:
            row.problem(
                f"{after}score", "a score without likelihood and impact", "give both, or leave the score out"
            )

    def check_product(self, row: Row, likelihood: int, impact: int, column: str) -> None:
        """Refuse a printed score that is not the product."""
        if plain(row.text(column)) in UNSCORED:
            return
        number = row.whole(column, least=1, most=self.matrix.products[-1])
        if number is not None and number != likelihood * impact:
            row.problem(
                column,
                f"{likelihood} × {impact} is {likelihood * impact}, and {number} is printed",
                "put one of the three right",
            )

    def override(self, row: Row, by_score: str) -> tuple[str, str]:
        """Return a band other than the score's, with its reason; blanks where the printed one is the score's."""
        why = row.text("override_reason", longest=500)
        try:
            band = band_named(row.text("band"), self.matrix)
        except ValueError as wrong:
            problem, _, next_step = str(wrong).partition(": ")
            row.problem("band", problem, next_step)
            return "", ""
        if not band or band == by_score:
            return "", ""
        if not why:
            row.problem(
                "band",
                f"{band} is printed, and the score lies in {by_score}",
                "put it right, or give the reason in a column 'Reason for rating'",
            )
        return band, why

    def held(self, row: Row) -> RiskRow | None:
        """Return the risk a row is: by its ref, else by its words where it has no ref."""
        ref = plain(row.text("ref"))
        if ref:
            return self.by_ref.get(ref)
        named = self.by_title.get(plain(row.text("title")), [])
        if len(named) > 1:
            row.problem(
                "title", f"several risks read so ({', '.join(one.ref for one in named)})", "give its ref"
            )
        return named[0] if len(named) == 1 else None

    def check_once(self, row: Row, held: RiskRow | None) -> None:
        key: UUID | str = held.id if held else plain(row.text("ref") or row.text("title"))
        if key in self.seen:
            column = "ref" if row.text("ref") else "title"
            row.problem(column, f"row {self.seen[key]} is this risk too", "keep one")
        self.seen.setdefault(key, row.number)

    def writer(
        self, row: Row, said: dict[str, Any], score: dict[str, Any] | None, held: RiskRow | None
    ) -> Any:
        run, reason = self.run, row.text("note", longest=1000) or self.run.reason
        by_at: dict[str, Any] = {"by": run.by, "at": run.at}

        def add() -> list[Wrote]:
            values = {name: value for name, value in said.items() if name != "state"} | (score or {})
            made = add_risk(programme_id=run.programme.id, values=values, reason=reason, **by_at)
            if said.get("state", "open") != "open":
                made = end_risk(risk_id=made.id, version=None, state=said["state"], reason=reason, **by_at)
            run.closed |= made.placement().markings
            return [
                Wrote(row.number, "risk", made.id, CREATED, None, as_json(said | (score or {})), made.version)
            ]

        def revise() -> list[Wrote]:
            assert held is not None
            before = _before(held)
            after = {name: value for name, value in (said | (score or {})).items() if name != "ref"}
            moved = {name: value for name, value in after.items() if before[name] != value}
            if not moved:
                return []
            made = put_risk(risk_id=held.id, version=held.version, values=moved, reason=reason, **by_at)
            run.closed |= held.placement.markings
            kept = {name: before[name] for name in moved}
            return [Wrote(row.number, "risk", made.id, UPDATED, as_json(kept), as_json(moved), made.version)]

        return add if held is None else revise


def undo_risk(
    *, risk_id: UUID, version: int, before: Mapping[str, Any] | None, reason: str, by: Actor, at: datetime
) -> None:
    """Take back what a table did to a risk: off the register where it was new, else back to what it was.

    Found by the dotted name in settings.TABLE_UNDOERS. Raises Stale where it has moved on, Refused.
    """
    if before is None:
        remove_risk(risk_id=risk_id, version=version, reason=reason, by=by, at=at)
        return
    risk = locked(Risk, risk_id, version=None)
    if risk.version != version:
        raise Stale(risk, saw=version)
    moved = {name: _typed(name, value) for name, value in before.items()}
    put_risk(risk_id=risk_id, version=None, values=moved, reason=reason, by=by, at=at)


def _before(held: RiskRow) -> dict[str, Any]:
    names = set(FIELDS) - {"ref", "workstream", "owner", "reason", "band_override"}
    found = {name: getattr(held, name) for name in names}
    return found | {"band_override": held.band if held.is_override else ""}


def _typed(name: str, value: Any) -> Any:
    if value is None or name not in ("review_on", "owner_id", "workstream_id"):
        return value
    return date.fromisoformat(value) if name == "review_on" else UUID(value)
