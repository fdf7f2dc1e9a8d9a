"""A view frozen as JSON is the same view when it is read; what was closed since is struck out and says so."""

import json
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.rules.board_summary import has_changed, struck_rows, summary
from governance.rules.board_view import (
    NO_LONGER_SHOWN,
    ROWS,
    About,
    Asked,
    BoardView,
    BridgeStep,
    BridgeYear,
    Meets,
    Moved,
    Sits,
    ToDo,
    about_of,
    from_json,
    to_json,
)
from governance.rules.striking import strike, things

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SINCE = datetime(2026, 11, 3, 18, tzinfo=UTC)


def rows_of(name: str) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return at most two rows of a part of a view, with little in each."""
    (kind, _) = get_args(get_type_hints(BoardView)[name])
    hints = get_type_hints(kind)
    return st.lists(st.builds(kind, **{field: of(hint) for field, hint in hints.items()}), max_size=2).map(
        tuple
    )


def of(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for a declared type, with short words and short tuples."""
    if hint is str:
        return st.text(max_size=4)
    if hint is Decimal:
        return st.decimals(
            allow_nan=False, allow_infinity=False, places=2, max_value=10**9, min_value=-(10**9)
        )
    if hint is datetime:
        return st.datetimes(timezones=st.just(UTC))
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            return st.lists(of(parts[0]), max_size=2).map(tuple)
        return st.tuples(*map(of, parts))
    if get_origin(hint) in (Union, UnionType):
        return st.none() | of(next(one for one in get_args(hint) if one is not NoneType))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field: of(kind) for field, kind in hints.items()})  # type: ignore[arg-type]
    return st.from_type(hint)


@st.composite
def views(draw: st.DrawFn) -> BoardView:
    """Return a view with rows in any one of its parts, and anything besides."""
    part = draw(st.sampled_from(ROWS))
    return replace(
        a_view(),
        **{part: draw(rows_of(part))},
        last_meeting=draw(of(Meets | None)),
        members=draw(of(tuple[Sits, ...])),
        summary=draw(of(tuple[str, ...])),
        quorum=draw(of(int | None)),
    )


def about(kind: str = "milestone", **values: Any) -> About:
    return About(kind, values.pop("id", None) or uuid4(), "M7", "Panel approves the homes", **values)


def a_move(**values: Any) -> Moved:
    given = {
        "about": about(),
        "at": AT,
        "what": "forecast",
        "was": "1 Dec 2026",
        "now": "20 Dec 2026",
        "by": "Max Manager",
        "reason": "The contractor is late",
        "days": 19,
        "push": 2,
        "worsened": True,
    }
    return Moved(**(given | values))


def a_view(**values: Any) -> BoardView:
    rows: dict[str, Any] = dict.fromkeys(ROWS, ())
    return BoardView(
        **{
            "board": about("board"),
            "board_kind": "Officer board",
            "organisation": "Council",
            "remit": "",
            "parent": "",
            "children": (),
            "quorum": None,
            "cadence": "",
            "members": (),
            "illustrative": False,
            "reader": "Cyd Chair",
            "without": "without exempt items",
            "since": SINCE,
            "since_words": "since your last meeting, 3 November 2026",
            "as_at": AT,
            "last_meeting": None,
            "next_meeting": None,
            "summary": (),
            **rows,
            **values,
        }
    )


def a_bridge(rests_on: tuple[tuple[str, UUID], ...] = ()) -> BridgeYear:
    return BridgeYear(
        programme=about("programme"),
        year="2026/27",
        basis="live figures",
        target=Decimal("100.00"),
        plan=Decimal("90.00"),
        forecast=Decimal("80.00"),
        to_plan=(BridgeStep("on_track", "On track", Decimal("90.00")),),
        to_forecast=(BridgeStep("plan", "Plan", Decimal("90.00")),),
        claimed=Decimal("10.00"),
        replaced=Decimal("0.00"),
        moved=Decimal("-5.00"),
        in_view=True,
        rests_on=rests_on,
    )


class TestJson:
    @settings(max_examples=40, deadline=None)
    @given(views())
    def test_gives_back_exactly_what_was_frozen(self, view: BoardView) -> None:
        stored = json.loads(json.dumps(to_json(view)))

        assert from_json(stored) == view

    def test_passes_over_what_it_does_not_know_and_takes_defaults_for_what_was_not_stored(self) -> None:
        stored = to_json(a_view(moves=(a_move(),)))
        del stored["moves"][0]["rests_on"]
        stored["moves"][0]["weather"] = "rain"
        stored["unheard_of"] = [1]

        assert from_json(stored).moves[0].rests_on == ()

    def test_keeps_amounts_as_strings_in_pounds(self) -> None:
        stored = to_json(a_view(moves=(a_move(pounds=Decimal("-4026.40")),)))

        assert stored["moves"][0]["pounds"] == "-4026.40"
        assert stored["as_at"] == "2026-11-22T09:00:00+00:00"


