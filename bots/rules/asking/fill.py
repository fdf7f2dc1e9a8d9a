"""From a frame to queries: which metric, which shape, of what and when; and only what the registry allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bots.rules.asking.allowing import allowed
from bots.rules.asking.drafting import drafts_of
from bots.rules.asking.frame import Frame
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.names_asked import named_in
from bots.rules.asking.query import Against, Query, Shape
from bots.rules.asking.settling import settled_over
from bots.rules.asking.time_asked import times_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A query with what about it still has to be asked back: `why` in words, `is_sure` for a name only partly said."""

    query: Query
    is_sure: bool = True
    why: str = ""


def candidates(frame: Frame, lexicon: Lexicon) -> Iterator[Candidate]:
    """Return every query a frame may be, each allowed by the registry; none where its slots do not go together."""
    found = list(_candidates(frame, lexicon))
    whether = any(one.query.shape is Shape.YES_NO for one in found)
    if any(one.query.metric == "proposals" for one in found):
        found = [
            one for one in found if one.query.metric not in ("line", "plan")
        ]  # "proposals" are also lines
    return iter([one for one in found if not whether or one.query.shape is Shape.YES_NO])


def _candidates(frame: Frame, lexicon: Lexicon) -> Iterator[Candidate]:
    for draft in _with_indicators(drafts_of(frame), frame):
        for time, other_time, why in times_of(frame, draft):
            timed = replace(draft, time=time)
            if other_time is not None:
                timed = replace(timed, against=replace(timed.against or Against(), time=other_time))
            for query, is_sure in named_in(timed, frame, lexicon):
                settled = settled_over(query, lexicon)
                yield from (Candidate(one, is_sure, why) for one in settled if allowed(one))


def _with_indicators(drafts: Iterable[Query], frame: Frame) -> Iterator[Query]:
    """Return drafts as they are, and those of a target of what may be an indicator as of its own target.

    The forecast of a budget line is what it is projected to spend.
    """
    named = any(t.kind == "indicator" for n in frame.names for t in n.named.things)
    kinds = {t.kind for n in frame.names for t in n.named.things}
    budgeted = any(t.kind == "budget_line" for n in frame.names for t in n.named.things)
    for draft in drafts:
        yield draft
        if draft.metric == "target" and any("budget_area" in n.kinds for n in frame.names):
            yield replace(draft, metric="area_target")
        if named and draft.metric == "target":
            yield replace(draft, metric="indicator_target")
        if (
            draft.metric in ("plan", "target", "forecast")
            and draft.shape is Shape.FIGURE
            and "printed" in kinds
        ):
            yield replace(draft, metric="printed_figure")
        if draft.metric in ("chance", "risks") and "proposal" in kinds:
            yield replace(draft, shape=Shape.FIGURE, metric="proposal_risk", rows="")
        if draft.metric in ("plan", "full_year") and draft.shape is Shape.FIGURE and "budget_area" in kinds:
            yield replace(draft, metric="area_target")
        if budgeted and draft.metric == "forecast" and not draft.filters:
            yield replace(draft, metric="projection")
