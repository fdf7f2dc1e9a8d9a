"""People and their roles from a table. No password is ever read: a new person has no account until one is given."""

from __future__ import annotations

import re
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from programme import changes, queries
from programme.rules import access
from savings.changes.tables.names import workstream_names
from savings.changes.tables.run import CREATED, UPDATED, TableRun, Wrote, as_json
from savings.rules.sheets.text import plain
from savings.rules.tables.cells import Row
from savings.rules.tables.kinds import ROLE_SPELLINGS
from savings.rules.tables.reading import Table

FIELDS: Final = {"name": "name", "email": "email", "role": "role"}
WHOLE_COUNCIL: Final = frozenset({"council", "whole council", "all", "organisation", "the council"})
ROLES: Final = "write a role as the tracker calls it: " + ", ".join(access.ROLE_WORDS.values())
_SEVERAL: Final = re.compile(r"[,;/\n]")


def load_people(table: Table, run: TableRun) -> None:
    """Write every row: the person, by their email, and a grant for each role. It takes the programme office there."""
    run.by.require(
        access.SET_UP, access.Placement(run.programme.organisation_id), thing="the people of that council"
    )
    _People(table, run).load()


class _People:
    def __init__(self, table: Table, run: TableRun) -> None:
        self.table, self.run = table, run
        # Everybody, whoever sees them: an email is one person's, here or in another council.
        everybody = queries.people(reader=access.system()).values()
        self.held = {p.email.lower(): p for p in everybody}
        self.seen = {p.id for p in queries.people(reader=run.by).values()}
        self.strands = workstream_names(run.by, run.programme)
        self.scopes = {
            plain(run.programme.code),
            plain(run.programme.name),
            "programme",
            "this programme",
            "",
        }
        self.council = WHOLE_COUNCIL | {
            plain(run.programme.organisation_code), plain(run.programme.organisation)
        }  # fmt: skip
        self.added: dict[str, UUID] = {}

    def load(self) -> None:
        for raw in self.table.rows:
            row = Row(self.table, raw)
            name, email = row.text("name", longest=150, needed=True), self.email(row)
            grants = self.grants(row)
            if row.problems:
                self.run.rejected.extend(row.problems)
                continue
            letters = {field: self.table.letter(raw, column) for field, column in FIELDS.items()}
            cells = {field: row.text(column) for field, column in FIELDS.items()}
            was = dict(self.added)
            if not self.run.each(
                row.number, self.writer(row.number, name, email, grants), letters=letters, values=cells
            ):
                self.added = was

    def email(self, row: Row) -> str:
        email = row.text("email", longest=254, needed=True).lower()
        try:
            if email:
                validate_email(email)
        except ValidationError:
            row.problem("email", "this is no email address", "write name@council.gov.uk")
        return email

    def grants(self, row: Row) -> list[dict[str, Any]]:
        """Return the grants a row gives: each of its roles over its scope."""
        found = []
        cleared = row.flag("cleared")
        for words in filter(None, (plain(part) for part in _SEVERAL.split(row.text("role")))):
            role = ROLE_SPELLINGS.get(words)
            if role is None:
                row.problem("role", f"{words!r} is no role", ROLES)
                continue
            scope = self.scope(row)
            found.append({"role": role, **scope, **({} if cleared is None else {"cleared": cleared})})
        return found

    def scope(self, row: Row) -> dict[str, Any]:
        """Return where a role holds: the programme unless the row names a workstream or the whole council."""
        council = {"organisation_id": self.run.programme.organisation_id}
        words = plain(row.text("scope"))
        if words in self.council:
            return council
        if words in self.scopes:
            return {**council, "programme_id": self.run.programme.id}
        strand = self.strands.of(
            row,
            "scope",
            what="workstream",
            next_step="write council, the programme's code, or a workstream's ref",
        )
        return {**council, "programme_id": self.run.programme.id, "workstream_id": strand}

    def writer(self, number: int, name: str, email: str, grants: list[dict[str, Any]]) -> Any:
        def write() -> list[Wrote]:
            person_id, wrote = self.person(number, name, email)
            actor = queries.actors_for([person_id], door="import").get(person_id)
            facts = (
                {(g.role, g.organisation_id, g.programme_id, g.workstream_id): g for g in actor.grants}
                if actor
                else {}
            )
            for given in grants:
                held = facts.get(
                    (
                        given["role"],
                        given["organisation_id"],
                        given.get("programme_id"),
                        given.get("workstream_id"),
                    )
                )
                if held is not None and held.cleared == given.get("cleared", held.cleared):
                    continue
                grant = changes.give_grant(person_id=person_id, values=given, by=self.run.by, at=self.run.at)
                before = None if held is None else {"cleared": held.cleared}
                action = CREATED if held is None else UPDATED
                after = as_json({"person_id": person_id, **given})
                wrote.append(Wrote(number, "grant", grant.id, action, before, after, grant.version))
            return wrote

        return write

    def person(self, number: int, name: str, email: str) -> tuple[UUID, list[Wrote]]:
        """Return the person of an email, added or renamed where need be; one of another council keeps their name."""
        run = self.run
        if email in self.added:
            return self.added[email], []
        held = self.held.get(email)
        if held is None:
            values = {"name": name, "email": email}
            made = changes.add_person(values=values, by=run.by, at=run.at)
            self.added[email] = made.id
            return made.id, [Wrote(number, "person", made.id, CREATED, None, values, made.version)]
        if held.name == name or held.id not in self.seen:
            return held.id, []
        made = changes.revise_person(
            person_id=held.id, version=None, values={"name": name}, by=run.by, at=run.at
        )
        wrote = Wrote(number, "person", made.id, UPDATED, {"name": held.name}, {"name": name}, made.version)
        return held.id, [wrote]
