"""Every read of what watches and judges. What is shown takes its reader, and can see only what that reader may."""

from governance.queries.alerts import (
    AlertRow,
    AlertStepRow,
    alert_step,
    alert_steps,
    alerts,
    episode_steps,
    newest_steps,
)
from governance.queries.hearing import Hearing, alert_hearers, hearers, workstream_hearers
from governance.queries.oversights import OversightRow, oversights

__all__ = [
    "AlertRow",
    "AlertStepRow",
    "Hearing",
    "OversightRow",
    "alert_hearers",
    "alert_step",
    "alert_steps",
    "alerts",
    "episode_steps",
    "hearers",
    "newest_steps",
    "oversights",
    "workstream_hearers",
]
