"""What a command does that is neither a question nor a form: how somebody is connected, what a channel is linked to."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bots import changes, queries
from bots.queries import InboxRow
from bots.rules.wording import day
from bots.slack.commands import CHANNEL, CONNECT, UNLINK
from programme.rules import access

NOT_LINKED: Final = (
    "This channel is linked to nothing: what is asked here is about everything its asker sees."
)


def run_errand(errand: str, asked: InboxRow, actor: access.Actor, at: datetime) -> str:
    """Do it, and return what to tell whoever gave the command."""
    if errand == CONNECT:
        return f"Your Slack account is linked: I know you as {actor.name}. `/tracker alerts` chooses what you hear."
    channel = queries.channel(team_id=asked.team_id, channel_id=asked.payload["channel"])
    if channel is None:
        return NOT_LINKED
    if errand == CHANNEL:
        return _standing(channel)
    if errand == UNLINK:
        try:
            changes.unlink_channel(link_id=channel.id, by=actor, at=at)
        except access.Refused as problem:
            return str(problem)
        return f"#{channel.name} is linked to nothing any more."
    return NOT_LINKED


def _standing(channel: queries.ChannelRow) -> str:
    lines = [
        f"#{channel.name} is linked to {channel.label}, by {channel.linked_by} on {day(channel.linked_at)}.",
        f"What may be shown here: {channel.ceiling_words.lower()}.",
        "Its alerts are posted here." if channel.tells_alerts else "Its alerts are not posted here.",
    ]
    if channel.trouble and channel.trouble_at:
        lines.append(f"Nothing is sent here since {day(channel.trouble_at)}: {channel.trouble}.")
    return "\n".join(lines)
