"""Following every link of our own pages from where a reader starts."""

from __future__ import annotations

import re
from collections import Counter, deque

from django.test import Client

KINDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
OURS = re.compile(r'href="(/[^"#]*)')
ELSEWHERE = ("/admin/", "/static/", "/account/", "/api/")
OF_EACH_KIND = 3


def walk(client: Client, *, start: str = "/") -> dict[str, tuple[int, str]]:
    """Return the status and words of every page that can be reached, at most a few of each kind."""
    waiting, found, kinds = deque([start]), {}, Counter()
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        if path in found or kinds[kind] >= OF_EACH_KIND:
            continue
        kinds[kind] += 1
        answer = client.get(path)
        is_page = answer.headers["Content-Type"].startswith("text/html")
        found[path] = (answer.status_code, answer.content.decode() if is_page else "")
        waiting += [href for href in OURS.findall(found[path][1]) if not href.startswith(ELSEWHERE)]
    return found


def kind_of(path: str) -> str:
    """Return the kind of page an address is of: the address without what names one thing."""
    named = KINDS.sub("ID", path.split("?")[0])
    return re.sub(r"^/(boards|programmes)/[^/]+/", r"/\1/CODE/", named)
