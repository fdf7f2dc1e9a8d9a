"""A council that no word of the bot was written for, imported from its sheet: asked as its officers would ask.

Every expected figure is worked out from the rows below, never from our own queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
YEARS = ("2025/26", "2026/27", "2027/28", "2028/29")
SHEET: tuple[tuple[str, str, str, tuple[int | None, ...]], ...] = (
    ("ASC01", "Adult Social Care", "Reablement: increase capacity", (400, 900, 1200, 1200)),
    ("ASC02", "Adult Social Care", "Supported living contract renegotiation", (250, 250, 250, 250)),
    ("ASC10", "Adult Social Care", "Client contributions policy change", (0, 310, 310, 310)),
    ("CS01", "Children's Services", "Agency social worker reduction", (650, 800, 800, 800)),
    ("CS02", "Children's Services", "Home to school transport route optimisation", (120, 360, 480, 480)),
    ("CS03", "Children's Services", "Foster carer recruitment and retention", (75, None, 300, 300)),
    ("PL01", "Place & Growth", "Parking charges inflation uplift", (500, 500, 500, 500)),
    ("PL02", "Place & Growth", "LED street lighting", (80, 160, 160, 160)),
    ("PL03", "Place & Growth", "Waste collection round redesign", (0, 0, 425, 425)),
    ("PL12", "Place & Growth", "Library opening hours", (95, 95, 95, 95)),
    ("RES01", "Resources", "Vacancy factor 3%", (1100, 1100, 1100, 1100)),
    ("RES02", "Resources", "Office accommodation rationalisation", (0, 240, 390, 390)),
    ("RES03", "Resources", "Treasury management one-off gain", (275, 0, 0, 0)),
    ("PH1", "Public Health", "Sexual health contract", (60, 60, 60, 60)),
)
ABBREVIATED = {
    "ASC": "Adult Social Care",
    "CS": "Children's Services",
    "PG": "Place & Growth",
    "R": "Resources",
    "PH": "Public Health",
}


def cell(ref: str, year: str) -> int | None:
    """Return what the sheet prints for a line in a year, in thousands."""
    return next(cells for r, _, _, cells in SHEET if r == ref)[YEARS.index(year)]


def whole(year: str, *groups: str, but: tuple[str, ...] = ()) -> int:
    """Return the sum of a year's known cells, of these groups or of all, in thousands."""
    names = {ABBREVIATED[g] for g in groups} or set(ABBREVIATED.values())
    place = YEARS.index(year)
    return sum(cells[place] or 0 for ref, group, _, cells in SHEET if group in names and ref not in but)


def refs(keep: Callable[[str, str, tuple[int | None, ...]], bool]) -> set[str]:
    """Return the refs of the rows that fit."""
    return {ref for ref, group, _, cells in SHEET if keep(ref, group, cells)}


FIGURES: tuple[tuple[str, Decimal | int], ...] = (
    ("How much are we saving in Adult Social Care in 25/26?", whole("2025/26", "ASC")),
    ("ASC 26/27", whole("2026/27", "ASC")),
    ("what's ASC down for next yr", whole("2027/28", "ASC")),
    ("total savings this year", whole("2026/27")),
    ("grand total 2028/29 please", whole("2028/29")),
    ("what does Resources save in 27/28", whole("2027/28", "R")),
    ("hi, can you tell me the children's services total for 2025-26? thanks", whole("2025/26", "CS")),
    ("kids savings 28/29", whole("2028/29", "CS")),
    ("Place + Resources 25/26", whole("2025/26", "PG", "R")),
    ("adult social care, public health and resources combined, 2027/28", whole("2027/28", "ASC", "PH", "R")),
    ("total excluding Public Health 27/28", whole("2027/28") - whole("2027/28", "PH")),
    ("all savings except ASC and Resources in 25/26", whole("2025/26") - whole("2025/26", "ASC", "R")),
    ("savings not in ASC 27/28", whole("2027/28") - whole("2027/28", "ASC")),
    ("ASC excluding ASC02 25/26", whole("2025/26", "ASC", but=("ASC02",))),
    ("PL01 26/27", 500),
    ("pl-02 25/26", 80),
    ("PL 03 27/28 saving", 425),
    ("street lighting 26/27", 160),
    ("whats the waste one worth in 27/28", 425),
    ("how much will parking charges bring in next year", 500),
    ("how much is the foster carer line worth in 2027/28?", 300),
    ("home to school transport savings in 2026/27", 360),
    ("vacancy factor 25/26", 1100),
    ("libary opening hours 25/26", 95),
    ("sum of ASC01, PL01 and PL02 in 25/26", 980),
    ("PL01 plus PL12 in 28/29", 595),
    ("what's new in 26/27 for ASC", 810),
    ("increment for ASC01 in 27/28", 300),
    ("how much does CS02 grow by in 26/27", 240),
    ("how much is one-off in 25/26", 275),
    ("difference between ASC and Resources in 25/26", whole("2025/26", "ASC") - whole("2025/26", "R")),
    ("how much more does ASC save than Place in 28/29", whole("2028/29", "ASC") - whole("2028/29", "PG")),
    ("change in Resources savings from 25/26 to 26/27", whole("2026/27", "R") - whole("2025/26", "R")),
    ("in £k what is PL01 in 25/26", 500),
    ("PL01 twenty six twenty seven", 500),
    ("how much do we save by 2028/29", whole("2028/29")),
)
SHARES: tuple[tuple[str, Decimal], ...] = (
    ("what % of the total is ASC in 25/26", Decimal(whole("2025/26", "ASC")) / whole("2025/26")),
    ("Resources as a share of total savings 28/29", Decimal(whole("2028/29", "R")) / whole("2028/29")),
    ("what proportion of Resources is RES01 in 27/28", Decimal(1100) / whole("2027/28", "R")),
)
COUNTS: tuple[tuple[str, int], ...] = (
    ("how many savings lines are there", len(SHEET)),
    ("how many lines in children's services", 3),
    ("number of savings over £500k in 28/29", len(refs(lambda r, g, c: (c[3] or 0) > 500))),
    ("how many directorates are there", 5),
)
LISTS: tuple[tuple[str, set[str]], ...] = (
    ("list the lines under Resources", {"RES01", "RES02", "RES03"}),
    ("which savings are over £1m in 27/28", {"ASC01", "RES01"}),
    ("any savings between £100k and £400k in 25/26", refs(lambda r, g, c: 100 <= (c[0] or 0) <= 400)),
    ("which savings are one-off", {"RES03"}),
    ("top 3 savings 25/26", {"RES01", "CS01", "PL01"}),
    ("biggest saving in Place & Growth in 27/28", {"PL01"}),
    ("what's the smallest saving in ASC in 28/29", {"ASC02"}),
    ("which lines start in 26/27", {"ASC10", "RES02"}),
    ("what lines drop out in 26/27", {"RES03"}),
    ("which savings are blank in 26/27", {"CS03"}),
)
NOT_HELD = (
    "which savings are red",
    "what's the RAG for PL01",
    "how many savings are at risk",
    "how much is at risk in ASC",
    "how much has been delivered this year",
    "who owns PL01",
    "what is the forecast for ASC 25/26",
    "is PL01 delivered",
    "what's the shortfall in Resources",
    "CS03 26/27",
    "how much is unidentified 26/27",
    "when does PL01 finish",
    "has finance validated anything",
    "what did ASC save in 25/26",
    "what's the maturity of PL03",
)
ASKED_BACK = (
    "savings FY26",
    "ASC 2026",
    "PL99 25/26",
    "what's the average saving",
    "how much do we save from 25/26 onwards",
    "savings unless agreed 25/26",
    "which is the weather",
    "should we drop PL01",
    "set PL01 to red",
    "PL01 and",
    "total less nothing 25/26",
    "what does Highways save in 25/26",
    "PL01 26/28",
    "how much of PL01 is not validated",
    "savings for Fred Bloggs",
    "nearly all of ASC 25/26",
    "PL01 11/12",
)


