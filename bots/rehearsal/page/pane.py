"""One person's view of the workspace: their conversations, one of them open, a thread, a modal, the Home tab."""

from __future__ import annotations

from bots.rehearsal.page.blocks import Easel, paint_blocks
from bots.rehearsal.page.icons import HOUSE, LOCK
from bots.rehearsal.page.markup import Html, el, join
from bots.rehearsal.page.mrkdwn import plain_text
from bots.rehearsal.page.talk import Pane, avatar, channel_names, paint_messages, part
from bots.rehearsal.stage import Stage
from bots.rehearsal.views import View
from bots.rehearsal.workspace import BOT, PEOPLE, SHORTCUTS, USERS, Conversation, im_id

HOME = "home"
MOST_PANES = 3
SUGGESTIONS = ("/tracker help", "/tracker red", "/tracker slipped")


def read_pane(stage: Stage, number: int, address: str) -> Pane:
    """Return the pane an address names; where it names nothing a person can see, their chat with the app."""
    user_id, _, rest = address.partition(":")
    place, _, thread_ts = rest.partition(":")
    user = USERS.get(user_id)
    if user is None or user.is_bot:
        user = PEOPLE[0]
    stage.messages.open_im(user.id)
    conversation = stage.messages.conversations.get(place)
    if place != HOME and (conversation is None or not conversation.includes(user.id)):
        return Pane(number, user, im_id(user.id))
    found = stage.messages.find(place, thread_ts) if thread_ts else None
    return Pane(number, user, place, thread_ts if found and not found.only_for else None)


def paint_pane(stage: Stage, pane: Pane, *, of: int = 1) -> Html:
    """Return the whole pane, one of `of` beside each other."""
    return el(
        "section",
        el(
            "div",
            pane_head(pane, of),
            el(
                "div",
                places(stage, pane),
                home(stage, pane) if pane.place == HOME else talk(stage, pane),
                thread(stage, pane) if pane.thread_ts else None,
                class_="columns has-thread" if pane.thread_ts else "columns",
            ),
            class_="pane-main",
        ),
        modal(stage, pane),
        class_="pane",
        aria_label=f"{pane.user.name}’s view",
        data_pane=pane.address(),
        data_user=pane.user.id,
        data_im=im_id(pane.user.id),
        data_number=pane.number,
    )


def pane_head(pane: Pane, of: int) -> Html:
    """Return the strip in which one picks who one is."""
    own = f"who-{pane.number}"
    options = [
        el("option", f"{user.name} – {user.about}", value=user.id, selected=user.id == pane.user.id)
        for user in PEOPLE
    ]
    invitation = "Compare with someone else" if of == 1 else "Add a view"
    add = el("button", invitation, type="button", class_="plain", data_add_pane=True)
    label = f"Close {pane.user.name}’s view"
    close = el("button", "Close", type="button", class_="plain", data_close_pane=True, aria_label=label)
    return el(
        "div",
        avatar(pane.user),
        el("label", "View as", for_=own),
        el("select", options, id=own, data_who=True),
        add if pane.number == of - 1 and of < MOST_PANES else None,
        close if of > 1 else None,
        class_="pane-head",
    )


def places(stage: Stage, pane: Pane) -> Html:
    """Return the list of a person's conversations, the app's Home tab among them."""
    channels = [c for c in stage.messages.conversations_of(pane.user.id) if not c.is_im]
    im = stage.messages.open_im(pane.user.id)[0]
    return part(
        "nav",
        "places",
        el("h2", "Channels", class_="list-head"),
        el("ul", [place_link(stage, pane, c, channel_label(c)) for c in channels])
        if channels
        else el("p", "In no channel", class_="none"),
        el("h2", BOT.name, class_="list-head"),
        el("ul", place_link(stage, pane, im, join([avatar(BOT), "Messages"])), home_link(pane)),
        class_="places",
        aria_label=f"{pane.user.name}’s conversations",
    )


def channel_label(conversation: Conversation) -> Html:
    sign = LOCK if conversation.is_private else "#"
    archived = el("span", " (archived)", class_="hint") if conversation.is_archived else None
    return join([el("span", sign, class_="sign"), conversation.name, archived])


def place_link(stage: Stage, pane: Pane, conversation: Conversation, label: Html) -> Html:
    seen = stage.messages.seen_by(pane.user.id, conversation.id)
    here = pane.place == conversation.id
    return el(
        "li",
        el(
            "a",
            label,
            href="?",
            data_go=pane.at(conversation.id).address(),
            data_place=conversation.id,
            data_latest=seen[-1].ts if seen else None,
            aria_current="page" if here else None,
        ),
    )


def home_link(pane: Pane) -> Html:
    here = "page" if pane.place == HOME else None
    label = join([el("span", HOUSE, class_="sign"), "Home"])
    return el("li", el("a", label, href="?", data_go=pane.at(HOME).address(), aria_current=here))


def heading(stage: Stage, pane: Pane, conversation: Conversation) -> Html:
    if conversation.is_im:
        return part(
            "div", "heading", el("h2", BOT.name), el("p", "Only the two of you see this"), class_="heading"
        )
    people = len([member for member in conversation.members if member in {p.id for p in PEOPLE}])
    about = f"{people} people · {conversation.purpose}" if conversation.purpose else f"{people} people"
    if conversation.is_private:
        about = f"Private · {about}"
    return part("div", "heading", el("h2", f"#{conversation.name}"), el("p", about), class_="heading")


