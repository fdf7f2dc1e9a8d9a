"""The Bolt app: each listener verifies (Bolt does), writes an inbox row and acknowledges; a worker does the rest.

Two things Slack forces into the listener: a modal's loading view, since its trigger lives three seconds, and a
submission, since its errors can only go back in the acknowledgement.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db.utils import Error as DatabaseError
from django.utils import timezone
from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bots import changes
from bots.rules import forms as fields
from bots.rules import markup
from bots.rules.forms import HEARING, LONGEST_REASON, MILESTONE, SAVING, WORKSTREAM
from bots.slack import blocks, choosing, client, commands, forms, home, lifecycle
from bots.slack.outcomes import SlackTrouble

log = structlog.get_logger(__name__)

COMMAND: Final = "/tracker"
LOOKING: Final = "Looking…"
OPENS: Final = {
    home.REFORECAST: MILESTONE,
    home.RATE: WORKSTREAM,
    home.RESTATE: SAVING,
    home.HEAR: HEARING,
    **{action: kind for kind, action in home.PICK.items()},
}
SHORTCUTS: Final = {
    "update_rag": WORKSTREAM,
    "move_milestone": MILESTONE,
    "update_saving": SAVING,
    "move_milestone_from_message": MILESTONE,
}
LIFECYCLE: Final = (
    "app_uninstalled", "tokens_revoked", "team_access_revoked", "user_change",
    "channel_archive", "channel_unarchive", "channel_deleted", "channel_left", "channel_rename", "channel_id_changed",
    "channel_shared", "channel_unshared", "group_archive", "group_unarchive", "group_deleted", "group_left",
    "group_rename", "member_joined_channel", "member_left_channel",
)  # fmt: skip
_ANYTHING: Final = re.compile(".*", re.DOTALL)
_OF_A_PERSON: Final = (None, "file_share", "thread_broadcast")
_LONGEST_TEXT: Final = 3000
_REPLAY_SECONDS: Final = 600  # twice as long as a signature is good for


def bolt() -> App:
    """Return the app for the workspace in the settings, made on first use."""
    return _app(settings.SLACK_BOT_TOKEN, settings.SLACK_SIGNING_SECRET, settings.SLACK_API_URL)


@lru_cache(maxsize=2)
def _app(token: str, secret: str, api_url: str) -> App:
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)  # on a bad signature Bolt would log the whole request, at INFO
    app = App(
        name="programme-tracker",
        logger=quiet,
        signing_secret=secret,
        client=client.web_client(),
        authorize=_authorize,
        process_before_response=True,
        token_verification_enabled=False,
    )
    app.use(refuse_replays)
    app.command(COMMAND)(hear_command)
    app.event("app_mention")(hear_mention)
    app.event("message")(hear_message)
    app.event("app_home_opened")(hear_home)
    for event in LIFECYCLE:
        app.event(event)(hear_lifecycle)
    for action in OPENS:
        app.action(action)(open_form)
    for shortcut in SHORTCUTS:
        app.shortcut(shortcut)(open_by_shortcut)
    app.options(fields.THING)(suggest)
    app.view(forms.PICK)(take_choice)
    for callback in sorted(set(forms.CALLBACKS.values())):
        app.view(callback)(take_form)
    app.action(forms.UNDO)(hear_undo)
    app.action(re.compile(rf"{blocks.CHOOSE}_[0-9]"))(hear_choice)
    app.action(blocks.MISREAD)(hear_misread)
    app.command(_ANYTHING)(say_help)
    for other in (app.event, app.action, app.view, app.view_closed, app.shortcut, app.options):
        other(_ANYTHING)(pass_over)
    app.error(explain)
    return app


def refuse_replays(req: BoltRequest, next: Callable[[], BoltResponse]) -> BoltResponse:
    """Refuse a request that came before to the letter, unless Slack says that it is sending it again.

    Where Redis is away this lets all through: the unique key of the inbox row still keeps the effect single.
    """
    if req.mode == "socket_mode":
        return next()  # no signature comes over a connection of our own making
    signature = req.headers.get("x-slack-signature", [""])[0]
    first = cache.add(f"slack-request:{signature}", 1, _REPLAY_SECONDS)
    if first or "x-slack-retry-num" in req.headers:
        return next()
    log.info("slack.unacceptable", status=401, why="replayed")
    return BoltResponse(status=401, body="")


def hear_command(ack: Ack, body: Mapping[str, Any]) -> None:
    """Take a slash command: a word for a form opens it, anything else is a question, answered by its address."""
    text = word(body, "text", _LONGEST_TEXT)
    opens = commands.form_of(markup.plain(text))
    if opens is not None:
        _open(body, {**opens, "channel": word(body, "channel_id")})
        ack()
        return
    changes.receive(
        key=f"trigger:{word(body, 'trigger_id', 190)}",
        kind="command",
        team_id=word(body, "team_id"),
        user_id=word(body, "user_id"),
        payload={
            "text": text,
            "channel": word(body, "channel_id"),
            "response_url": word(body, "response_url", 500),
        },
        at=timezone.now(),
    )
    ack(LOOKING)


def hear_mention(ack: Ack, body: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Keep a question put to the app in a channel."""
    if not word(event, "channel").startswith("D"):
        _keep("mention", body, event)
    ack()