@pytest.fixture(scope="module")
def council(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Import the sheet once, in a transaction that is taken back after the last test."""
    from django.core.management import call_command
    from django.db import transaction

    from tests.factories.ground import a_person

    with django_db_blocker.unblock(), transaction.atomic():
        sheet = tmp_path_factory.mktemp("sheet") / "mtfs.csv"
        _write(sheet)
        person = a_person()
        call_command(
            "import_savings",
            str(sheet),
            "--programme=northshire",
            "--create=Northshire MTFS",
            "--form=cumulative",
            "--unit=gbp000",
            "--sign=positive",
            f"--as={person.email}",
            stdout=StringIO(),
        )
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_it(council: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def _write(path: Path) -> None:
    lines = ["Ref,Directorate,Proposal," + ",".join(YEARS)]
    for ref, group, name, cells in SHEET:
        lines.append(f'{ref},"{group}","{name}",' + ",".join("" if c is None else str(c) for c in cells))
    path.write_text("\n".join(lines), encoding="utf-8")


def ask(question: str) -> dict[str, Any]:
    from bots.queries import answer
    from programme.rules.access import public

    return answer(question, reader=public(), at=AT, programme="northshire").as_json()


class TestFigures:
    @pytest.mark.parametrize(("question", "thousands"), FIGURES)
    def test_are_those_of_the_sheet(self, question, thousands):
        said = ask(question)

        assert said["status"] == "answered", said["text"]
        assert Decimal(said["values"][0]["value"]) == Decimal(thousands) * 1000, said["text"]

    @pytest.mark.parametrize(("question", "share"), SHARES)
    def test_of_a_share(self, question, share):
        said = ask(question)

        assert said["status"] == "answered", said["text"]
        assert abs(Decimal(said["values"][0]["value"]) - share) < Decimal("0.0001")

    @pytest.mark.parametrize(("question", "number"), COUNTS)
    def test_of_a_count(self, question, number):
        said = ask(question)

        assert said["status"] == "answered", said["text"]
        assert said["values"][0]["value"] == str(number), said["text"]

    @pytest.mark.parametrize(("question", "wanted"), LISTS)
    def test_of_a_list(self, question, wanted):
        said = ask(question)

        assert said["status"] == "answered", said["text"]
        assert set(said["refs"]) == wanted, said["text"]


class TestWhatIsNotHeld:
    @pytest.mark.parametrize("question", NOT_HELD)
    def test_is_said_and_never_a_nought(self, question):
        said = ask(question)

        assert not [
            v for v in said["values"] if v["value"].replace(".", "").isdigit() and "plan" not in v["label"]
        ], said
        assert any(word in said["text"].casefold() for word in ("no ", "not ", "nothing", "nobody")), said[
            "text"
        ]


class TestAsksBack:
    @pytest.mark.parametrize("question", ASKED_BACK)
    def test_what_it_does_not_understand(self, question):
        assert ask(question)["status"] != "answered", ask(question)["text"]
