"""The parts of a digest: decisions, milestones, ratings, money, risks, actions, each line by line and as a table.

Source: docs/method.md, "Digests".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bots.rules.wording import day
from governance.rules.board_summary import counted
from governance.rules.board_view import (
    NO_LONGER_SHOWN,
    About,
    Asked,
    BoardView,
    BridgeYear,
    Moved,
    Opinions,
    SavingAtRisk,
)
from savings.rules.notation import show_pounds

MOST_ROWS: Final = 6  # of one part; the page has them all
MONEY: Final = "Money"
RATINGS: Final = "Ratings"
TAKE: Final = "Take one in hand"
IN_WORDS: Final = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)


@dataclass(frozen=True)
class Part:
    """One part of a digest: its heading, what it says line by line, and the same as a table where it has one.

    `act` is what its reader may do about it, in words, at `anchor` of the digest's page.
    """

    heading: str
    lines: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: int = 0  # rows that only the page shows
    act: str = ""
    anchor: str = ""

    def text(self, *, page: str = "") -> str:
        """Return the part as plain text; `page` is the address of the digest's page."""
        more = [f"… and {self.more} more on the page"] if self.more else []
        act = [f"{self.act}: {page}#{self.anchor}"] if self.act and page else []
        return "\n".join([self.heading, *(f"- {line}" for line in [*self.lines, *more]), *act])


def parts(view: BoardView) -> Iterable[Part]:
    """Return the parts of a digest in the order they are read: what needs the board first."""
    yield _decisions(view)
    yield _milestones(view)
    yield _ratings(view)
    yield from _bridges(view)
    yield _savings(view)
    yield _money_moves(view)
    yield _risks(view)
    yield _decided(view)
    yield _actions(view)
    yield _alerts(view)
    yield Part("Could not be delivered to you", view.undelivered)


def _part(heading: str, found: Sequence[tuple[str, tuple[str, ...]]], columns: tuple[str, ...]) -> Part:
    shown = found[:MOST_ROWS]
    return Part(
        heading,
        tuple(line for line, _ in shown),
        columns,
        tuple(row for _, row in shown),
        max(len(found) - MOST_ROWS, 0),
    )


def _decisions(view: BoardView) -> Part:
    asked = sorted(view.asked, key=lambda one: not one.is_for_this_board)
    found = [(_asked(one), (called(one.about), one.decision_maker, *_amount_and_day(one))) for one in asked]
    return _part("Decisions needed", found, ("Decision", "Decision-maker", "Amount", "Needed by", "Waiting"))


def _amount_and_day(one: Asked) -> tuple[str, str, str]:
    waiting = "" if one.waiting_days is None else counted(one.waiting_days, "day")
    return _pounds(one.amount), day(one.needed_by) if one.needed_by else "", waiting


def _asked(one: Asked) -> str:
    if one.about.is_struck:
        return f"A decision {NO_LONGER_SHOWN}"
    amount, needed, waiting = _amount_and_day(one)
    said = [
        f"{called(one.about)}: {one.state.lower()}, {one.decision_maker}",
        amount,
        f"needed by {needed}" if needed else "",
        f"waiting {waiting}" if waiting else "",
    ]
    line = ", ".join(part for part in said if part)
    held = f" Held back by: {'; '.join(one.held_back_by)}." if one.held_back_by else ""
    waits = f" Waiting for it: {'; '.join(one.waits)}." if one.waits else ""
    return f"{line}.{waits}{held}"


def _milestones(view: BoardView) -> Part:
    moved = [one for one in view.moves if one.about.kind == "milestone"]
    earlier = [one for one in moved if one.what == "forecast" and one.worsened is False]
    found = [(_milestone(one), _milestone_row(one)) for one in moved if one not in earlier]
    if earlier:
        words = f"{counted(len(earlier), 'milestone')} moved earlier."
        found.insert(MOST_ROWS - 1, (words, ("", "", "", "", "", "", words)))
    return _part("Milestones", found, ("Milestone", "Was", "Now", "Days", "Time moved later", "Money", "Why"))


