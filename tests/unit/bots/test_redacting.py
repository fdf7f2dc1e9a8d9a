"""What of a question may be kept."""

import pytest

from bots.rules.redacting import LONGEST_KEPT, redacted


def kept(text, *, public=(), kept_back=(), people=()):
    return redacted(text, public=public, kept_back=kept_back, people=people)


class TestRedacted:
    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("savings for 2024/25 in M5, Q3 and 20/10/2024", "savings for 2024/25 in M5, Q3 and 20/10/2024"),
            ("why £450k and 1,234,567 and 2.5 million", "why [amount] and [amount] and [amount]"),
            ("mail jane@x.gov.uk or https://x.test/a?b", "mail [email] or [link]"),
            ("<@U123> in <#C1|board> and @sam says", "[mention] in [mention] and [mention] says"),
            ("call 023 8083 3000 or 07700900123", "call [number] or [number]"),
            ("client 1234567 of SO14 7LY, AB 12 34 56 C", "client [number] of [postcode], [number]"),
            ("is Jane Smith or cllr o'brien on 24S999", "is [name] or cllr [name] on [ref]"),
            ("what will the lead do in May", "what will the lead do in May"),
            ("one\n\ntwo", "one two"),
        ],
    )
    def test_leaves_out_by_its_form(self, typed, written):
        assert kept(typed) == written

    def test_leaves_out_people_with_an_account(self):
        assert kept("ask okonkwo about it", people={"okonkwo"}) == "ask [name] about it"

    def test_leaves_out_the_telling_words_of_a_name_kept_back(self):
        assert kept("elm savings?", kept_back=["Closure of Elm Road children's home"]) == "[name] savings?"

    def test_leaves_out_two_words_together_that_say_little_alone(self):
        title = "Staff review of the service"

        assert kept("staff review please", kept_back=[title]) == "staff review please"
        assert kept("staff review of the service please", kept_back=[title]) == "[name] please"

    def test_keeps_what_a_name_open_to_the_reviewer_covers(self):
        assert kept("road safety", public=[(0, 2)], kept_back=["Elm Road"]) == "road safety"
        assert kept("elm road", public=[(1, 2)], kept_back=["Elm Road"]) == "[name]"

    def test_keeps_a_ref_the_reviewer_may_use(self):
        assert kept("24S1 and 24S2", public=[(0, 1)]) == "24S1 and [ref]"

    def test_is_never_longer_than_is_kept(self):
        assert len(kept("word " * 400)) == LONGEST_KEPT
