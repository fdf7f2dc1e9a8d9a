"""What a digest asks of its reader is a link to where it is done."""

from bots.rules.digest_parts import TAKE, Part
from bots.rules.digest_words import DigestWords
from bots.slack import blocks

PAGE = "https://tracker.example.test/digests/7/"
ALERTS = Part(
    "Alerts that reached this board",
    ("M7: 40 days late; nobody has taken it in hand.",),
    act=TAKE,
    anchor="escalated",
)
QUIET = Part("Milestones", ("M8: 1 Mar 2027 to 9 Mar 2027.",))


def words(*parts):
    return DigestWords(
        "Savings Board", "Savings Board", "", ("1 alert.",), parts, (), PAGE, f"{PAGE}account/"
    )


class TestAPart:
    def test_says_where_it_is_done(self):
        assert f"{TAKE}: {PAGE}#escalated" in words(ALERTS).text()

    def test_that_asks_nothing_has_no_link_of_its_own(self):
        assert "#" not in words(QUIET).text()

    def test_has_a_button_in_slack_beside_its_lines(self):
        _, (rich, *_) = blocks.digest(words(QUIET, ALERTS))

        buttons = [e for block in rich if block["type"] == "actions" for e in block["elements"]]
        assert [(b["text"]["text"], b["url"]) for b in buttons] == [
            (TAKE, f"{PAGE}#escalated"),
            ("Open this digest", PAGE),
        ]
