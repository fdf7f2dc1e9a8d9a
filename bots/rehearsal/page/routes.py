"""Serve the pages, their static files and the stream that says when something has changed."""

from __future__ import annotations

import asyncio
from importlib.resources import files

from aiohttp import web

from bots.rehearsal.keys import STAGE
from bots.rehearsal.mailbox import Mail
from bots.rehearsal.page.mail import mail_list, paint_mail_page
from bots.rehearsal.page.markup import el
from bots.rehearsal.page.pane import MOST_PANES, paint_pane, read_pane
from bots.rehearsal.page.shell import page
from bots.rehearsal.stage import Stage
from bots.rehearsal.workspace import USERS

FIRST_PANE = "U0CHAIR:"
HEARTBEAT_SECONDS = 15.0
STATIC = {"rehearsal.css": "text/css", "rehearsal.js": "text/javascript", "icon.svg": "image/svg+xml"}
# A mail's own page: it may style itself, and nothing else.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


async def workspace(request: web.Request) -> web.Response:
    """GET /?pane=USER:PLACE[:THREAD]: up to three people's views beside each other."""
    stage = request.app[STAGE]
    addresses = request.query.getall("pane", [FIRST_PANE])[:MOST_PANES]
    panes = [read_pane(stage, number, address) for number, address in enumerate(addresses)]
    shown = [paint_pane(stage, pane, of=len(panes)) for pane in panes]
    title = " and ".join(f"{pane.user.name}’s view" for pane in panes)
    return answer(page(stage, title, "/", el("div", shown, class_=f"panes panes-{len(panes)}")))


async def one_pane(request: web.Request) -> web.Response:
    """GET /pane?pane=…&number=N&of=M: one view, to bring an open page up to date."""
    stage = request.app[STAGE]
    number, of = (digit(request.query.get(name, "")) for name in ("number", "of"))
    pane = read_pane(stage, number, request.query.get("pane", FIRST_PANE))
    return answer(paint_pane(stage, pane, of=max(of, 1)))


def digit(value: str) -> int:
    return int(value) if value in ("1", "2", "3") else 0


async def permalink(request: web.Request) -> web.Response:
    """GET /archives/{channel}/p{ts}: show a message to somebody who can see it."""
    stage, channel = request.app[STAGE], request.match_info["channel"]
    digits = request.match_info["ts"]
    conversation = stage.messages.conversations.get(channel)
    message = stage.messages.find(channel, f"{digits[:-6]}.{digits[-6:]}")
    members = [m for m in conversation.members if m in USERS and not USERS[m].is_bot] if conversation else []
    if message is None or not members:
        return answer(
            page(stage, "Not found", "", el("p", "There is no such message.", class_="none")), status=404
        )
    viewer = message.only_for or ("U0CHAIR" if "U0CHAIR" in members else members[0])
    thread = f":{message.thread_ts}" if message.is_reply else ""
    raise web.HTTPFound(
        f"/?pane={viewer}:{channel}{thread}#p0-{'t' if message.is_reply else 'm'}-{message.ts}"
    )


async def live(request: web.Request) -> web.StreamResponse:
    """GET /live: server-sent events, one at each change, with the number of mails."""
    stage = request.app[STAGE]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    watcher = stage.watch()
    try:
        while not stage.is_closing:
            watcher.clear()
            mails = sum(1 for _ in stage.mailbox.to())
            await response.write(f"data: {stage.version} {mails}\n\n".encode())
            await next_change(watcher)
    except ConnectionResetError:
        pass  # the reader went away
    finally:
        stage.unwatch(watcher)
    return response


async def next_change(watcher: asyncio.Event) -> None:
    """Wait for a change, but no longer than a heartbeat, so that a dead connection is noticed."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            await watcher.wait()
    except TimeoutError:
        return


async def mailbox(request: web.Request) -> web.Response:
    """GET /mail[/{id}]?to=ADDRESS: the mails, and one of them open."""
    stage = request.app[STAGE]
    recipient = request.query.get("to") or None
    mail = wanted_mail(request, stage) if "id" in request.match_info else None
    title = mail.header("Subject") if mail else "Mail"
    return answer(page(stage, title, "/mail", paint_mail_page(stage, recipient, mail)))


async def mails_part(request: web.Request) -> web.Response:
    """GET /mails?to=…&open=N: the list alone, to bring an open page up to date."""
    stage = request.app[STAGE]
    number = request.query.get("open", "")
    shown = stage.mailbox.find(int(number)) if number.isdecimal() else None
    return answer(mail_list(stage, request.query.get("to") or None, shown))


async def mail_html(request: web.Request) -> web.Response:
    """GET /mail/{id}/html: a mail's HTML part, in a box of its own."""
    html = wanted_mail(request, request.app[STAGE]).part("html")
    return answer(f'<base target="_blank">{html}', headers={"Content-Security-Policy": MAIL_POLICY})


def wanted_mail(request: web.Request, stage: Stage) -> Mail:
    mail = stage.mailbox.find(int(request.match_info["id"]))
    if mail is None:
        raise web.HTTPNotFound(text="There is no such mail.\n")
    return mail


async def static(request: web.Request) -> web.Response:
    """GET /static/{name}."""
    name = request.match_info["name"]
    if name not in STATIC:
        raise web.HTTPNotFound(text="There is no such file.\n")
    content = (files("bots.rehearsal.page") / "static" / name).read_bytes()
    return web.Response(body=content, content_type=STATIC[name], charset="utf-8")


def answer(html: str, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(text=str(html), status=status, content_type="text/html", headers=headers)


def routes() -> list[web.RouteDef]:
    """Return the routes of the pages."""
    return [
        web.get("/", workspace),
        web.get("/pane", one_pane),
        web.get("/live", live),
        web.get("/mail", mailbox),
        web.get("/mails", mails_part),
        web.get(r"/mail/{id:\d+}", mailbox),
        web.get(r"/mail/{id:\d+}/html", mail_html),
        web.get(r"/archives/{channel}/p{ts:\d{7,20}}", permalink),
        web.get("/static/{name}", static),
    ]
