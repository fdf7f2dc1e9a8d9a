"""The words of a digest, from the view frozen with it: the same for email, Slack and the command line.

Short British English, complete as plain text. A table says what its lines say, for layouts that have tables.
Source: docs/method.md, "Digests".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bots.rules.digest_parts import Part, parts
from bots.rules.wording import ILLUSTRATIVE, TURN_DOWN, day
from governance.rules.board_summary import counted, has_changed
from governance.rules.board_view import BoardView

CLOSED_BOARD: Final = "A digest is ready for you"
CLOSED_WORDS: Final = "Sign in to read it: what it is about is not named in messages."
LEFT_OUT: Final = "Exempt and confidential items are left out of messages; the page shows what you may see."


@dataclass(frozen=True)
class DigestWords:
    """What a digest says: subject, title, the sentences that sum it up, its parts, and what closes it."""

    subject: str
    title: str
    dated: str
    summary: tuple[str, ...]
    parts: tuple[Part, ...]
    foot: tuple[str, ...]
    link: str
    turn_down: str

    def text(self) -> str:
        """Return the whole digest as plain text."""
        opening = "\n".join([self.title, self.dated] if self.dated else [self.title])
        closing = [*self.foot, f"Open: {self.link}", f"{TURN_DOWN}: {self.turn_down}"]
        said = "\n".join(self.summary)
        return "\n\n".join(
            [opening, said, *(part.text(page=self.link) for part in self.parts), "\n".join(closing)]
        )


def digest_words(view: BoardView, *, link: str, turn_down: str, cleared: bool = False) -> DigestWords:
    """Return the words of a digest. Where nothing changed it is one line, with what still waits.

    `cleared` says that its reader may see more on the page.
    """
    marked = f" ({ILLUSTRATIVE})" if view.illustrative else ""
    name = f"{view.board.name}{marked}"
    changed = has_changed(view) or bool(view.undelivered)
    foot = [
        *([LEFT_OUT] if cleared else []),
        *(
            [f"{ILLUSTRATIVE}: these figures are invented, on a copy of a published programme."]
            if marked
            else []
        ),
        f"Figures as at {day(view.as_at)}, {view.without}.",
    ]
    if not changed:
        line = nothing_changed(view)
        return DigestWords(
            f"{name}: no change", name, "", (line,), (), (LEFT_OUT,) if cleared else (), link, turn_down
        )
    return DigestWords(
        subject=f"{name}: {_short(view)}",
        title=name,
        dated=f"What changed {view.since_words}",
        summary=view.summary,
        parts=tuple(part for part in parts(view) if part.lines),
        foot=tuple(foot),
        link=link,
        turn_down=turn_down,
    )


def closed_board_words(*, link: str, turn_down: str) -> DigestWords:
    """Return what is said of a digest whose board may not be named in messages."""
    return DigestWords(CLOSED_BOARD, CLOSED_BOARD, "", (CLOSED_WORDS,), (), (), link, turn_down)


def nothing_changed(view: BoardView) -> str:
    """Return one line that says that nothing changed, and what still waits for somebody."""
    ours = sum(one.is_for_this_board for one in view.asked)
    late = sum(bool(one.overdue_days) for one in view.actions)
    waits = [
        *([f"{counted(ours, 'decision')} asked of this board"] if ours else []),
        *([f"{counted(late, 'action')} overdue"] if late else []),
    ]
    return f"No change {view.since_words}{'; ' + ', '.join(waits) if waits else ''}."


def _short(view: BoardView) -> str:
    """Return the most pressing sentence for a subject line, without its stop."""
    return view.summary[0].removesuffix(".") if view.summary else f"changes {view.since_words}"
