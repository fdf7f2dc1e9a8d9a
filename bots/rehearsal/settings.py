"""What the rehearsal is told by its environment, and when it refuses to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

TOKEN_PREFIX = "xoxb-rehearsal-"
APP_TOKEN_PREFIX = "xapp-rehearsal-"
RETRY_DELAYS = (0.0, 60.0, 300.0)
PATIENCE_SECONDS = 3.0


class RefusedToStart(Exception):
    """The rehearsal may not run here. The message is one sentence for the person who started it."""


@dataclass(frozen=True)
class Settings:
    """How one rehearsal runs.

    `retry_delays` are the seconds before each retry of an event (Slack: at once, a minute, five minutes).
    `patience_seconds` is how long it waits for the app to answer. A `port` of 0 picks a free one; a
    file descriptor, when given, is an already listening socket and wins over the port. Without a
    `state_folder` nothing is kept.
    """

    events_url: str
    signing_secret: str
    bot_token: str
    state_folder: Path | None = None
    port: int = 0
    fd: int | None = None
    smtp_port: int = 0
    smtp_fd: int | None = None
    retry_delays: tuple[float, ...] = RETRY_DELAYS
    patience_seconds: float = PATIENCE_SECONDS

    @property
    def tracker_url(self) -> str:
        """Return the tracker's own address, e.g. http://127.0.0.1:8000/."""
        parts = urlsplit(self.events_url)
        return f"{parts.scheme}://{parts.netloc}/"


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Return the settings an environment asks for.

    Raises RefusedToStart beside a real Slack token, beside SECRET_KEY (which means production), or when
    something is missing or not a number.
    """
    refuse_beside_the_real_thing(environ)
    folder = environ.get("REHEARSAL_STATE")
    return Settings(
        events_url=needed(environ, "REHEARSAL_EVENTS_URL"),
        signing_secret=needed(environ, "SLACK_SIGNING_SECRET"),
        bot_token=needed(environ, "SLACK_BOT_TOKEN"),
        state_folder=Path(folder) if folder else None,
        fd=number(environ, "REHEARSAL_FD"),
        port=number(environ, "REHEARSAL_PORT") or 0,
        smtp_fd=number(environ, "REHEARSAL_SMTP_FD"),
        smtp_port=number(environ, "REHEARSAL_SMTP_PORT") or 0,
        retry_delays=delays(environ),
    )


def refuse_beside_the_real_thing(environ: Mapping[str, str]) -> None:
    """Raise RefusedToStart where production or a real Slack workspace is configured."""
    for name in ("SECRET_KEY", "SECRET_KEY_FILE"):
        if environ.get(name):
            raise RefusedToStart(f"The rehearsal does not start where {name} is set: that means production.")
    for name in ("SLACK_BOT_TOKEN_FILE", "SLACK_APP_TOKEN", "SLACK_APP_TOKEN_FILE"):
        if environ.get(name):
            raise RefusedToStart(f"The rehearsal does not start beside a real Slack token ({name} is set).")
    if not environ.get("SLACK_BOT_TOKEN", "").startswith(TOKEN_PREFIX):
        raise RefusedToStart(
            "The rehearsal does not start beside a real Slack token:"
            f" SLACK_BOT_TOKEN must begin with {TOKEN_PREFIX}."
        )


def needed(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise RefusedToStart(f"The rehearsal needs {name}.")
    return value


def number(environ: Mapping[str, str], name: str) -> int | None:
    value = environ.get(name, "")
    if not value:
        return None
    if not value.isdecimal():
        raise RefusedToStart(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def delays(environ: Mapping[str, str]) -> tuple[float, ...]:
    value = environ.get("REHEARSAL_RETRY_DELAYS", "")
    if not value:
        return RETRY_DELAYS
    try:
        return tuple(float(part) for part in value.split(","))
    except ValueError:
        raise RefusedToStart(
            "REHEARSAL_RETRY_DELAYS must be seconds with commas between, such as 0,60,300."
        ) from None
