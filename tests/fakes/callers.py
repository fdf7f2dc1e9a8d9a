"""Callers of the API: a program with a token of somebody's."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from programme import changes
from programme.rules.access import Actor

_numbers = count(1)


def a_token(owner: Actor, *, scope: str = "write", days: int = 30) -> str:
    """Return a new token of a person's."""
    at = timezone.now()
    assert owner.person_id is not None
    _, token = changes.issue_token(
        person_id=owner.person_id,
        name=f"token {next(_numbers)}",
        scope=scope,
        expires_at=at + timedelta(days=days),
        by=owner,
        at=at,
    )
    return token


class Caller:
    """A program that calls the API as somebody; as nobody without a token."""

    def __init__(self, owner: Actor | None = None, *, token: str | None = None, scope: str = "write") -> None:
        self.token = token or (a_token(owner, scope=scope) if owner else None)
        self._client = Client(headers={"Authorization": f"Bearer {self.token}"} if self.token else {})

    def get(self, address: str, **query: Any) -> Any:
        """Read an address under /api/v1/, or one given whole."""
        return self._client.get(_whole(address), query)

    def post(
        self,
        address: str,
        body: Any = None,
        *,
        version: int | None = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        content_type: str = "application/json",
    ) -> Any:
        """Write to an address: the version seen as If-Match, the key as Idempotency-Key."""
        sent = dict(headers or {})
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        if key is not None:
            sent["Idempotency-Key"] = key
        return self._client.post(_whole(address), body, content_type=content_type, headers=sent)

    def method(self, method: str, address: str) -> Any:
        """Send any method at all."""
        return self._client.generic(method, _whole(address))


def _whole(address: str) -> str:
    return address if address.startswith(("/", "http")) else f"/api/v1/{address}"
