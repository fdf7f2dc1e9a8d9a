"""The web: its health, and which process answers."""

import json
import os
from collections.abc import Callable, Iterable

from beats import age_seconds, is_silent


def application(environ: dict[str, str], start_response: Callable[..., object]) -> Iterable[bytes]:
    if is_silent("web"):
        start_response("503 Service Unavailable", [])
        return [b""]
    said = {
        "dispatcher": {"age_seconds": age_seconds("dispatcher")},
        "workers": {"worker:1": {"age_seconds": age_seconds("worker")}},
        "pid": os.getpid(),
    }
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(said).encode()]
