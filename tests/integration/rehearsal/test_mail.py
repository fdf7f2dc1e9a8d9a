"""Mail is taken in and can be read back."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

from tests.fakes.rehearsal import Rehearsal


def alert(to: str, subject: str = "Slipped: Fostering – £1.25m") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Tracker <tracker@example.test>", to, subject
    mail.set_content("Fostering has slipped by 90 days.\n")
    mail.add_alternative("<p>Fostering has <b>slipped</b> by 90 days.</p>", subtype="html")
    return mail


def send(slack: Rehearsal, *mails: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", slack.smtp_port) as client:
        for mail in mails:
            client.send_message(mail)


class TestMailbox:
    def test_both_parts_and_a_subject_with_signs(self, slack: Rehearsal) -> None:
        send(slack, alert("chair@example.test"))

        (mail,) = slack.mails()
        assert mail["subject"] == "Slipped: Fostering – £1.25m"
        assert mail["text"].strip() == "Fostering has slipped by 90 days."
        assert "<b>slipped</b>" in mail["html"]
        assert (mail["sender"], mail["recipients"]) == ("tracker@example.test", ["chair@example.test"])

    def test_by_recipient(self, slack: Rehearsal) -> None:
        send(slack, alert("chair@example.test"), alert("pmo@example.test"))

        assert [m["recipients"] for m in slack.mails("pmo@example.test")] == [["pmo@example.test"]]
        assert slack.wait_for_mail("chair@example.test", "Fostering")
