"""What Slack itself accepted and refused, and how each delivery to the app went: the oracle of the tests."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

from bots.rehearsal.clock import Clock
from bots.rehearsal.journal import Journal

MOST_KEPT = 20_000


@dataclass
class Call:
    """One call of the Web API (or of a response address) in the order Slack took it."""

    n: int
    at: float
    method: str
    arguments: dict[str, Any]
    answer: dict[str, Any] = field(default_factory=dict)
    error: str = ""


@dataclass
class Delivery:
    """One attempt to hand something to the app. `kind` is event, command, actions, submission or closed."""

    n: int
    at: float
    kind: str
    id: str
    retry: int
    status: int | None
    trouble: str
    body: str


class Record:
    """Accepted calls (in the journal), refused calls and deliveries (in memory), numbered from 1.

    `at` is by the rehearsal's own clock, which tests put forward.
    """

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal, self._clock = journal, clock
        self.accepted: deque[Call] = deque((Call(**row) for row in journal.rows("call").values()), MOST_KEPT)
        self.refused: deque[Call] = deque(maxlen=MOST_KEPT)
        self.deliveries: deque[Delivery] = deque(maxlen=MOST_KEPT)
        self._accepted_so_far = self.accepted[-1].n if self.accepted else 0
        self._refused_so_far = self._deliveries_so_far = 0

    def accept(self, method: str, arguments: dict[str, Any], answer: dict[str, Any]) -> None:
        self._accepted_so_far += 1
        call = Call(self._accepted_so_far, self._clock.now(), method, arguments, answer)
        self.accepted.append(call)
        self._journal.put("call", str(call.n), asdict(call))

    def refuse(self, method: str, arguments: dict[str, Any], error: str, answer: dict[str, Any]) -> None:
        self._refused_so_far += 1
        self.refused.append(Call(self._refused_so_far, self._clock.now(), method, arguments, answer, error))

    def deliver(
        self, kind: str, delivery_id: str, *, retry: int, status: int | None, trouble: str, body: str
    ) -> None:
        self._deliveries_so_far += 1
        self.deliveries.append(
            Delivery(
                self._deliveries_so_far, self._clock.now(), kind, delivery_id, retry, status, trouble, body
            )
        )
