"""Whether the tracker is ready: web, dispatcher, worker and rehearsal have each answered."""

import http.client
import json
from collections.abc import Mapping
from typing import Any

ANSWER_SECONDS = 2.0


def get(port: int, path: str) -> tuple[int, bytes] | None:
    """Return status and body of a GET on this machine; None where nobody answers in time."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()


def missing(*, port: int, ages: Mapping[str, float], worker: str) -> list[str]:
    """Return the names of the programs that have not answered yet; empty when all is ready.

    `ages` has the seconds since each program's start: a heartbeat older than its program is a predecessor's.
    `worker` is the slot name that our worker beats under.
    """
    absent = []
    if "rehearsal" in ages and not _is_ok(get(port + 1, "/livez")):
        absent.append("rehearsal")
    health = get(port, "/healthz")
    said = _read(health)
    if not said:
        return [*absent, "web", *(["dispatcher", "worker"] if health else [])]
    if not _is_fresh(said.get("dispatcher"), ages["dispatcher"]):
        absent.append("dispatcher")
    if not _is_fresh(_within(said, "workers").get(worker), ages["worker"]):
        absent.append("worker")
    if not absent and not _is_ok(health):
        absent.append("web")
    return absent


def _is_ok(answer: tuple[int, bytes] | None) -> bool:
    return answer is not None and answer[0] == 200


def _read(answer: tuple[int, bytes] | None) -> dict[str, Any]:
    try:
        said = json.loads(answer[1]) if answer else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _within(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    return found if isinstance(found, Mapping) else {}


def _is_fresh(heartbeat: object, age_seconds: float) -> bool:
    if not isinstance(heartbeat, Mapping) or heartbeat.get("age_seconds") is None:
        return False
    return bool(float(heartbeat["age_seconds"]) < age_seconds)
