"""What an alert says to one person, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from bots.rules.wording import (
    Message,
    Section,
    alert_section,
    day,
    exempt_section,
    heading,
    told_once,
)
from governance.rules.telling import AlertFacts, SavingEffect, YearMoney
from programme.rules.access import MANAGER, Actor, GrantFact, Placement

COUNCIL, PROGRAMME, STREAM = (UUID(int=n) for n in (1, 2, 3))
HERE = Placement(COUNCIL, PROGRAMME, STREAM)
CLOSED = Placement(COUNCIL, PROGRAMME, STREAM, frozenset({"open", "exempt"}))
READER = Actor("person", "Max", person_id=uuid4(), grants=(GrantFact(MANAGER, COUNCIL),))
LINK = "https://tracker.example.test/here"


def line(ref: str, *years: YearMoney, where: Placement = HERE, counted: bool = True) -> SavingEffect:
    return SavingEffect(uuid4(), ref, f"Line {ref}", counted, where, years)


def year(label: str, timing: str, loss: str = "0", not_known: str = "") -> YearMoney:
    return YearMoney(label, Decimal(timing), Decimal(loss), not_known)


FACTS = AlertFacts(
    kind="milestone_slip",
    step="worsened",
    number=2,
    subject_kind="milestone",
    subject_id=UUID(int=4),
    ref="M7",
    name="Panel approves the homes",
    programme_id=PROGRAMME,
    programme_code="bfb-story",
    programme="Building for Brilliance",
    illustrative=True,
    workstream_id=STREAM,
    workstream_ref="WS3",
    workstream="Fostering",
    placement=HERE,
    was="28 days late",
    now="91 days late",
    sentence="Worsened: 91 days late, was 28 days late",
    since=datetime(2026, 12, 3, 23, 30, tzinfo=UTC),
    on=date(2026, 12, 4),
    baseline="31 Mar 2027",
    forecast_was="28 Apr 2027",
    forecast="30 Jun 2027",
    days_late=91,
    days_moved=63,
    owner="Lena Lead",
    reason="Planning consent came late",
    reason_by="Max Manager",
    reason_at=datetime(2026, 12, 4, 9, tzinfo=UTC),
    savings=(line("22S1", year("2026/27", "120000", "15000"), year("2027/28", "-120000")),),
)


def said(facts: AlertFacts, label: str, reader: Actor = READER) -> str:
    section = alert_section(facts, reader=reader, whys=("You own this workstream",), link=LINK)
    return dict(section.lines).get(label, "")


class TestAlertSection:
    def test_names_the_thing_first_and_then_where_it_stands(self) -> None:
        assert heading(FACTS) == "M7 Panel approves the homes (Illustrative)"
        assert said(FACTS, "In") == "WS3 Fostering · Building for Brilliance"

    def test_says_a_workstream_once(self) -> None:
        of_the_workstream = replace(FACTS, subject_kind="workstream", ref="WS3", name="Fostering")

        assert heading(of_the_workstream) == "WS3 Fostering (Illustrative)"
        assert said(of_the_workstream, "In") == "Building for Brilliance"

    def test_dates(self) -> None:
        assert said(FACTS, "Forecast") == "30 Jun 2027, was 28 Apr 2027; baseline 31 Mar 2027"

    def test_days(self) -> None:
        assert (
            said(FACTS, "Effect on time")
            == "63 days later than the forecast before, 91 days later than the baseline"
        )

    def test_money_by_year_timing_and_loss_apart(self) -> None:
        assert said(FACTS, "Effect on money") == (
            "2026/27 £120k later and £15k lost; 2027/28 £120k earlier "
            "(what the slip costs the savings that wait for it, over the items you may see, without exempt items)"
        )

    def test_money_leaves_out_what_the_reader_may_not_see_in_the_same_words(self) -> None:
        with_hidden = replace(
            FACTS, savings=(*FACTS.savings, line("22S9", year("2026/27", "1"), where=CLOSED))
        )

        assert said(with_hidden, "Effect on money") == said(FACTS, "Effect on money")

    def test_money_not_known_says_why(self) -> None:
        unknown = replace(
            FACTS, savings=(line("22S2", YearMoney("2026/27", None, None, "its plan is blank")),)
        )

        assert said(unknown, "Effect on money").startswith("2026/27 not known (its plan is blank)")

    def test_kinds_that_stand_beside_totals_stand_beside(self) -> None:
        beside = replace(
            FACTS, savings=(*FACTS.savings, line("22S3", year("2026/27", "5000"), counted=False))
        )

        assert "; beside totals: 2026/27 £5,000 later" in said(beside, "Effect on money")

    def test_no_money_is_said_to_be_none_known(self) -> None:
        assert said(replace(FACTS, savings=()), "Effect on money").startswith("none known")

    def test_reasons_of_a_band_are_said_of_a_band_alone(self) -> None:
        reasons = ("M7 is past due", "Money falls short by 21%")
        risk = replace(FACTS, kind="workstream_risk", reasons=reasons)

        assert said(risk, "Because") == "M7 is past due; Money falls short by 21%"
        assert said(replace(FACTS, reasons=reasons), "Because") == ""

    def test_reason_with_who_and_when(self) -> None:
        assert said(FACTS, "Reason given") == "“Planning consent came late” (Max Manager, 4 Dec 2026)"

    def test_no_reason_and_no_owner_are_said(self) -> None:
        bare = replace(FACTS, reason="", owner="")

        assert (said(bare, "Reason given"), said(bare, "Owner")) == ("none", "none named")

    def test_since_in_london_and_the_day_of_its_figures(self) -> None:
        assert said(FACTS, "Since") == "3 Dec 2026; figures as at 4 Dec 2026"

    def test_why_you_got_it(self) -> None:
        section = alert_section(
            FACTS, reader=READER, whys=("You own this workstream", "You sit on the Savings Board"), link=LINK
        )

        assert (
            dict(section.lines)["You get this because"]
            == "you own this workstream and you sit on the Savings Board"
        )


class TestMessage:
    def test_of_one_alert_has_it_in_its_subject(self) -> None:
        message = Message((alert_section(FACTS, reader=READER, whys=(), link=LINK),), f"{LINK}/account/")

        assert message.subject().endswith("– Worsened: 91 days late, was 28 days late")
        assert message.text().endswith(f"What you hear, and how to turn it down: {LINK}/account/")

    def test_of_several_counts_them(self) -> None:
        one = alert_section(FACTS, reader=READER, whys=(), link=LINK)
        message = Message((one, exempt_section(whys=(), link=LINK)), LINK)

        assert message.subject().startswith("2 alerts: M7 Panel approves the homes")
        assert message.text().startswith("2 alerts\n\n")

    def test_of_very_many_says_the_rest_shortly(self) -> None:
        one = alert_section(FACTS, reader=READER, whys=(), link=LINK)

        text = Message((one,) * 30, LINK).text()

        assert text.count("Panel approves the homes") == 30
        assert text.count("Owner: Lena Lead") == 10

    def test_of_an_exempt_item_names_nothing(self) -> None:
        message = Message((exempt_section(whys=("You own this item",), link=LINK),), LINK)

        assert message.subject() == "An exempt item changed"
        assert "Fostering" not in message.text()


class TestDay:
    def test_is_written_as_people_do_here(self) -> None:
        assert day(date(2026, 12, 3)) == "3 Dec 2026"

    def test_of_a_moment_is_londons(self) -> None:
        assert day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 Jul 2026"


class TestToldOnce:
    slip = Section("M7 Panel", "Worsened: 91 days late", (("In", "WS3"), ("Owner", "Lee Lead")))
    breach = Section(
        "M7 Panel", "Worsened: 91 days late", (("In", "WS3"), ("Tolerance", "30 days"), ("Owner", "Lee Lead"))
    )

    def test_leaves_out_what_another_says_in_full(self):
        other = Section("24S2 Homes", "Opened: £180k short", (("In", "WS3"),))

        assert told_once([self.slip, other, self.breach]) == (other, self.breach)
        assert told_once([self.slip, self.slip]) == (self.slip,)

    def test_keeps_what_says_something_of_its_own_or_can_be_turned_down_by_itself(self):
        changed = replace(self.slip, headline="Improved: 40 days late")
        own = replace(self.slip, turn_down="https://tracker.example.test/account/down/1/")

        assert told_once([changed, self.breach]) == (changed, self.breach)
        assert told_once([own, self.breach]) == (own, self.breach)
