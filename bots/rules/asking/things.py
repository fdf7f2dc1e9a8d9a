"""What a question can be about: the things with names that its asker may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

ThingKind = Literal[
    "saving",
    "heading",
    "workstream",
    "programme",
    "person",
    "board",
    "milestone",
    "indicator",
    "budget_line",
    "risk",
    "decision",
    "decision_maker",
    "proposal",
    "budget_area",
    "pressure",
    "cost_driver",
    "cause",
    "printed",
    "benefit",
]
KIND_WORDS: Final[dict[ThingKind, str]] = {
    "saving": "line",
    "heading": "heading",
    "workstream": "workstream",
    "programme": "programme",
    "person": "owner",
    "board": "board",
    "milestone": "milestone",
    "indicator": "indicator",
    "budget_line": "budget line",
    "risk": "risk",
    "decision": "decision",
    "decision_maker": "decision-maker",
    "proposal": "proposal",
    "budget_area": "budget area",
    "pressure": "budget pressure",
    "cost_driver": "cost driver",
    "cause": "stated cause",
    "printed": "printed amount",
    "benefit": "stated benefit",
}
"""The word that marks a thing of each kind, in answers and in restated questions."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a question can be about, as its asker may see it. A heading has no id and no ref.

    `shown_ref` is blank where the paper prints no ref and ours is only a handle.
    """

    kind: ThingKind
    name: str
    programme_id: UUID
    programme_code: str
    programme_name: str
    id: UUID | None = None
    ref: str = ""
    shown_ref: str = ""
    illustrative: bool = False

    def __hash__(self) -> int:
        return hash((self.kind, self.id or self.name))

    @property
    def label(self) -> str:
        """Return how people call it: its ref where one is shown, and its name."""
        return f"{self.shown_ref} {self.name}" if self.shown_ref else self.name

    @property
    def where(self) -> str:
        """Return its programme's code, marked where the programme is illustrative; for use within brackets."""
        return f"{self.programme_code}, Illustrative" if self.illustrative else self.programme_code

    @property
    def place(self) -> str:
        """Return the same for use in a sentence."""
        return f"{self.programme_code} (Illustrative)" if self.illustrative else self.programme_code

    @property
    def title(self) -> str:
        """Return how an answer calls it: "24S365 Agency staff (southampton-cl)"."""
        return f"{self.label} ({self.where})"

    @property
    def phrase(self) -> str:
        """Return the words that name it and nothing else, for a restated question."""
        marker = KIND_WORDS[self.kind]
        if self.kind == "programme":
            return f"{marker} {self.programme_code}"
        return f"{marker} {self.ref or self.name} in {self.programme_code}"
