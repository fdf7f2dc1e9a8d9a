"""Take in mail on a loopback socket, so that the emails the tracker sends can be read at /mail."""

from __future__ import annotations

import asyncio
import socket

from aiosmtpd.smtp import SMTP, Envelope, Session

from bots.rehearsal.stage import Stage

METHOD = "smtp"  # the name under which faults are ordered
TRY_LATER = "451 4.3.0 The rehearsal was asked to fail; try later"
LARGEST_BYTES = 10_000_000


class Postbox:
    """Keep each mail and say 250, unless a fault was ordered for "smtp".

    error answers with its code ("550 5.1.1 No such mailbox"); error_before says 451; slow waits first;
    error_after keeps the mail and says 451. drop_before and drop_after hang up without a word, the second once
    the mail is kept, so that the sender does not know whether it arrived.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        fault = self._stage.faults.next_for(METHOD)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault and fault.kind == "drop_before":
            return hang_up(server)
        if fault and fault.is_before:
            return fault.code if fault.kind == "error" else TRY_LATER
        content = envelope.content or b""
        raw = content if isinstance(content, str) else content.decode("utf-8", errors="replace")
        mail = self._stage.mailbox.keep(envelope.mail_from or "", list(envelope.rcpt_tos), raw)
        self._stage.changed()
        if fault and fault.kind == "drop_after":
            return hang_up(server)
        return TRY_LATER if fault and fault.kind == "error_after" else f"250 OK {mail.id}"


def hang_up(server: SMTP) -> str:
    """Close the connection; what is returned then reaches nobody."""
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()
    return TRY_LATER


async def start_smtp(stage: Stage, listening: socket.socket) -> asyncio.Server:
    """Serve SMTP on a listening socket."""

    def session() -> SMTP:
        return SMTP(Postbox(stage), hostname="localhost", data_size_limit=LARGEST_BYTES, enable_SMTPUTF8=True)

    return await asyncio.get_running_loop().create_server(session, sock=listening)