def _milestone(one: Moved) -> str:
    if one.about.is_struck:
        return f"A milestone {NO_LONGER_SHOWN}"
    said = f"{called(one.about)}: {_change(one)}"
    if one.days:
        said += f", {counted(abs(one.days), 'day')} {'later' if one.days > 0 else 'earlier'}"
    if one.push:
        said += f", moved later for the {times(one.push)} time"
    return f"{said}{_money(one)}.{_why(one)}"


def _milestone_row(one: Moved) -> tuple[str, ...]:
    days = "" if one.days is None else f"{one.days:+d}"
    return called(one.about), one.was, one.now, days, _times(one.push), _pounds_moved(one), one.reason


def _times(push: int | None) -> str:
    return times(push) if push else ""


def _change(one: Moved) -> str:
    if one.what == "finished":
        return f"finished {one.now}"
    if one.what in ("added", "removed", "reopened"):
        return one.what
    what = "baseline " if one.what == "baseline" else ""
    return f"{what}{one.was} to {one.now}"


def _money(one: Moved) -> str:
    words = _pounds_moved(one)
    return f"; forecast {words}" if words else ""


def _pounds_moved(one: Moved) -> str:
    if not one.pounds:
        return ""
    return f"{show_pounds(abs(one.pounds))} {'more' if one.pounds > 0 else 'less'}"


def _why(one: Moved) -> str:
    if not one.reason:
        return f" {one.by}." if one.by else ""
    return f" “{one.reason}”{f' ({one.by})' if one.by else ''}."


def _ratings(view: BoardView) -> Part:
    moved = {one.about.id: one for one in view.moves if one.what == "rating"}
    told = [
        one
        for one in view.opinions
        if one.about.id in moved or one.disagreement or one.staleness or one.about.is_struck
    ]
    found = [
        (
            _opinions(one, moved.get(one.about.id)),
            (called(one.about), one.reported, one.reported_was, one.by_rule, one.chance, _note(one)),
        )
        for one in told
    ]
    quiet = len(view.opinions) - len(told)
    part = _part(RATINGS, found, ("Workstream", "Reported", "Was", "By rule", "Chance", "Note"))
    if not quiet or not found:
        return part
    rest = f"{counted(quiet, 'other workstream')} rated as before"
    return Part(part.heading, (*part.lines, f"{rest}."), part.columns, part.rows, part.more)


def _opinions(one: Opinions, moved: Moved | None) -> str:
    if one.about.is_struck:
        return f"A workstream {NO_LONGER_SHOWN}"
    was = f", was {moved.was}" if moved and not moved.about.is_struck else ""
    said = f"{called(one.about)}: reported {one.reported}{was}; by rule {one.by_rule}; chance {one.chance}"
    return f"{said}. {one.staleness}." if one.staleness else f"{said}."


def _note(one: Opinions) -> str:
    return "; ".join(part for part in (one.disagreement, one.staleness) if part)


def _bridges(view: BoardView) -> Iterable[Part]:
    by_thing: dict[str, list[BridgeYear]] = {}
    for one in view.bridges:
        by_thing.setdefault(str(one.programme.id), []).append(one)
    for years in by_thing.values():
        first = years[0]
        if first.programme.is_struck:
            yield Part(MONEY, (f"A bridge of money {NO_LONGER_SHOWN}",))
            continue
        lines = tuple(line for one in years for line in _bridge(one))
        yield Part(heading_of(first), lines, *_bridge_table(years))


def heading_of(one: BridgeYear) -> str:
    """Return the heading that a bridge stands under: what it is of, and which figures they are."""
    return f"{MONEY}: {one.programme.name}, {one.basis}"


def _bridge(one: BridgeYear) -> Iterable[str]:
    if one.programme.is_struck:
        yield f"A year {NO_LONGER_SHOWN}"
        return
    whole = (
        f"target {show_pounds(one.target)}"
        if one.target is not None
        else f"plan {_pounds(one.plan) or 'not known'}"
    )
    steps = "; ".join(f"{_lower(step.words)} {show_pounds(step.pounds)}" for step in one.to_plan)
    moved = ""
    if one.moved:
        moved = f" The forecast is {'up' if one.moved > 0 else 'down'} {show_pounds(abs(one.moved))}."
    claimed = f" Claimed {show_pounds(one.claimed)}." if one.claimed else ""
    notes = f" {'. '.join(one.notes)}." if one.in_view and one.notes else ""
    yield f"{one.year}: {whole}{': ' + steps if steps else ''}.{_forecast(one)}{moved}{claimed}{_range(one)}{notes}"


