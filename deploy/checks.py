"""What must be right before the product starts, found at start and named, not at three in the morning."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

SHORTEST_KEY = 50


@register(Tags.security)
def production_is_right(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Return what is wrong with production's settings; nothing in the embedded default."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        found.append(
            Error(
                f"SECRET_KEY has {len(settings.SECRET_KEY)} characters; it takes {SHORTEST_KEY} random ones",
                hint='python -c "import secrets; print(secrets.token_urlsafe(50))"',
                id="tracker.E001",
            )
        )
    public = urlsplit(settings.PUBLIC_URL)
    if public.scheme != "https":
        found.append(
            Error(
                f"PUBLIC_URL is {settings.PUBLIC_URL}; links in messages must be https",
                hint="Put a proxy with TLS in front and give its address.",
                id="tracker.E002",
            )
        )
    if "*" in settings.ALLOWED_HOSTS or public.hostname not in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS does not name the host of PUBLIC_URL, or allows any",
                hint=f"ALLOWED_HOSTS={public.hostname}",
                id="tracker.E003",
            )
        )
    if urlsplit(settings.REDIS_URL).scheme not in ("redis", "rediss", "unix"):
        found.append(
            Error(
                "REDIS_URL is no redis://, rediss:// or unix:/// address",
                hint="REDIS_URL=redis://HOST:6379/0",
                id="tracker.E004",
            )
        )
    if settings.EMAIL_BACKEND != "django.core.mail.backends.smtp.EmailBackend":
        found.append(
            Error(
                "EMAIL_URL names no mail server",
                hint="EMAIL_URL=submission://USER:PASSWORD@HOST:587",
                id="tracker.E005",
            )
        )
    inward = bool(settings.SLACK_SIGNING_SECRET or settings.SLACK_APP_TOKEN)
    if bool(settings.SLACK_BOT_TOKEN) != inward:
        found.append(
            Error(
                "Slack needs both SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or neither",
                hint="Both are on the Slack app's own pages; with Socket Mode SLACK_APP_TOKEN takes the place of "
                "SLACK_SIGNING_SECRET. See RUNBOOK, Slack.",
                id="tracker.E006",
            )
        )
    if settings.SLACK_SIGNING_SECRET and settings.SLACK_APP_TOKEN:
        found.append(
            Error(
                "SLACK_SIGNING_SECRET and SLACK_APP_TOKEN are both set: requests from Slack, or Socket Mode",
                hint="Where Slack reaches the tracker leave SLACK_APP_TOKEN out; otherwise the signing secret. "
                "See RUNBOOK, Slack.",
                id="tracker.E008",
            )
        )
    if settings.SLACK_BOT_TOKEN.startswith("xoxb-rehearsal-"):
        found.append(
            Error(
                "SLACK_BOT_TOKEN is the rehearsal's",
                hint="The rehearsal does not exist in production.",
                id="tracker.E007",
            )
        )
    return found


@register(Tags.security, deploy=True)
def runs_as_its_own_role(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Warn where one role both owns the tables and runs the product: it could switch the ledgers' guards off."""
    if not settings.PRODUCTION or not settings.DATABASE_OWNER_URL:
        return []
    if urlsplit(settings.DATABASE_OWNER_URL).username != settings.DATABASES["default"].get("USER"):
        return []
    return [
        Warning(
            "The product runs as the owner of its tables",
            hint="Give DATABASE_URL a role of its own; see RUNBOOK, Install.",
            id="tracker.W001",
        )
    ]
