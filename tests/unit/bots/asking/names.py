"""Names to ask about: a small copy of what the three published programmes hold, and one illustrative copy."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.things import Thing

TODAY = date(2026, 11, 22)
_SPACE = UUID("6f1f6f3a-0000-4000-8000-000000000000")


def key(*parts: object) -> UUID:
    """Return the same id for the same words."""
    return uuid5(_SPACE, "/".join(map(str, parts)))


def a_programme(code: str, name: str, *, illustrative: bool = False) -> Thing:
    """Make a programme."""
    id = key(code)
    return Thing("programme", name, id, code, name, id=id, illustrative=illustrative)


def within(programme: Thing, kind: str, name: str, ref: str = "", *, is_printed: bool = True) -> Thing:
    """Make a workstream, line or heading of a programme."""
    return Thing(
        kind,
        name,
        programme.programme_id,
        programme.programme_code,
        programme.name,
        id=None if kind == "heading" else key(programme.programme_code, kind, ref),
        ref=ref,
        shown_ref=ref if is_printed else "",
        illustrative=programme.illustrative,
    )


SOUTHAMPTON = a_programme(
    "southampton-cl", "Children and Learning: Destination 22 and Building for Brilliance"
)
HAMPSHIRE = a_programme("hampshire-sp2023", "Children's Services Savings Programme to 2023 (SP2023)")
SOMERSET = a_programme("somerset-ct", "Children's Transformation Programme")
STORY = a_programme(
    "hampshire-sp2023-story", "Children's Services Savings Programme to 2023 (SP2023)", illustrative=True
)
COUNCILS = {
    SOUTHAMPTON.programme_id: "Southampton City Council",
    HAMPSHIRE.programme_id: "Hampshire County Council",
    SOMERSET.programme_id: "Somerset Council",
    STORY.programme_id: "Hampshire County Council",
}

AGENCY = within(SOUTHAMPTON, "saving", "Agency staff averaging 31 across 2023/24", "24S365")
TRIPOD = within(SOUTHAMPTON, "saving", "Tripod costs ceased (overseas recruitment)", "24S366")
FOSTERING = within(SOUTHAMPTON, "saving", "Fostering and Adoption Service redesign", "24S288")
CONTACT = within(SOUTHAMPTON, "saving", "Contact Service: PM post not filled", "24S378")
MUSIC_INCOME = within(SOUTHAMPTON, "saving", "Music Service income increase", "24S210")
MUSIC_COSTS = within(SOUTHAMPTON, "saving", "Music Service management costs reduced", "24S293")
TRANSLATION = within(SOUTHAMPTON, "saving", "Translation costs reduced", "L24", is_printed=False)
EFFICIENCIES = within(SOUTHAMPTON, "heading", "Efficiencies")
INCOME_EFFICIENCY = within(SOUTHAMPTON, "heading", "Income Efficiency")
TRANSPORT = within(HAMPSHIRE, "workstream", "Home to School Transport", "W17")
DANCE = within(HAMPSHIRE, "workstream", "Wessex Dance", "W4")
DANCE_LINE = within(HAMPSHIRE, "saving", "Wessex Dance", "L4", is_printed=False)
EFFICIENCY = within(SOMERSET, "workstream", "Efficiency", "W2")
STORY_TRANSPORT = within(STORY, "workstream", "Home to School Transport", "W17")

PUBLISHED = (
    SOUTHAMPTON,
    HAMPSHIRE,
    SOMERSET,
    AGENCY,
    TRIPOD,
    FOSTERING,
    CONTACT,
    MUSIC_INCOME,
    MUSIC_COSTS,
    TRANSLATION,
    EFFICIENCIES,
    INCOME_EFFICIENCY,
    TRANSPORT,
    DANCE,
    DANCE_LINE,
    EFFICIENCY,
)
EVERYTHING = (*PUBLISHED, STORY, STORY_TRANSPORT)
LINES = {
    EFFICIENCIES: frozenset({AGENCY.id, CONTACT.id}),
    INCOME_EFFICIENCY: frozenset({MUSIC_INCOME.id}),
    DANCE: frozenset({DANCE_LINE.id}),
    HAMPSHIRE: frozenset({DANCE_LINE.id, key("another line")}),
    **{thing: frozenset({thing.id}) for thing in PUBLISHED if thing.kind == "saving"},
}


def lexicon(*things: Thing) -> Lexicon:
    """Return the names of these things, or of all published ones."""
    return Lexicon(things or PUBLISHED, councils=COUNCILS, lines=LINES)


NORTHSHIRE = a_programme("northshire", "Northshire MTFS savings 2025-29")
GROUPS = {
    name: within(NORTHSHIRE, "heading", name)
    for name in ("Adult Social Care", "Children's Services", "Place & Growth", "Resources", "Public Health")
}
NORTHSHIRE_LINES = {
    ref: (within(NORTHSHIRE, "saving", name, ref), GROUPS[group])
    for ref, name, group in (
        ("ASC01", "Reablement: increase capacity", "Adult Social Care"),
        ("ASC02", "Supported living contract renegotiation", "Adult Social Care"),
        ("CS01", "Agency social worker reduction", "Children's Services"),
        ("CS03", "Foster carer recruitment and retention", "Children's Services"),
        ("PL01", "Parking charges inflation uplift", "Place & Growth"),
        ("PL02", "LED street lighting", "Place & Growth"),
        ("PL03", "Waste collection round redesign", "Place & Growth"),
        ("RES01", "Vacancy factor 3%", "Resources"),
        ("RES02", "Office accommodation rationalisation", "Resources"),
        ("PH1", "Sexual health contract", "Public Health"),
    )
}
JANE = within(NORTHSHIRE, "person", "Jane Smith", "jane")
DIGITAL = within(NORTHSHIRE, "workstream", "Digital", "W1")
UNSEEN = (NORTHSHIRE, *GROUPS.values(), *(line for line, _ in NORTHSHIRE_LINES.values()), JANE, DIGITAL)


def unseen() -> Lexicon:
    """Return the names of a council that no word of the grammar was written for."""
    lines: dict[Thing, frozenset[UUID]] = {}
    for line, group in NORTHSHIRE_LINES.values():
        assert line.id is not None
        lines[line] = frozenset({line.id})
        lines[group] = lines.get(group, frozenset()) | {line.id}
    return Lexicon(UNSEEN, councils={NORTHSHIRE.programme_id: "Northshire County Council"}, lines=lines)
