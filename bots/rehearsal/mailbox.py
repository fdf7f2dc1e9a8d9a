"""The mails the rehearsal has taken in, kept as they came."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from bots.rehearsal.journal import Journal


@dataclass(frozen=True)
class Mail:
    """One accepted mail. `raw` is the whole message; each envelope recipient is in `recipients`."""

    id: int
    at: float
    sender: str
    recipients: list[str]
    raw: str

    def parsed(self) -> EmailMessage:
        return message_from_bytes(self.raw.encode(), _class=EmailMessage, policy=policy.default)

    def part(self, kind: str) -> str:
        """Return the text of the first "plain" or "html" part; empty when there is none."""
        body = self.parsed().get_body((kind,))
        if body is None:
            return ""
        try:
            return str(body.get_content())
        except LookupError:  # a character set nobody knows
            return str(body.get_payload())

    def header(self, name: str) -> str:
        return str(self.parsed().get(name, ""))

    def headers(self) -> str:
        """Return the header lines as they came."""
        return self.raw.replace("\r\n", "\n").partition("\n\n")[0]


class Mailbox:
    """Every mail taken in, oldest first, kept in the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._mails = {int(key): Mail(**row) for key, row in journal.rows("mail").items()}

    def keep(self, sender: str, recipients: list[str], raw: str) -> Mail:
        mail = Mail(max(self._mails, default=0) + 1, time.time(), sender, recipients, raw)
        self._mails[mail.id] = mail
        self._journal.put("mail", str(mail.id), asdict(mail))
        return mail

    def find(self, mail_id: int) -> Mail | None:
        return self._mails.get(mail_id)

    def to(self, recipient: str | None = None) -> Iterator[Mail]:
        """Yield the mails, oldest first, all of them or those to one address (of the envelope)."""
        for mail in self._mails.values():
            if recipient is None or recipient.lower() in (address.lower() for address in mail.recipients):
                yield mail

    def addresses(self) -> list[str]:
        return sorted({address for mail in self._mails.values() for address in mail.recipients})
