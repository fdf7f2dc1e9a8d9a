"""Which version a caller saw: ETag out, If-Match in.

An ETag is the thing's version and nothing else: it guards writes, and is no key for a cache (answers say
`no-store`), since figures may move while the version stands.
"""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest

from programme.api.problems import FieldError, Problem

# A proxy that compresses turns "7" into W/"7"; the version is the same.
_ETAG: Final = re.compile(r'(?:W/)?"(\d{1,9})"')


def etag(version: int) -> str:
    """Return the ETag of a version: "7", in its quotes."""
    return f'"{version}"'


def version_seen(request: HttpRequest) -> int:
    """Return the version `If-Match` names. Raises the problem of none, of `*`, and of what is no version."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Problem("precondition")
    if given == "*":
        raise Problem("precondition", "* matches whatever is there; name the version you saw, by its ETag.")
    match = _ETAG.fullmatch(given)
    if match is None:
        raise Problem(
            "parameter",
            errors=[FieldError("If-Match", 'Send one ETag as you read it, with its quotes: "7".')],
        )
    return int(match[1])
