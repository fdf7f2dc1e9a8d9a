"""The programme an import makes, where its code is new: in a council, or in one of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from programme import changes as ground_changes
from programme import queries as ground
from programme.changes import Invalid
from programme.rules import access

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)
LONGEST_CODE, LONGEST_NAME, LONGEST_COUNCIL_CODE = 60, 200, 40


@dataclass(frozen=True)
class NewProgramme:
    """A programme to make: its code and name, and the code of its council; "" makes a council of its own."""

    code: str
    name: str
    organisation: str = ""


@dataclass(frozen=True)
class Place:
    """Where an import stands: its programme and council, and who acts there."""

    organisation_id: UUID
    programme_id: UUID
    by: access.Actor


def check_new_programme(new: NewProgramme, *, by: access.Actor) -> None:
    """Check that this person may make such a programme: in a council of their own anybody with an account may.

    In a council that is there it takes the right to set up programmes there. Raises Refused, Invalid.
    """
    if not by.may_found:
        raise access.Refused(f"Making the programme {new.code} takes an account: say who asks for it.")
    if not _SLUG.fullmatch(new.code) or len(new.code) > LONGEST_CODE:
        words = f"“{new.code}” is no code: use letters, figures and hyphens, for example southampton-cl"
        raise Invalid({"programme": [words]})
    if not new.name.strip() or len(new.name) > LONGEST_NAME:
        raise Invalid({"create": [f"Give the programme a name of at most {LONGEST_NAME} characters"]})
    if _is_taken(new.code):
        raise Invalid({"programme": [f"There is a programme {new.code} already: choose another code"]})
    if new.organisation:
        organisation_id = _council(new.organisation, by)
        by.require(
            access.SET_UP, access.Placement(organisation_id), thing=f"the programmes of {new.organisation}"
        )


def make_programme(new: NewProgramme, *, first_year: int | None, by: access.Actor, at: datetime) -> Place:
    """Make the programme, its council where none is named, and its maker the programme office there.

    Call it inside the transaction of the import. Raises Refused, Invalid.
    """
    check_new_programme(new, by=by)
    if new.organisation:
        organisation_id, maker = _council(new.organisation, by), by
    else:
        values = {"code": _council_code(new.name), "name": new.name.strip()}
        organisation_id = ground_changes.found_organisation(values=values, by=by, at=at).id
        # Whoever makes a council is its programme office: the grant below is given under it.
        maker = replace(by, grants=(*by.grants, access.GrantFact(access.PMO, organisation_id)))
    if by.person_id is not None:
        grant = {"role": access.PMO, "organisation_id": organisation_id, "source": "import"}
        if not by.may(access.SET_UP, access.Placement(organisation_id)):
            ground_changes.give_grant(person_id=by.person_id, values=grant, by=maker, at=at)
    facts: dict[str, Any] = {"code": new.code, "name": new.name.strip(), "first_year": first_year}
    programme = ground_changes.add_programme(organisation_id=organisation_id, values=facts, by=maker, at=at)
    return Place(organisation_id, programme.id, maker)


def _council(code: str, by: access.Actor) -> UUID:
    for council in ground.organisations(reader=by).values():
        if council.code == code:
            return council.id
    raise Invalid({"organisation": [f"There is no council {code} that you may see"]})


def _council_code(name: str) -> str:
    """Return a code of the council's own, from its name."""
    plain = (
        "-".join(re.findall(r"[a-z0-9]+", name.lower()))[: LONGEST_COUNCIL_CODE - 4].strip("-") or "council"
    )
    taken = {council.code for council in ground.organisations(reader=access.system()).values()}
    number = 1
    code = plain
    while code in taken:
        number += 1
        code = f"{plain}-{number}"
    return code


def _is_taken(code: str) -> bool:
    """Return whether any programme has the code, one this person may not see among them."""
    return bool(ground.programmes(reader=access.system(), code=code))
