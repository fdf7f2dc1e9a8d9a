"""One message to one recipient, as the bytes that go out: written once, and identical however often they are tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from uuid import UUID

from django.conf import settings

PRODUCT = "Programme Tracker"


@dataclass(frozen=True)
class Image:
    """A picture that travels with a message: `name` is what the message's HTML calls it by (src="cid:NAME")."""

    name: str
    png: bytes


def letter(
    *,
    delivery_id: UUID,
    to_name: str,
    to_email: str,
    subject: str,
    text: str,
    at: datetime,
    html: str = "",
    images: Sequence[Image] = (),
    unsubscribe: str = "",
) -> str:
    """Return a whole message as text: plain words, a Message-ID and Date that never change, and no tracking.

    The Message-ID is the delivery's own id at the sender's domain, so a copy can be told for one. With HTML the plain
    words stand beside it, complete; its pictures travel along, and nothing is fetched from anywhere. `unsubscribe` is
    the address a mail program's own button posts to. Source: RFC 8058.
    """
    mail = EmailMessage(policy=policy.SMTP)
    sender_name, sender = parseaddr(settings.EMAIL_FROM)
    mail["From"] = Address(sender_name or PRODUCT, addr_spec=sender)
    mail["To"] = Address(_one_line(to_name), addr_spec=to_email)
    mail["Subject"] = _one_line(subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(delivery_id)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(text + "\n", cte="quoted-printable")
    if html:
        _add_html(mail, html, images, delivery_id)
    return _unsubscribing(unsubscribe) + mail.as_bytes().decode("ascii")


def _unsubscribing(address: str) -> str:
    """Return the header lines by which a mail program turns it down; the library would fold a long address apart."""
    if not address:
        return ""
    return f"List-Unsubscribe: <{address}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


def _add_html(mail: EmailMessage, html: str, images: Sequence[Image], delivery_id: UUID) -> None:
    """Set the HTML beside the plain words, with its pictures; boundaries are made of the delivery's own id."""
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"either-{delivery_id.hex}")
    shown = mail.get_payload()[-1]  # type: ignore[index]
    for image in images:
        shown.add_related(image.png, "image", "png", cid=f"<{image.name}>", disposition="inline")  # type: ignore[union-attr]
    if images:
        shown.set_boundary(f"related-{delivery_id.hex}")  # type: ignore[union-attr]


def message_id(delivery_id: UUID) -> str:
    """Return the Message-ID of a delivery."""
    domain = parseaddr(settings.EMAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return f"<{delivery_id}@{domain}>"


def _one_line(text: str) -> str:
    return " ".join(text.split())
