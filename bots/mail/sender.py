"""Handing one message to the mail server, and knowing what became of it.

Once the message's bytes have left, only the server's reply says that it was taken: without one nobody knows, and
SMTP cannot be asked. Source: RFC 1047; docs/method.md, "Delivery".
"""

from __future__ import annotations

import smtplib
import socket
from email import message_from_string, policy
from email.message import EmailMessage as Parsed
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection


class MailTrouble(Exception):
    """The mail server did not take a message. `code` is its reply or ours; never message text.

    `is_silence` says that nobody answered in the time there was: the same again would take as long.
    """

    def __init__(self, code: str, *, is_silence: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_silence = is_silence


class MailRefused(MailTrouble):
    """The server said no for good (a 5xx reply)."""


class MailNotSent(MailTrouble):
    """The server surely did not take it: not reached, or it asked to be tried later (a 4xx reply)."""


class MailAmbiguous(MailTrouble):
    """The connection ended before the server replied; nobody knows whether it took the message."""


class _Written(EmailMessage):
    """A message whose bytes were settled before; Django is given them and adds nothing."""

    def __init__(self, raw: str, *, to: str) -> None:
        super().__init__(subject="", body="", from_email=parseaddr(settings.EMAIL_FROM)[1], to=[to])
        self.raw = raw

    def message(self, *, policy: Any = None) -> Any:
        return _Bytes(self.raw)


class _Bytes:
    """What a mail backend asks of a message: its bytes as they go out."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def as_bytes(self, *_: Any, **__: Any) -> bytes:
        return self.raw.encode("ascii")

    def as_string(self, *_: Any, **__: Any) -> str:
        return self.raw

    def parsed(self) -> Parsed:
        return message_from_string(self.raw, _class=Parsed, policy=policy.default)

    def get_charset(self) -> None:
        return None

    def __getitem__(self, name: str) -> Any:
        return self.parsed()[name]


def send(raw: str, *, to: str) -> None:
    """Hand one written message over for one recipient. Raises MailRefused, MailNotSent, MailAmbiguous.

    The server's word counts when it is given, before the connection is closed.
    """
    if not settings.EMAIL_URL:
        raise MailNotSent("no_mail_server")
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        raise MailNotSent(_code(problem), is_silence=_timed_out(problem)) from None
    try:
        connection.send_messages([_Written(raw, to=to)])
    except smtplib.SMTPRecipientsRefused as problem:
        code = next(iter(problem.recipients.values()))[0]
        raise _replied(code) from None
    except smtplib.SMTPResponseException as problem:
        raise _replied(problem.smtp_code) from None
    except (smtplib.SMTPException, OSError) as problem:
        raise MailAmbiguous(_code(problem), is_silence=_timed_out(problem)) from None
    finally:
        _close(connection)


def _replied(code: int) -> MailTrouble:
    if 400 <= code < 500:
        return MailNotSent(f"smtp_{code}")
    return MailRefused(f"smtp_{code}") if code >= 500 else MailAmbiguous(f"smtp_{code}")


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        return  # the reply that counts has been given


def _timed_out(problem: BaseException | None) -> bool:
    """Return whether a time-out lies behind this; smtplib words one as a disconnection."""
    while problem is not None:
        if isinstance(problem, TimeoutError | socket.gaierror):
            return True
        problem = problem.__context__
    return False


def _code(problem: Exception) -> str:
    reply = getattr(problem, "smtp_code", "")
    return f"{type(problem).__name__} {reply}".strip()
