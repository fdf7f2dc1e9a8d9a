"""Messages as one person sees them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bots.rehearsal.messages import Message
from bots.rehearsal.page.blocks import Easel, paint_blocks
from bots.rehearsal.page.icons import EYE
from bots.rehearsal.page.markup import Html, el, join
from bots.rehearsal.page.mrkdwn import emoji, mrkdwn
from bots.rehearsal.page.times import clock_time, day
from bots.rehearsal.stage import Stage
from bots.rehearsal.workspace import BOT_USER, MESSAGE_SHORTCUTS, PEOPLE, USERS, User

TINTS = 8
MOST_SHOWN = 200


@dataclass(frozen=True)
class Pane:
    """Who looks at what: a person, a conversation id or "home", and perhaps a thread in it."""

    number: int
    user: User
    place: str
    thread_ts: str | None = None

    def address(self) -> str:
        """Return the pane as the page's address writes it."""
        return ":".join([self.user.id, self.place, *([self.thread_ts] if self.thread_ts else [])])

    def at(self, place: str, thread_ts: str | None = None) -> Pane:
        return Pane(self.number, self.user, place, thread_ts)


def version(content: str) -> str:
    """Return a short mark that changes with the content, by which the script knows what to redraw."""
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def part(tag: str, name: str, *children: object, **attributes: object) -> Html:
    """Return a piece of the page that is redrawn as a whole when it changes."""
    inside = join(children)
    return el(tag, inside, data_part=name, data_v=version(inside + str(attributes)), **attributes)


def avatar(user: User) -> Html:
    """Return a person's initials on their colour; the app's are on a square."""
    letters = "".join(word[0] for word in user.name.split()[:2]).upper()
    tint = f"tint-{[person.id for person in PEOPLE].index(user.id) % TINTS}" if user in PEOPLE else "app"
    return el("span", letters, class_=f"avatar {tint}", aria_hidden="true")


def channel_names(stage: Stage, user_id: str) -> dict[str, str]:
    """Return the names of the channels a person may know of."""
    return {
        c.id: c.name
        for c in stage.messages.conversations.values()
        if not c.is_im and (not c.is_private or c.includes(user_id))
    }


def paint_messages(stage: Stage, pane: Pane, messages: list[Message], *, in_thread: bool) -> Html:
    """Return messages as list items, a day's name before the first of each day."""
    items: list[Html] = []
    today = ""
    if len(messages) > MOST_SHOWN:
        items.append(
            el("li", "Earlier messages are not shown.", class_="none", data_key="earlier", data_v="1")
        )
    for message in messages[-MOST_SHOWN:]:
        name = day(float(message.ts))
        if name != today:
            today = name
            items.append(el("li", el("span", name), class_="day", data_key=f"day {name}", data_v="1"))
        items.append(paint_message(stage, pane, message, in_thread=in_thread))
    return join(items)


def paint_message(stage: Stage, pane: Pane, message: Message, *, in_thread: bool) -> Html:
    user = USERS[message.user]
    body = join(
        [
            avatar(user),
            el(
                "div",
                only_you(message),
                el("p", byline(user, message), class_="byline"),
                el("div", content(stage, pane, message, in_thread), class_="content"),
                reactions(message),
                None if in_thread else thread_line(stage, pane, message),
                class_="body",
            ),
            tools(pane, message, in_thread=in_thread),
        ]
    )
    return el(
        "li",
        body,
        class_="message ephemeral" if message.only_for else "message",
        id=f"p{pane.number}-{'t' if in_thread else 'm'}-{message.ts}",
        data_key=message.key,
        data_ts=message.ts,
        data_channel=message.channel,
        data_v=version(body),
    )


def only_you(message: Message) -> Html | None:
    return el("p", EYE, "Only visible to you", class_="only-you") if message.only_for else None


def byline(user: User, message: Message) -> Html:
    label = {BOT_USER: "App"}.get(user.id, "Guest" if user.is_guest else None)
    badge = el("span", label, class_="badge") if label else None
    return join([el("strong", user.name), badge, clock_time(float(message.ts))], " ")


def content(stage: Stage, pane: Pane, message: Message, in_thread: bool) -> Html:
    """Return what a message shows: its blocks where it has any, else its text."""
    channels = channel_names(stage, pane.user.id)
    if message.blocks:
        prefix = f"p{pane.number}{'t' if in_thread else 'm'}{message.ts.replace('.', '-')}"
        easel = Easel(prefix, channels, own_pictures=stage.settings.tracker_url)
        shown = paint_blocks(message.blocks, easel)
    else:
        shown = mrkdwn(message.text, channels)
    edited = el("span", "(edited)", class_="edited") if message.edited_ts else None
    return join([shown, edited])


def tools(pane: Pane, message: Message, *, in_thread: bool) -> Html | None:
    """Return what shows beside a message under the pointer or the focus.

    The notification text is what a phone's notification and a screen reader would give instead of the blocks.
    """
    reply = None
    if not in_thread and not message.only_for:
        reply = el(
            "a",
            "Reply",
            href="?",
            data_go=pane.at(pane.place, message.thread_ts or message.ts).address(),
            aria_label=f"Reply in thread: {USERS[message.user].name}, {short(message.text)}",
        )
    spoken = None
    if message.blocks:
        spoken = el("details", el("summary", "Notification text"), el("p", message.text))
    more = [
        el("button", name, type="button", class_="button", data_message_shortcut=callback_id)
        for callback_id, name in MESSAGE_SHORTCUTS.items()
    ]
    menu = el("details", el("summary", "More actions"), el("div", more), class_="overflow")
    return el("div", spoken, reply, menu, class_="tools")


def reactions(message: Message) -> Html | None:
    if not message.reactions:
        return None
    shown = [
        el("span", emoji(name), f" {len(users)}", class_="reaction")
        for name, users in message.reactions.items()
    ]
    return el("p", shown, class_="reactions")


def thread_line(stage: Stage, pane: Pane, message: Message) -> Html | None:
    """Return the way into a message's thread, where there is one."""
    replies = stage.messages.replies(message.channel, message.ts)
    if not replies:
        return None
    count = f"{len(replies)} {'reply' if len(replies) == 1 else 'replies'}"
    return el(
        "p",
        el(
            "a",
            count,
            href="?",
            data_go=pane.at(pane.place, message.thread_ts or message.ts).address(),
            aria_label=f"{count}: {USERS[message.user].name}, {short(message.text)}",
        ),
        class_="thread-line",
    )


def short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57] + "…"
