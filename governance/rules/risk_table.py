"""A risk register as councils print it: the headings of its columns, and what stands in a cell of a score.

Headings are as `savings.rules.tables.reading` leaves them; one that is in no list is said to be unread. Where a
register prints scores before and after its controls, those after them are the risk as it stands.

Source: docs/method.md, "Risk register".
"""

from __future__ import annotations

import re
from typing import Final

from governance.rules.risk_matrix import Matrix
from savings.rules.tables.reading import Column, Kind, spelt

RISKS: Final = Kind(
    "risks",
    (
        Column("ref", "ref", spelt("ref | reference | id | risk id | risk ref | risk no | no | number")),
        Column(
            "title",
            "risk",
            spelt(
                """
                risk | risk title | title | risk description | description | risk name | risk summary |
                description of risk | risk event | threat | summary | event
                """
            ),
        ),
        Column("cause", "cause", spelt("cause | causes | risk cause | due to | caused by | source of risk")),
        Column(
            "effect",
            "effect",
            spelt(
                """
                effect | effects | consequence | consequences | risk effect | resulting in | leading to |
                impact description | potential impact | consequence of risk
                """
            ),
        ),
        Column(
            "workstream",
            "workstream",
            spelt(
                """
                workstream | work stream | workstream ref | workstream no | workstream name | project |
                theme | strand
                """
            ),
        ),
        Column(
            "named",
            "workstreams it names",
            spelt("workstreams named | workstreams | workstreams affected | affects"),
        ),
        Column(
            "owner",
            "owner",
            spelt(
                """
                owner | risk owner | owner email | risk owner email | lead | lead officer | responsible |
                responsible officer | accountable officer
                """
            ),
        ),
        Column(
            "likelihood",
            "likelihood",
            spelt(
                """
                likelihood | probability | l | likelihood score
                """
            ),
        ),
        Column(
            "impact",
            "impact",
            spelt(
                """
                impact | severity | i | impact score
                """
            ),
        ),
        Column(
            "score",
            "score, checked against likelihood × impact",
            spelt(
                """
                score | risk score | total | total score | overall score | l x i
                """
            ),
        ),
        Column(
            "residual_likelihood",
            "likelihood after controls",
            spelt("residual likelihood | current likelihood | net likelihood | current probability"),
        ),
        Column(
            "residual_impact",
            "impact after controls",
            spelt("residual impact | current impact | net impact | current severity"),
        ),
        Column(
            "residual_score",
            "score after controls, checked against likelihood × impact",
            spelt("residual score | current score | net score | current risk score | residual risk score"),
        ),
        Column(
            "band",
            "band",
            spelt(
                """
                band | rating | risk rating | level | risk level | current rating | residual rating | rag |
                rag rating | risk category
                """
            ),
        ),
        Column(
            "override_reason",
            "reason for a band other than the score's",
            spelt("override reason | reason for rating | reason for band | rating rationale"),
        ),
        Column(
            "response", "response", spelt("response | risk response | treatment | strategy | 4ts | four ts")
        ),
        Column(
            "mitigation",
            "mitigation",
            spelt(
                """
                mitigation | mitigations | mitigating actions | mitigating action | controls | control |
                controls in place | existing controls | actions | mitigation plan | treatment plan |
                mitigation measures | mitigation summary
                """
            ),
        ),
        Column(
            "review",
            "next review",
            spelt(
                "review date | next review | next review date | review | date of review | review due | due"
            ),
        ),
        Column("state", "state", spelt("status | state | risk status | open or closed")),
        Column(
            "note", "reason of the review", spelt("note | notes | comment | comments | commentary | update")
        ),
    ),
    needs=(("title",), ("ref", "likelihood", "impact", "mitigation", "owner", "residual_likelihood")),
)

STATES: Final = {
    "open": "open", "live": "open", "active": "open", "current": "open", "new": "open",
    "closed": "closed", "close": "closed", "retired": "closed", "archived": "closed",
    "happened": "happened", "occurred": "happened", "materialised": "happened", "issue": "happened",
    "now an issue": "happened", "realised": "happened",
}  # fmt: skip
RESPONSES: Final = {
    "treat": "treat", "reduce": "treat", "mitigate": "treat", "control": "treat",
    "tolerate": "tolerate", "accept": "tolerate", "retain": "tolerate",
    "transfer": "transfer", "share": "transfer", "insure": "transfer",
    "terminate": "terminate", "avoid": "terminate", "remove": "terminate",
}  # fmt: skip
UNSCORED: Final = frozenset({"", "-", "tbc", "n/a", "na", "not scored", "unscored", "to be scored"})

_NUMBERED = re.compile(r"(\d{1,2})(?:\.0+)?(?:\s*[-–:.)]?\s*\(?(?P<words>[^\d)]+)\)?)?")
_WORDED = re.compile(r"(?P<words>[^\d(]+?)\s*[-–:(]?\s*\(?(\d{1,2})\)?")


def read_step(text: str, words: tuple[str, ...]) -> int | None:
    """Return the step a cell names: "4", "4 - Likely", "Likely (4)" or "Likely"; None where it is not scored.

    `words` are the matrix's, the least first. Raises ValueError where the step is not on it, or number and word differ.
    """
    plain = " ".join(text.casefold().split())
    if plain in UNSCORED:
        return None
    folded = [" ".join(word.casefold().split()) for word in words]
    if plain in folded:
        return folded.index(plain) + 1
    found = _NUMBERED.fullmatch(plain) or _WORDED.fullmatch(plain)
    if found is None:
        raise ValueError(f"{text!r} is no step of it: write 1 to {len(words)}, or one of {', '.join(words)}")
    number = int(next(part for part in found.groups() if part and part.isdecimal()))
    if not 1 <= number <= len(words):
        raise ValueError(f"{number} is no step of it: write 1 ({words[0]}) to {len(words)} ({words[-1]})")
    said = (found["words"] or "").strip()
    if said and said in folded and folded.index(said) + 1 != number:
        raise ValueError(f"{number} is {words[number - 1]}, and the cell says {said}: keep one of the two")
    return number


def band_named(text: str, matrix: Matrix) -> str:
    """Return the band of a matrix that a cell names, by its own spelling; blank for none.

    Raises ValueError where it is not one of the matrix's.
    """
    plain = " ".join(text.casefold().split())
    if plain in UNSCORED:
        return ""
    for band in matrix.bands:
        if plain in (band.name.casefold(), f"{band.name.casefold()} risk"):
            return band.name
    names = ", ".join(band.name for band in matrix.bands)
    raise ValueError(f"{text!r} is no band of {matrix.name}: it has {names}")
