"""The mailbox page."""

from __future__ import annotations

from urllib.parse import quote

from bots.rehearsal.mailbox import Mail
from bots.rehearsal.page.markup import Html, el
from bots.rehearsal.page.talk import part
from bots.rehearsal.page.times import full_time
from bots.rehearsal.stage import Stage


def paint_mail_page(stage: Stage, recipient: str | None, mail: Mail | None) -> Html:
    """Return the list of mails, newest first, and one of them open."""
    return el(
        "div",
        el("section", filter_form(stage, recipient), mail_list(stage, recipient, mail), class_="mail-list"),
        paint_mail(mail) if mail else nothing_open(),
        class_="mail-page",
    )


def filter_form(stage: Stage, recipient: str | None) -> Html:
    options = [el("option", "Everybody", value="", selected=not recipient)]
    options += [el("option", a, value=a, selected=a == recipient) for a in stage.mailbox.addresses()]
    return el(
        "form",
        el("h2", "Mail"),
        el("label", "To", for_="to"),
        el("select", options, id="to", name="to", data_submits=True),
        el("button", "Show", type="submit", class_="button"),
        method="get",
        action="/mail",
        class_="mail-filter",
    )


def mail_list(stage: Stage, recipient: str | None, shown: Mail | None) -> Html:
    mails = sorted(stage.mailbox.to(recipient), key=lambda mail: -mail.id)
    query = f"?to={quote(recipient)}" if recipient else ""
    items = [
        el(
            "li",
            el(
                "a",
                el("span", mail.header("Subject") or "(no subject)", class_="subject"),
                el("span", "To ", ", ".join(mail.recipients), class_="to"),
                full_time(mail.at),
                href=f"/mail/{mail.id}{query}",
                aria_current="page" if shown and shown.id == mail.id else None,
            ),
        )
        for mail in mails
    ]
    return part(
        "div", "mails", el("ol", items) if items else el("p", "No mail yet.", class_="none"), class_="mails"
    )


def nothing_open() -> Html:
    return el(
        "section", el("p", "Choose a mail to read it.", class_="none"), class_="mail-open", aria_label="Mail"
    )


def paint_mail(mail: Mail) -> Html:
    """Return one mail: who, when, both parts and its headers as they came."""
    html, words = mail.part("html"), mail.part("plain")
    facts = [
        ("From", mail.header("From") or mail.sender),
        ("To", mail.header("To") or ", ".join(mail.recipients)),
        ("Delivered to", ", ".join(mail.recipients)),
    ]
    frame = el(
        "iframe",
        src=f"/mail/{mail.id}/html",
        title="The mail as a mail program shows it",
        sandbox="allow-popups allow-popups-to-escape-sandbox",
        class_="mail-html",
    )
    return el(
        "article",
        el("h2", mail.header("Subject") or "(no subject)"),
        el(
            "dl",
            [el("div", el("dt", name), el("dd", value)) for name, value in facts],
            el("div", el("dt", "Date"), el("dd", full_time(mail.at))),
        ),
        el("section", el("h3", "HTML part"), frame) if html else None,
        el("section", el("h3", "Text part"), el("pre", words, tabindex="0")) if words else None,
        el("details", el("summary", "Headers as they came"), el("pre", mail.headers(), tabindex="0")),
        class_="mail-open",
    )