def talk(stage: Stage, pane: Pane) -> Html:
    """Return the open conversation with its composer."""
    conversation = stage.messages.conversations[pane.place]
    shown = [
        m
        for m in stage.messages.seen_by(pane.user.id, pane.place)
        if not m.is_reply or m.broadcast or m.only_for
    ]
    messages = message_list(
        "messages", f"Messages, {pane.user.name}", paint_messages(stage, pane, shown, in_thread=False)
    )
    empty = part("div", "empty", None if shown else nothing_yet(conversation), class_="empty")
    where = BOT.name if conversation.is_im else f"#{conversation.name}"
    return el(
        "div",
        heading(stage, pane, conversation),
        el("div", messages, empty, class_="scroll"),
        composer(pane, conversation.id, f"Message {where}") if not conversation.is_archived else archived(),
        class_="talk",
    )


def message_list(name: str, label: str, items: Html) -> Html:
    """Return messages in a region that is read out as it grows."""
    listed = el("ol", items, data_list=name)
    return el("div", listed, class_="messages", role="log", aria_label=label, tabindex="0")


def nothing_yet(conversation: Conversation) -> Html:
    if conversation.is_im:
        words = "Ask the tracker something, or wait for an alert. Try one of these:"
    else:
        words = "Nothing has been said here yet. Mention @tracker, or try one of these:"
    buttons = [el("button", line, type="button", class_="button", data_suggest=line) for line in SUGGESTIONS]
    return join([el("p", words), el("div", buttons, class_="b-actions")])


def archived() -> Html:
    return el("p", "This channel has been archived.", class_="archived")


def composer(pane: Pane, channel: str, label: str, thread_ts: str | None = None) -> Html:
    """Return the form one writes in. The script sends it."""
    own = f"say-{pane.number}{'-thread' if thread_ts else ''}"
    return el(
        "form",
        el("label", label, for_=own, class_="visually-hidden"),
        el(
            "textarea",
            id=own,
            rows=1,
            placeholder=label,
            autocomplete="off",
            aria_describedby=f"{own}-trouble",
        ),
        el("button", "Send", type="submit", class_="button primary"),
        None if thread_ts else shortcuts(),
        el("p", role="alert", id=f"{own}-trouble", class_="error"),
        class_="composer",
        data_channel=channel,
        data_thread=thread_ts,
    )


def shortcuts() -> Html:
    """Return the menu of the app's shortcuts."""
    buttons = [
        el("button", name, type="button", class_="button", data_shortcut=callback_id)
        for callback_id, name in SHORTCUTS.items()
    ]
    return el("details", el("summary", "Shortcuts"), el("div", buttons), class_="overflow shortcuts")


def thread(stage: Stage, pane: Pane) -> Html:
    """Return the open thread beside the conversation."""
    root_ts = pane.thread_ts or ""
    root = stage.messages.find(pane.place, root_ts)
    shown = ([root] if root else []) + [
        m for m in stage.messages.seen_by(pane.user.id, pane.place) if m.is_reply and m.thread_ts == root_ts
    ]
    back = el("a", "Close", href="?", data_go=pane.at(pane.place).address(), aria_label="Close the thread")
    return el(
        "aside",
        el("div", el("h2", "Thread"), back, class_="heading"),
        el(
            "div",
            message_list(
                "thread", f"Thread, {pane.user.name}", paint_messages(stage, pane, shown, in_thread=True)
            ),
            class_="scroll",
        ),
        composer(pane, pane.place, "Reply", root_ts),
        class_="thread",
        aria_label=f"Thread, {pane.user.name}",
    )


def home(stage: Stage, pane: Pane) -> Html:
    """Return the app's Home tab."""
    view = stage.views.homes.get(pane.user.id)
    if view is None:
        shown = el("p", "The tracker has not published a Home tab for this person yet.", class_="none")
    else:
        shown = paint_blocks(view.payload["blocks"], easel_for(stage, pane, view, "h"))
    trouble = el("p", view.trouble, class_="error", role="alert") if view and view.trouble else None
    return el(
        "div",
        el("div", el("h2", BOT.name), el("p", "Home"), class_="heading"),
        part("div", "home", trouble, shown, class_="home-blocks", data_view=view.id if view else None),
        class_="talk",
        data_home=True,
    )


def easel_for(stage: Stage, pane: Pane, view: View, letter: str) -> Easel:
    return Easel(
        f"p{pane.number}{letter}",
        channel_names(stage, pane.user.id),
        view.values,
        view.errors,
        stage.settings.tracker_url,
        view.offered,
    )


def modal(stage: Stage, pane: Pane) -> Html:
    """Return the modal a person has open, or an empty place for one."""
    view = stage.views.top(pane.user.id)
    if view is None:
        return part("div", "modal", class_="modal-place")
    payload = view.payload
    title = f"modal-{pane.number}"
    submit = payload.get("submit")
    close = plain_text(payload["close"]["text"]) if payload.get("close") else "Close"
    form = el(
        "form",
        el("h2", plain_text(payload["title"]["text"]), id=title),
        el("p", view.trouble, class_="error", role="alert") if view.trouble else None,
        el("div", paint_blocks(payload["blocks"], easel_for(stage, pane, view, "v")), class_="modal-blocks"),
        el(
            "div",
            el("button", close, type="button", class_="button", data_close=True),
            el("button", plain_text(submit["text"]), type="submit", class_="button primary")
            if submit
            else None,
            class_="b-actions modal-foot",
        ),
        novalidate=True,
        data_view=view.id,
    )
    dialog = el(
        "div", form, role="dialog", aria_modal="true", aria_labelledby=title, class_="modal", tabindex="-1"
    )
    return part("div", "modal", dialog, class_="modal-place open", data_hash=view.hash)