def _forecast(one: BridgeYear) -> str:
    if one.forecast is None:
        return " Nobody has forecast it."
    plan, *steps = one.to_forecast or (None,)
    if plan is None:
        return f" Forecast {show_pounds(one.forecast)}."
    said = "".join(
        f" {'less' if step.pounds < 0 else 'plus'} {_lower(step.words)} {show_pounds(abs(step.pounds))}"
        for step in steps
    )
    whole = f"Plan {show_pounds(plan.pounds)}"
    if one.plan is not None and one.plan != plan.pounds:
        whole = f"Of the plan {show_pounds(plan.pounds)} counts in totals; that"
    return f" {whole}{said} is forecast {show_pounds(one.forecast)}."


def _range(one: BridgeYear) -> str:
    return f" {one.range_words}" if one.range_words else ""


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _bridge_table(years: Sequence[BridgeYear]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return both bridges as one table: a row a step, a column a year."""
    shown = [one for one in years if not one.programme.is_struck]
    names: dict[str, str] = {}
    for one in shown:
        names |= {f"plan:{step.name}": step.words for step in one.to_plan}
    rows = [
        ("Target", *(_pounds(one.target) or "none shown" for one in shown)),
        *(
            (words, *(_step(one.to_plan, name.removeprefix("plan:")) for one in shown))
            for name, words in names.items()
        ),
    ]
    if any(_step(one.to_forecast, "plan") not in ("", _pounds(one.plan)) for one in shown):
        rows.append(("Plan of the kinds the target takes in", *(_pounds(one.plan) for one in shown)))
    rows.append(("Plan", *(_step(one.to_forecast, "plan") or _pounds(one.plan) for one in shown)))
    later: dict[str, str] = {}
    for one in shown:
        later |= {step.name: step.words for step in one.to_forecast if step.name != "plan"}
    rows += [(words, *(_step(one.to_forecast, name) for one in shown)) for name, words in later.items()]
    rows.append(("Forecast", *(_pounds(one.forecast) or "not known" for one in shown)))
    rows.append(("Forecast moved", *(_pounds(one.moved) for one in shown)))
    rows.append(("Claimed, beside", *(_pounds(one.claimed) for one in shown)))
    return ("", *(one.year for one in shown)), tuple(rows)


def _step(steps: Sequence[object], name: str) -> str:
    return next((_pounds(s.pounds) for s in steps if getattr(s, "name", "") == name), "")  # type: ignore[attr-defined]


def _pounds(pounds: object) -> str:
    return "" if pounds is None else show_pounds(pounds)  # type: ignore[arg-type]


def _savings(view: BoardView) -> Part:
    found = [(_saving(one), _saving_row(one)) for one in view.savings_at_risk]
    columns = ("Saving", "Owner", "Year", "Plan", "Forecast", "Loss", "Timing", "Outlook", "Why")
    return _part("Savings at risk", found, columns)


def _saving(one: SavingAtRisk) -> str:
    if one.about.is_struck:
        return f"A saving {NO_LONGER_SHOWN}"
    parts = [
        f"forecast {_pounds(one.forecast) or 'not known'} of {_pounds(one.plan) or 'a plan not known'} in {one.year}",
        f"loss {_pounds(one.loss)}" if one.loss else "",
        f"timing {_pounds(one.timing)}" if one.timing else "",
        one.outlook.lower(),
        f"owner {one.owner}",
    ]
    why = f" {one.why.rstrip('.')}." if one.why else ""
    return f"{called(one.about)}: {', '.join(part for part in parts if part)}.{why}"


def _saving_row(one: SavingAtRisk) -> tuple[str, ...]:
    money = (_pounds(value) for value in (one.plan, one.forecast, one.loss, one.timing))
    return called(one.about), one.owner, one.year, *money, one.outlook, one.why


def _money_moves(view: BoardView) -> Part:
    moved = [one for one in view.moves if one.about.kind in ("saving", "target") and one.what != "removed"]
    found = [
        (
            f"A saving {NO_LONGER_SHOWN}"
            if one.about.is_struck
            else f"{called(one.about)}: {one.what} {_from_to(one)}{_money(one)}.{_why(one)}",
            (called(one.about), one.what, one.was, one.now, one.reason, one.by),
        )
        for one in moved
    ]
    return _part("Savings that moved", found, ("Saving", "What", "Was", "Now", "Why", "By"))


def _from_to(one: Moved) -> str:
    return " to ".join(part for part in (one.was, one.now) if part)


def _risks(view: BoardView) -> Part:
    found = [
        (
            f"A risk {NO_LONGER_SHOWN}"
            if one.about.is_struck
            else f"{called(one.about)}: {one.band}{', was ' + one.was if one.was else ''}; owner {one.owner}.",
            (called(one.about), one.band, one.was, one.owner),
        )
        for one in view.risks
        if one.was or one.about.is_struck
    ]
    return _part("Risks that moved", found, ("Risk", "Now", "Was", "Owner"))


def _decided(view: BoardView) -> Part:
    found = []
    for one in view.decided:
        effective = f", in effect on {day(one.effective_on)}" if one.effective_on else ""
        changes = f" {'; '.join(one.changes)}." if one.changes else ""
        said = f"{called(one.about)}: {one.state.lower()} on {day(one.on)}, {one.decision_maker}{effective}.{changes}"
        found.append(
            (
                f"A decision {NO_LONGER_SHOWN}" if one.about.is_struck else said,
                (called(one.about), one.decision_maker, day(one.on), "; ".join(one.changes)),
            )
        )
    return _part("Decided", found, ("Decision", "Decision-maker", "On", "Changes"))


def _actions(view: BoardView) -> Part:
    found = [
        (
            f"An action {NO_LONGER_SHOWN}"
            if one.about.is_struck
            else f"{called(one.about)}: {one.owner}, {counted(one.overdue_days, 'day')} overdue.",
            (called(one.about), one.owner, day(one.due_on) if one.due_on else "", str(one.overdue_days)),
        )
        for one in view.actions
        if one.overdue_days or one.about.is_struck
    ]
    return _part("Actions overdue", found, ("Action", "Owner", "Due", "Days overdue"))


def _alerts(view: BoardView) -> Part:
    found = []
    for one in view.escalated:
        taken = (
            f"taken in hand by {one.acknowledged_by}"
            if one.acknowledged_by
            else "nobody has taken it in hand"
        )
        up = f", from {one.from_board}" if one.from_board else ""
        kind = f" ({_lower(one.kind)})" if one.kind else ""  # two alerts of one thing differ by it alone
        said = f"{called(one.about)}{kind}: {one.words.rstrip('.')}; since {day(one.since)}{up}; {taken}."
        found.append(
            (
                f"An alert {NO_LONGER_SHOWN}" if one.about.is_struck else said,
                (
                    called(one.about),
                    f"{one.kind}. {one.words}" if one.kind else one.words,
                    day(one.since),
                    one.from_board,
                    one.acknowledged_by or "nobody yet",
                ),
            )
        )
    part = _part("Alerts that reached this board", found, ("About", "What", "Since", "From", "Taken by"))
    waiting = any(not one.acknowledged_by and not one.about.is_struck for one in view.escalated)
    return replace(part, act=TAKE, anchor="escalated") if waiting else part


def called(about: About) -> str:
    """Return what a thing is called: its ref and name, or that it is no longer shown."""
    return f"{about.ref} {about.name}".strip() if about.ref not in about.name.split() else about.name


def times(push: int) -> str:
    """Write the how-manieth time: "second", "12th"."""
    if push < len(IN_WORDS):
        return IN_WORDS[push]
    tail = "th" if 10 < push % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(push % 10, "th")
    return f"{push}{tail}"