def hear_message(ack: Ack, body: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Keep a question put to the app directly; what is said in channels without naming it is none of its business."""
    if event.get("channel_type") == "im":
        _keep("message", body, event)
    ack()


def _keep(kind: str, body: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Keep a person's message; bots' (two of them could go on for ever), edits and deletions are passed over."""
    if event.get("bot_id") or event.get("subtype") not in _OF_A_PERSON or not event.get("user"):
        return
    changes.receive(
        key=f"event:{word(body, 'event_id', 190)}",
        kind=kind,
        team_id=word(body, "team_id"),
        user_id=word(event, "user"),
        payload={
            "text": word(event, "text", _LONGEST_TEXT),
            "channel": word(event, "channel"),
            "ts": word(event, "ts"),
            "thread_ts": word(event, "thread_ts"),
            **({"is_shared": True} if body.get("is_ext_shared_channel") else {}),
        },
        at=timezone.now(),
    )


def hear_home(ack: Ack, body: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Keep that somebody opened their Home; a worker shows it. The messages tab needs nothing."""
    if event.get("tab", "home") == "home":
        changes.receive(
            key=f"event:{word(body, 'event_id', 190)}",
            kind="home",
            team_id=word(body, "team_id"),
            user_id=word(event, "user"),
            payload={},
            at=timezone.now(),
        )
    ack()


def hear_lifecycle(ack: Ack, body: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Keep what befalls the workspace, a channel or an account; a worker sees to it."""
    changes.receive(
        key=f"event:{word(body, 'event_id', 190)}",
        kind="lifecycle",
        team_id=word(body, "team_id"),
        user_id=inner(event, "user"),
        payload=lifecycle.kept(event),
        at=timezone.now(),
    )
    ack()


def open_form(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
    """Keep the press of a button that opens a form."""
    key = word(action, "value", 40)
    where = "notice" if inner(body, "channel") else "handle"
    kind = OPENS[word(action, "action_id", 40)]
    own = kind == HEARING or word(action, "action_id", 40) in home.PICK.values()
    _open(body, {"form": kind} if own else {"form": kind, where: key})
    ack()


def open_by_shortcut(ack: Ack, body: Mapping[str, Any]) -> None:
    """Open a form from the shortcuts menu; on a message, with its words as the reason to start from."""
    said = body.get("message")
    text = markup.plain(word(said, "text", LONGEST_REASON)) if isinstance(said, Mapping) else ""
    _open(body, {"form": SHORTCUTS[word(body, "callback_id", 60)], **({"reason": text} if text else {})})
    ack()


def _open(body: Mapping[str, Any], payload: Mapping[str, Any]) -> None:
    """Keep what opens a form and show its loading view at once; a worker fills it in."""
    trigger = word(body, "trigger_id", 190)
    form_id = changes.receive(
        key=f"trigger:{trigger}",
        kind="action",
        team_id=inner(body, "team") or word(body, "team_id"),
        user_id=inner(body, "user") or word(body, "user_id"),
        payload=payload,
        at=timezone.now(),
    )
    if form_id is None:
        return
    try:
        client.open_view(trigger_id=trigger, view=forms.loading(form_id, str(payload["form"])))
    except SlackTrouble as trouble:
        log.warning("slack.view_not_opened", code=trouble.code)


def suggest(ack: Ack, body: Mapping[str, Any]) -> None:
    """Offer what somebody may choose, by what they have typed; nobody unknown is offered anything."""
    view = body.get("view")
    form_id = word(view, "private_metadata", 40) if isinstance(view, Mapping) else ""
    options = choosing.options(
        form=form_id,
        team_id=inner(body, "team"),
        user_id=inner(body, "user"),
        typed=word(body, "value", 100),
        at=timezone.now(),
    )
    ack(options=options)


def take_choice(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
    """Go on from what was chosen to its form, in the same modal."""
    shown = choosing.chosen(
        form=word(view, "private_metadata", 40),
        key=forms.given(_values(view)).get(fields.THING, ""),
        team_id=inner(body, "team"),
        user_id=inner(body, "user"),
        at=timezone.now(),
    )
    ack(response_action="update", view=shown)


def take_form(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
    """Check and save a submitted form; what is wrong goes back under its field."""
    given = forms.given(_values(view))
    try:
        told = changes.submit_form(
            form=word(view, "private_metadata", 40),
            key=f"view:{word(view, 'id')}:{word(view, 'hash', 100)}",
            team_id=inner(body, "team"),
            user_id=inner(body, "user"),
            given=given,
            at=timezone.now(),
        )
    except changes.FormProblem as problem:
        ack(response_action="errors", errors=_under_fields(problem.problems, view))
        return
    ack(
        response_action="update",
        view=forms.saved(told.words, form=told.form_id, may_undo=told.may_undo),
    )


def hear_undo(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
    """Keep the press of "Undo": a worker takes it back, and says so where it was pressed."""
    where = body.get("view")
    changes.receive(
        key=f"trigger:{word(body, 'trigger_id', 190)}",
        kind="undo",
        team_id=inner(body, "team"),
        user_id=inner(body, "user"),
        payload={
            "undoes": word(action, "value", 40),
            "in_view": isinstance(where, Mapping),
            "channel": inner(body, "channel"),
        },
        at=timezone.now(),
    )
    ack()


def hear_choice(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
    """Keep which of the readings offered was meant; it is asked anew, with the rights of whoever pressed."""
    key, _, place = word(action, "value", 60).partition(":")
    changes.receive(
        key=f"trigger:{word(body, 'trigger_id', 190)}",
        kind="choice",
        team_id=inner(body, "team"),
        user_id=inner(body, "user"),
        payload={"of": key, "place": place, **_where(body)},
        at=timezone.now(),
    )
    ack()


def hear_misread(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
    """Keep that an answer was not what its asker meant."""
    changes.receive(
        key=f"trigger:{word(body, 'trigger_id', 190)}",
        kind="misread",
        team_id=inner(body, "team"),
        user_id=inner(body, "user"),
        payload={"of": word(action, "value", 40), **_where(body)},
        at=timezone.now(),
    )
    ack()


def _where(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return where something was pressed: the conversation, its thread, and the address to answer at."""
    box = body.get("container")
    container = box if isinstance(box, Mapping) else {}
    return {
        "channel": inner(body, "channel"),
        "thread_ts": word(container, "thread_ts"),
        "ts": word(container, "message_ts"),
        "is_ephemeral": bool(container.get("is_ephemeral")),
        "response_url": word(body, "response_url", 500),
    }


def _values(view: Mapping[str, Any]) -> Any:
    state = view.get("state")
    return state.get("values") if isinstance(state, dict) else None


def _under_fields(problems: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, str]:
    """Return problems under fields that the modal has; Slack shows none under any other."""
    blocks = [b for b in view.get("blocks") or () if isinstance(b, Mapping)]
    shown = [word(b, "block_id", 60) for b in blocks if b.get("type") == "input"]
    first = shown[0] if shown else fields.FORECAST
    found: dict[str, str] = {}
    for name, words in problems.items():
        where = name if name in shown else first
        found[where] = f"{found[where]} {words}" if where in found else words
    return found


def say_help(ack: Ack) -> None:
    """Answer a command that is not ours."""
    ack(f"I answer to {COMMAND}. Try `{COMMAND} help`.")


def pass_over(ack: Ack) -> None:
    """Acknowledge what asks nothing of us, so that Slack does not send it again."""
    ack()


def explain(error: Exception) -> BoltResponse:
    """Say that it did not work, so that Slack sends an event again; never what was said."""
    if isinstance(error, DatabaseError):
        log.warning("slack.database_away", error=type(error).__name__)
        return BoltResponse(status=503, body="The tracker is not available. Try again in a minute.")
    log.error("slack.listener_failed", exc_info=error)
    return BoltResponse(status=500, body="")


def word(thing: Mapping[str, Any], name: str, most: int = 20) -> str:
    """Return a text of a payload, as the database can keep it: no nought bytes, no half characters, so long at most."""
    value = thing.get(name)
    text = value if isinstance(value, str) else ""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()[:most]


def inner(thing: Mapping[str, Any], name: str) -> str:
    """Return the id of a thing inside a payload, or the id itself where Slack gives just that."""
    value = thing.get(name)
    return word(value, "id") if isinstance(value, dict) else word(thing, name)


def _authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """One workspace, one token; whether someone belongs to it is asked before anything is shown."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=settings.SLACK_BOT_TOKEN)
