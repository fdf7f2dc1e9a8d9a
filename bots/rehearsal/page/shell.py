"""The frame around every page: banner, links, scripts."""

from __future__ import annotations

from bots.rehearsal.page.markup import Html, el, join
from bots.rehearsal.stage import Stage

BANNER = "Rehearsal: a local copy of Slack for trying things out. Nothing leaves this machine."


def page(stage: Stage, title: str, here: str, *main: object) -> str:
    """Return a whole page. `here` is the address of the link that is current."""
    mails = sum(1 for _ in stage.mailbox.to())
    links = [
        nav_link("/", "Workspace", here),
        nav_link("/mail", join(["Mail ", el("span", mails, data_mails=True, class_="count")]), here),
        el("a", "Open the tracker", href=stage.settings.tracker_url, class_="out"),
    ]
    name, _, words = BANNER.partition(":")
    head = join(
        [
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("title", f"{title} – Rehearsal"),
            el("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
            el("link", rel="stylesheet", href="/static/rehearsal.css"),
            el("script", src="/static/rehearsal.js", type="module"),
        ]
    )
    body = join(
        [
            el("a", "Skip to content", href="#main", class_="skip"),
            el(
                "header",
                el("h1", f"Rehearsal: {title}", class_="visually-hidden"),
                el("p", el("strong", name), ":", words, class_="banner"),
                el("nav", links, aria_label="Pages"),
                class_="top",
            ),
            el("main", main, id="main", tabindex="-1"),
            el(
                "noscript",
                el("p", "Turn scripts on to write messages and press buttons here.", class_="error"),
            ),
        ]
    )
    return "<!doctype html>\n" + el("html", el("head", head), el("body", body), lang="en-GB")


def nav_link(href: str, label: object, here: str) -> Html:
    return el("a", label, href=href, aria_current="page" if href == here else None)
