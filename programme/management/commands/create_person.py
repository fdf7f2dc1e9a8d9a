"""`create_person`: the first person of a council's programme office, who then makes the others in the admin."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from programme import changes, queries
from programme.management.reading import Refusal
from programme.models import Grant, Organisation, Person
from programme.rules import access

# Read aloud and typed once: no l, o, 0 or 1.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = (
        "Makes a person with an account and gives them the programme office of a council. Without a password file "
        "it prints a random password, once. The first person of a council needs nobody's leave; after that name "
        "yourself with --as. "
        "Example: manage.py create_person pmo@council.example --name 'Ama Boateng' --office southampton"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="what they sign in with")
        parser.add_argument("--name", required=True, help="the name people know them by")
        parser.add_argument(
            "--office", required=True, metavar="COUNCIL_CODE", help="the council whose office it is"
        )
        parser.add_argument(
            "--council", metavar="NAME", help="adds the council under this name, where it is new"
        )
        parser.add_argument(
            "--password-file", type=Path, metavar="FILE", help="holds the password, on one line"
        )
        parser.add_argument(
            "--as", dest="actor", metavar="EMAIL", help="who makes them; not needed for the first"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            document = _create(options)
        except (Refusal, changes.Invalid, access.Refused) as problem:
            self._refuse(problem, as_json=options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(document, ensure_ascii=False))
            return
        self.stdout.write(
            f"{document['name']} <{document['email']}> is programme office of {document['office']}."
        )
        if document["password"]:
            self.stdout.write(f"Password, shown this once: {document['password']}")

    def _refuse(self, problem: Exception, *, as_json: bool) -> Any:
        where, what_next = getattr(problem, "where", ""), getattr(problem, "next_step", "")
        if not as_json:
            raise CommandError(" ".join(filter(None, [str(problem), what_next]))) from problem
        error = {"message": str(problem), "where": where, "next": what_next}
        self.stdout.write(json.dumps({"error": error}, ensure_ascii=False))
        sys.exit(1)


@transaction.atomic
def _create(options: dict[str, Any]) -> dict[str, Any]:
    email = _email(options["email"])
    password, is_ours = _password(options["password_file"])
    council = Organisation.objects.filter(code=options["office"]).first()
    by, at = _actor(options["actor"], council), timezone.now()
    if council is None:
        council = _new_council(options, by, at)
    person = changes.add_person(
        values={"email": email, "name": options["name"].strip()}, password=password, by=by, at=at
    )
    changes.give_grant(
        person_id=person.pk, values={"role": access.PMO, "organisation_id": council.pk}, by=by, at=at
    )
    return {
        "email": person.email,
        "name": person.name,
        "office": council.code,
        "password": password if is_ours else None,
    }


def _actor(email: str | None, council: Organisation | None) -> access.Actor:
    """Return who makes the person: whoever is named, or the product itself for a council without an office."""
    if email is not None:
        actor = queries.actor_for_email(email, door="command")
        if actor is None:
            raise Refusal(f"Nobody here is called {email}.", where="--as")
        return actor
    offices = Grant.objects.filter(
        role=access.PMO, organisation=council, programme=None, person__is_active=True
    )
    if council is not None and any(grant.person.has_account for grant in offices.select_related("person")):
        raise Refusal(
            f"{council.name} has a programme office already.",
            where="--as",
            next_step="Name yourself with --as, or ask them: they make people in the admin.",
        )
    return access.system(door="command")


def _new_council(options: dict[str, Any], by: access.Actor, at: Any) -> Organisation:
    if not options["council"]:
        known = ", ".join(Organisation.objects.order_by("code").values_list("code", flat=True)) or "none yet"
        raise Refusal(
            f"There is no council {options['office']} (known: {known}).",
            where="--office",
            next_step="Give its name with --council to add it.",
        )
    return changes.add_organisation(
        values={"code": options["office"], "name": options["council"].strip()}, by=by, at=at
    )


def _email(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as problem:
        raise Refusal(f"{text!r} is not an email address.", where="email") from problem
    if Person.objects.filter(email__iexact=email).exists():
        raise Refusal(
            f"There is somebody called {email} already.", where="email", next_step="Change them in the admin."
        )
    return email


def _password(file: Path | None) -> tuple[str, bool]:
    """Return the password, and whether it was made here and has to be shown."""
    if file is None:
        return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4)), True
    try:
        password = file.read_text(encoding="utf-8").strip("\r\n")
    except OSError as problem:
        raise Refusal(f"{file} cannot be read: {problem.strerror}.", where="--password-file") from problem
    return password, False