class TestStrike:
    def test_leaves_a_view_alone_while_all_of_it_is_visible(self) -> None:
        view = a_view(moves=(a_move(),))

        assert strike(view, {view.moves[0].about.id}) is view

    def test_keeps_a_row_that_was_closed_as_a_row_that_says_so(self) -> None:
        view = a_view(moves=(a_move(), a_move(about=about(id=uuid4()), reason="Open still")))
        open_one = view.moves[1].about.id

        struck = strike(view, {open_one})

        gone = struck.moves[0]
        assert gone.about.name == NO_LONGER_SHOWN
        assert gone.about.is_struck
        assert (gone.was, gone.now, gone.by, gone.reason, gone.days, gone.push) == (
            "",
            "",
            "",
            "",
            None,
            None,
        )
        assert struck.moves[1] == view.moves[1]
        assert struck_rows(struck) == 1

    def test_strikes_a_total_that_takes_in_a_line_closed_since(self) -> None:
        line = uuid4()
        view = a_view(bridges=(a_bridge((("saving", line),)),))

        struck = strike(view, {view.bridges[0].programme.id})

        (bridge,) = struck.bridges
        assert bridge.programme.name == NO_LONGER_SHOWN
        assert (bridge.target, bridge.plan, bridge.forecast, bridge.moved) == (None, None, None, None)
        assert bridge.to_plan == bridge.to_forecast == ()

    def test_strikes_pounds_alone_where_only_their_lines_were_closed(self) -> None:
        line = uuid4()
        view = a_view(moves=(a_move(pounds=Decimal("-4026.40"), rests_on=(("saving", line),)),))

        struck = strike(view, {view.moves[0].about.id})

        assert struck.moves[0].pounds is None
        assert struck.moves[0].about == view.moves[0].about

    def test_strikes_what_waits_for_a_decision_where_one_of_them_was_closed(self) -> None:
        milestone = uuid4()
        asked = Asked(
            about("decision"),
            "Cabinet",
            "Proposed",
            None,
            None,
            9,
            ("M4 New homes, 9 days",),
            (),
            True,
            (("milestone", milestone),),
        )
        view = a_view(asked=(asked,))

        struck = strike(view, {asked.about.id})

        assert struck.asked[0].waits == (NO_LONGER_SHOWN,)
        assert struck.asked[0].about == asked.about

    def test_says_nothing_more_of_it_in_the_summary(self) -> None:
        view = a_view(moves=(a_move(),))
        view = replace(view, summary=summary(view))
        assert "Panel approves the homes" in view.summary[0]

        struck = strike(view, set())

        assert struck.summary == ("1 item that stood here is no longer shown to you.",)

    @settings(max_examples=20, deadline=None)
    @given(views())
    def test_leaves_no_ref_or_name_of_what_is_closed(self, view: BoardView) -> None:
        struck = strike(view, set())

        rows = [row for name in ROWS for row in zip(getattr(view, name), getattr(struck, name), strict=True)]
        assert struck_rows(struck) == len(rows)
        assert all(about_of(now).ref == "" for was, now in rows if not about_of(was).is_struck)

    def test_names_everything_that_rights_are_checked_of_again(self) -> None:
        line = uuid4()
        view = a_view(moves=(a_move(rests_on=(("saving", line),)),), bridges=(a_bridge(),))

        assert things(view) == {
            "milestone": {view.moves[0].about.id},
            "saving": {line},
            "programme": {view.bridges[0].programme.id},
        }


class TestSummary:
    def test_is_one_line_where_nothing_changed(self) -> None:
        view = a_view()

        assert summary(view) == ("No change since your last meeting, 3 November 2026.",)
        assert not has_changed(view)

    def test_says_what_moved_and_for_the_how_manieth_time(self) -> None:
        view = a_view(moves=(a_move(), a_move(days=3, push=1)), bridges=(a_bridge(),))

        assert summary(view) == (
            "2 milestones moved later, the most M7 Panel approves the homes by 19 days; 1 not for the first time.",
            "Panel approves the homes: the forecast of 2026/27 is down £5.",
        )
        assert has_changed(view)

    def test_counts_overdue_actions_and_the_decisions_asked_of_this_board(self) -> None:
        action = ToDo(about("action"), "Lena Lead", date(2026, 11, 1), 21, None)
        asked = Asked(about("decision"), "Cabinet", "Proposed", None, None, 9, (), (), True)
        elsewhere = replace(asked, is_for_this_board=False)

        said = summary(a_view(actions=(action,), asked=(asked, elsewhere)))

        assert said == (
            "1 decision asked of this board; the longest has waited 9 days.",
            "1 action overdue.",
        )
