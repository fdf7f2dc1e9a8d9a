"""What a board sees, made up in full: every part of a view with rows in it, to lay out documents with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from governance.rules.board_view import (
    About,
    Asked,
    BoardView,
    BridgeStep,
    BridgeYear,
    Decided,
    Escalated,
    Meets,
    Moved,
    Opinions,
    RiskLine,
    SavingAtRisk,
    Sits,
    ToDo,
    Trend,
)

AT = datetime(2026, 11, 22, 9, 7, tzinfo=UTC)
LAST = datetime(2026, 11, 3, 14, tzinfo=UTC)
PROGRAMME = UUID(int=1)


def an_about(kind: str, n: int, name: str, **values: Any) -> About:
    """Return the n-th thing of a kind, of the one programme."""
    return About(
        kind, uuid5(NAMESPACE_OID, f"{kind} {n}"), f"{kind[0].upper()}{n}", name, PROGRAMME, **values
    )


def a_full_view(
    rows: int = 3, *, name: str = "New homes open", words: str = "It is late", **values: Any
) -> BoardView:
    """Return a view with so many rows in every part, each thing called `name` and every free text `words`."""
    numbers = range(1, rows + 1)
    given: dict[str, Any] = {
        "board": an_about("board", 1, f"{name} Board"),
        "board_kind": "Officer board",
        "organisation": "Somewhere Council",
        "remit": words,
        "parent": "Council Improvement Board",
        "children": ("Homes Board",),
        "quorum": 3,
        "cadence": "monthly",
        "members": tuple(Sits(UUID(int=n), f"{name} {n}", "Member", "to 31 Mar 2028") for n in numbers),
        "illustrative": False,
        "reader": "Cyd Chair",
        "without": "without exempt items",
        "since": LAST,
        "since_words": "since your last meeting, 3 November 2026",
        "as_at": AT,
        "last_meeting": Meets(UUID(int=7), LAST, "Civic Centre", "", "held"),
        "next_meeting": Meets(UUID(int=8), AT + timedelta(days=9), "Civic Centre", words, "planned"),
        "summary": (words, "3 milestones moved later."),
        "moves": tuple(_move(n, name, words) for n in numbers),
        "bridges": tuple(_bridge(n, name, words) for n in range(2026, 2030)),
        "opinions": tuple(_opinions(n, name, words) for n in numbers),
        "trends": tuple(_trend(n, name) for n in numbers),
        "savings_at_risk": tuple(_saving(n, name, words) for n in numbers),
        "risks": tuple(
            RiskLine(an_about("risk", n, name), name, "4 × 5 = 20", "Red", "Amber", words, date(2026, 12, 1))
            for n in numbers
        ),
        "asked": tuple(_asked(n, name, words) for n in numbers),
        "decided": tuple(_decided(n, name, words) for n in numbers),
        "actions": tuple(
            ToDo(an_about("action", n, words), name, date(2026, 11, 20), 2 * (n % 2), None) for n in numbers
        ),
        "escalated": tuple(
            Escalated(an_about("milestone", n, name), "Milestone slipped", words, LAST, "Homes Board", "")
            for n in numbers
        ),
        "method_version": "risk-2",
    }
    return BoardView(**(given | values))


def _move(n: int, name: str, words: str) -> Moved:
    return Moved(
        an_about("milestone", n, name), LAST + timedelta(days=n % 15), "forecast", "1 Dec 2026", "20 Dec 2026", name,
        words, days=19, push=2, pounds=Decimal("-3750.00"), worsened=True,
    )  # fmt: skip


def _bridge(year: int, name: str, words: str) -> BridgeYear:
    steps = (
        BridgeStep("delivered", "Delivered (validated)", Decimal(400_000)),
        BridgeStep("on_track", "On track", Decimal(450_000)),
        BridgeStep("deliverable_later", "Undeliverable this year, deliverable later", Decimal(100_000)),
        BridgeStep("unidentified", "Unidentified", Decimal(50_000)),
    )
    onward = (
        BridgeStep("plan", "Plan", Decimal(950_000)),
        BridgeStep("loss", "Loss", Decimal(-40_000)),
        BridgeStep("timing", "Timing", Decimal(-60_000)),
    )
    return BridgeYear(
        programme=an_about("programme", 1, f"{name} programme"), year=f"{year}/{(year + 1) % 100:02}",
        basis="figures of 2026/27 M6, closed by Fin Partner on 2 Nov 2026", target=Decimal(1_000_000),
        plan=Decimal(950_000), forecast=Decimal(850_000), to_plan=steps, to_forecast=onward, claimed=Decimal(20_000),
        replaced=Decimal(0), moved=Decimal(-5_000), notes=(words,), in_view=year == 2026,
    )  # fmt: skip


def _opinions(n: int, name: str, words: str) -> Opinions:
    rating = ("Red", "Amber", "Green", "not published")[n % 4]
    return Opinions(
        about=an_about("workstream", n, name), owner=name, decision_maker="Executive Director", reported=rating,
        reported_on=date(2026, 11, 5), reported_was="Amber", definition_set="Somewhere definitions", by_rule="high",
        rule_reasons=(words,), chance="high, 47%", chance_reasons=(), disagreement=f"Reported {rating}, high by rule",
        staleness="", milestones_late=1, next_milestone=f"M{n} {name}, 1 Jan 2027",
    )  # fmt: skip


def _trend(n: int, name: str) -> Trend:
    points = (
        (date(2026, 2, 13), date(2026, 11, 2)),
        (date(2026, 7, 24), date(2026, 12, 4)),
        (date(2026, 10, 29), date(2027, 1, 1) + timedelta(days=n)),
    )
    return Trend(an_about("milestone", n, name), date(2026, 11, 2), points, None, 2, f"{60 + n} days later")


def _saving(n: int, name: str, words: str) -> SavingAtRisk:
    amounts = {"plan": Decimal(349_000), "forecast": Decimal("273731.18"), "loss": Decimal(0), "timing": None}
    return SavingAtRisk(
        an_about("saving", n, name), name, "2026/27", outlook="Undeliverable this year, deliverable later", why=words,
        **amounts,
    )  # fmt: skip


def _asked(n: int, name: str, words: str) -> Asked:
    return Asked(
        an_about("decision", n, name), "Cabinet", "Proposed", Decimal(250_000), date(2026, 12, 10), 23,
        (f"M{n} {name}, 23 days", words), ("the equality impact assessment",), n % 2 == 1,
    )  # fmt: skip


def _decided(n: int, name: str, words: str) -> Decided:
    about = an_about("decision", 100 + n, name)
    return Decided(about, "Cabinet", "Made", date(2026, 11, 10), date(2026, 11, 18), (words,))
