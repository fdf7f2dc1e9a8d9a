"""The words after /tracker that are no questions: each opens a form, or is done by a worker. A table, with its help."""

from __future__ import annotations

from typing import Any, Final

from bots.rules.forms import CHANNEL as CHANNEL_FORM
from bots.rules.forms import HEARING, MILESTONE, SAVING, WORKSTREAM

FORMS: Final = {
    "rag": (WORKSTREAM, "`/tracker rag WS3` updates a workstream's RAG"),
    "move": (MILESTONE, "`/tracker move M7` moves a milestone's forecast"),
    "forecast": (SAVING, "`/tracker forecast 24S2` updates a saving's forecast"),
    "alerts": (HEARING, "`/tracker alerts` chooses what you hear, and quiet hours"),
}
CONNECT: Final = "connect"
CHANNEL: Final = "channel"
LINK: Final = "link"
UNLINK: Final = "unlink"
DOES: Final = {
    CONNECT: "`/tracker connect` links your Slack account, or says that it is",
    CHANNEL: "`/tracker channel` says what this channel is linked to",
    LINK: "`/tracker link` links this channel to a workstream, board or programme",
    UNLINK: "`/tracker unlink` ends that",
}
_MOST_WORDS: Final = 2  # more make it a question: "forecast for adult social care next year"


def form_of(text: str) -> dict[str, Any] | None:
    """Return the form a command opens and the ref it names; None where it is no such command."""
    words = text.split()
    if words and words[0].casefold() == LINK:
        return {"form": CHANNEL_FORM, "ref": " ".join(words[1:])[:100]}
    if not words or len(words) > _MOST_WORDS or words[0].casefold() not in FORMS:
        return None
    kind, _ = FORMS[words[0].casefold()]
    if kind == HEARING:
        return {"form": kind} if len(words) == 1 else None
    if kind == SAVING and len(words) == 1:
        return {"form": kind}
    return {"form": kind, **({"ref": words[1][:60]} if len(words) > 1 else {})}


def errand_of(text: str) -> str | None:
    """Return what a command has a worker do; None where it is a question."""
    first, _, rest = text.strip().partition(" ")
    word = first.casefold()
    return None if word not in DOES or rest else word


def help_lines() -> list[str]:
    """Return what may be done by command, a line each."""
    return [*(words for _, words in FORMS.values()), *DOES.values()]
