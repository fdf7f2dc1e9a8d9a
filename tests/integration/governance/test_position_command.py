"""`position` and `changes`: what people script against, closing to the penny, over what their reader may see."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from programme import changes as ground
from programme.rules.access import FINANCE
from savings import changes
from savings.changes.periods import close_period
from tests.factories.ground import (
    LOADING,
    LONG_AGO,
    a_milestone,
    a_person,
    a_programme,
    a_workstream,
    grant,
    someone,
)
from tests.factories.savings import a_saving
from tests.integration.governance.test_commands import refused, said

pytestmark = pytest.mark.django_db


class TestWrongOptions:
    """One sentence for what nobody means, as for a slip of the hand; never a traceback."""

    @pytest.mark.parametrize(
        "words",
        [
            ("position", "--at", "9999-12-31T23:59:59-14:00"),
            ("position", "--at", "0001-01-01T00:00:00+14:00"),
            ("position", "--year", "0000/01"),
            ("position", "--period", "M\u0665"),
            ("changes", "--since", "0001-01-01T00:00:00+14:00"),
            ("changes", "--since", "2026-01-01", "--until", "9999-12-31T23:59:59-14:00"),
            ("position", "--year", "20\x0026/27"),
        ],
    )
    def test_are_refused_in_words(self, words):
        a_programme(code="homes", first_year=2026)
        name, *rest = words
        who = a_person(email="f@example.test")
        grant(who, FINANCE, a_programme(code="other"))

        with pytest.raises(CommandError):
            call_command(name, "--programme", "homes", *rest, "--as", "f@example.test")

    @pytest.mark.parametrize(
        "words",
        [
            ("position", "--programme", "ho\x00mes"),
            ("export_savings", "--programme", "homes", "--out", "a\x00b.csv"),
            ("close_period", "--programme", "homes", "--period", "M1\x00"),
        ],
    )
    def test_a_control_character_is_one_sentence(self, words):
        with pytest.raises(CommandError, match="control character"):
            call_command(*words)

    @pytest.mark.parametrize(("year", "period"), [("0000/01", "M5"), ("2026/27", "M\u0665")])
    def test_a_period_nobody_means_is_not_closed(self, year, period):
        made = a_programme(code="homes", first_year=2026)
        who = a_person(email="f@example.test")
        grant(who, FINANCE, made)

        with pytest.raises(CommandError, match="is not a"):
            call_command(
                "close_period", "--programme", "homes", "--period", period, "--year", year, "--as",
                "f@example.test",
            )  # fmt: skip


MAY, JUNE, JULY = (datetime(2026, month, 1, 9, tzinfo=UTC) for month in (5, 6, 7))
BUCKETS = (
    "delivered", "on_track", "at_risk", "deliverable_later", "undeliverable", "no_outlook", "adjustments",
    "unidentified", "not_in_our_copy",
)  # fmt: skip


@pytest.fixture
def programme():
    made = a_programme(code="homes", name="Homes", first_year=2026)
    changes.store_target(
        programme_id=made.id, name="Savings target", source="Budget paper", year=2026,
        values={"is_bridge": True}, amount={"amount": Decimal(300_000)}, by=LOADING, at=LONG_AGO,
    )  # fmt: skip
    return made


@pytest.fixture
def line(programme):
    stream = a_workstream(programme, ref="W1", name="Care")
    milestone = a_milestone(stream, ref="M1", name="Home opens", baseline_date=date(2026, 10, 1))
    made = a_saving(stream, heading="Homes", name="Homes closed", waits_for=[milestone])
    changes.validate_saving(
        saving_id=made.id, version=None, year=2026, amount=Decimal(20_000), base_budget_reduced=True,
        spend_followed=True, evidence="Seen", by=LOADING, at=JUNE,
    )  # fmt: skip
    ground.report_status(
        workstream_id=stream.id, version=None, rating="amber", reason="Slipping", by=LOADING, at=JUNE
    )
    ground.reforecast_milestone(
        milestone_id=milestone.id,
        version=None,
        forecast=date(2027, 1, 1),
        reason="No builder",
        by=LOADING,
        at=JUNE,
    )
    return made


class TestPosition:
    def test_closes_to_the_penny_with_what_stands_beside(self, programme, line):
        shown = said("position", "--programme", "homes", "--year", "2026/27")

        assert shown["target"] == "300000.00"
        assert sum(Decimal(shown[name]) for name in BUCKETS) == 300_000
        assert (shown["delivered"], shown["no_outlook"], shown["unidentified"]) == (
            "20000.00", "100000.00", "180000.00",
        )  # fmt: skip
        plan, loss, timing, over, forecast = (
            Decimal(shown[name]) for name in ("plan", "loss", "timing", "over_delivery", "forecast")
        )
        assert plan - loss - timing + over == forecast == 90_000
        assert (shown["claimed"], shown["replaced"]) == ("0.00", "0.00")
        assert (shown["p10"], shown["p50"], shown["p90"]) == (None, None, None)
        assert shown["rag_counts"] == {"amber": 1}
        assert shown["basis"] == "live"
        assert shown["over"] == "over the lines you may see, without exempt items"

    def test_shows_the_levels_of_the_same_year(self, programme, line):
        shown = said("position", "--programme", "homes", "--year", "2026/27")

        assert [(one["heading"], one["plan"]) for one in shown["groups"]] == [("Homes", "120000.00")]
        assert [(one["ref"], one["delivered"]) for one in shown["workstreams"]] == [("W1", "20000.00")]

    def test_as_at_a_moment_later_rows_do_not_count(self, programme, line):
        shown = said("position", "--programme", "homes", "--year", "2026/27", "--at", "2026-05-31")

        assert (shown["delivered"], shown["timing"], shown["forecast"]) == ("0.00", "0.00", "120000.00")
        assert shown["rag_counts"] == {"not_published": 1}
        assert shown["as_at"].startswith("2026-05-31T23:59:59")

    def test_without_a_year_it_says_which_and_why(self, programme, line):
        shown = said("position", "--programme", "homes", "--at", "2026-05-31")

        assert (shown["year"], shown["year_chosen"]) == ("2026/27", "the financial year of 31 May 2026")
        assert said("position", "--programme", "homes", "--at", "2026-04-01T00:00")["year_chosen"] == (
            "the financial year of 1 Apr 2026"
        )

    def test_before_the_first_row_nothing_is_known(self, programme, line):
        shown = said("position", "--programme", "homes", "--year", "2026/27", "--at", "2025-01-01")

        assert (shown["plan"], shown["target"], shown["delivered"], shown["lines"]) == (None, None, None, 0)

    def test_without_a_published_target_there_is_no_bridge_and_it_says_so(self, line, capsys):
        other = a_programme(code="roads", first_year=2026)
        a_saving(other)

        shown = said("position", "--programme", "roads", "--year", "2026/27")
        call_command("position", "--programme", "roads", "--year", "2026/27")

        assert (shown["target"], shown["unidentified"], shown["not_in_our_copy"]) == (None, None, None)
        assert shown["no_outlook"] == "120000.00"
        assert "No published target of 2026/27, so no bridge" in capsys.readouterr().out

    def test_a_period_is_shown_as_it_was_signed(self, programme, line):
        closer = grant(a_person(name="Fiona Finance"), FINANCE, programme)
        close_period(programme_id=programme.id, year=2026, month=2, by=closer, at=JULY)
        changes.plan_saving(
            saving_id=line.id, version=None, amounts={2026: Decimal(1)}, by=LOADING, at=JULY, reason="Cut"
        )

        shown = said("position", "--programme", "homes", "--period", "M2")

        assert (shown["plan"], shown["period"], shown["year"]) == ("120000.00", "2026/27 M2", "2026/27")
        assert shown["figures"] == "figures of 2026/27 M2, closed by Fiona Finance on 1 Jul 2026"
        assert said("position", "--programme", "homes", "--year", "2026/27")["plan"] == "1.00"

    @pytest.mark.parametrize(
        ("asked", "where", "words"),
        [
            (["--year", "2035/36"], "--year", "it has 2026/27, 2027/28, 2028/29"),
            (["--year", "2026"], "--year", "is not a financial year"),
            (["--at", "yesterday"], "--at", "is not a moment"),
            (["--at", "2099-01-01"], "--at", "lies ahead"),
            (["--period", "M2"], "--period", "No period is closed yet"),
            (["--period", "May"], "--period", "is not a period"),
            (["--period", "M2", "--at", "2026-05-01"], "--at", "two questions"),
        ],
    )
    def test_refuses_what_it_cannot_answer_with_the_next_step(self, programme, line, asked, where, words):
        error = refused("position", "--programme", "homes", *asked)

        assert error["where"] == where
        assert words in error["message"]
        assert error["next"]

    def test_a_programme_one_may_not_see_is_no_programme(self, programme):
        a_programme(code="inside", marking="internal")

        assert "no programme inside" in refused("position", "--programme", "inside")["message"]


class TestChanges:
    def changed(self, *asked, reader=None):
        options = ["--as", reader.email] if reader else []
        return said("changes", "--programme", "homes", *asked, *options)

    def test_says_what_moved_who_moved_it_and_what_that_cost(self, programme, line):
        shown = self.changed("--since", "2026-05-15")

        assert [one["what"] for one in shown["changes"]] == ["moved", "rated", "validated"]
        moved, rated, validated = shown["changes"]
        assert (moved["ref"], moved["was"], moved["now"]) == ("M1", "2026-10-01", "2027-01-01")
        assert (moved["days"], moved["push"], moved["reason"]) == (92, 1, "No builder")
        assert moved["who"] == "Programme Tracker"
        assert moved["effect"]["2026/27"] == {"forecast": "-30000.00", "timing": "30000.00"}
        assert validated["effect"] == {"2026/27": {"delivered": "20000.00", "no_outlook": "-20000.00"}}
        assert (rated["was"], rated["now"]) == ("not published", "Amber")

    def test_what_they_moved_in_all_stands_beside(self, programme, line):
        shown = self.changed("--since", "2026-05-15", "--until", "2026-06-15")

        assert shown["effect"]["2026/27"] == {
            "delivered": "20000.00", "forecast": "-30000.00", "no_outlook": "-20000.00", "timing": "30000.00",
        }  # fmt: skip

    def test_lines_added_removed_and_planned_anew(self, programme, line):
        added = changes.add_saving(
            programme_id=programme.id, values={"ref": "S99", "name": "New"}, plan={2026: {"amount": Decimal(500)}},
            by=LOADING, at=JULY,
        )  # fmt: skip
        changes.plan_saving(
            saving_id=added.id, version=None, amounts={2026: Decimal(700)}, reason="More", by=LOADING,
            at=datetime(2026, 7, 2, 9, tzinfo=UTC),
        )  # fmt: skip
        changes.remove_saving(
            saving_id=added.id,
            version=None,
            reason="A mistake",
            by=LOADING,
            at=datetime(2026, 7, 3, 9, tzinfo=UTC),
        )

        shown = self.changed("--since", "2026-06-15")["changes"]

        assert [(one["what"], one["reason"], one["effect"]["2026/27"]["plan"]) for one in shown] == [
            ("removed", "A mistake", "-700.00"),
            ("planned", "More", "200.00"),
            ("added", "", "500.00"),
        ]
        assert shown[1]["amounts"] == {"2026/27": {"was": "500.00", "now": "700.00"}}

    def test_a_forecast_and_an_outlook_of_one_moment_share_their_effect(self, programme, line):
        named = {"saving_id": line.id, "version": None, "by": LOADING, "at": JULY, "reason": "Seen anew"}
        changes.forecast_saving(
            **named, amounts={2026: Decimal(10_000), 2027: Decimal(120_000), 2028: Decimal(120_000)}
        )
        changes.report_outlook(**named, outlook="undeliverable")

        forecast, outlook = self.changed("--since", "2026-06-15")["changes"]

        assert (outlook["what"], forecast["what"]) == ("outlook", "forecast")
        assert outlook["effect"]["2026/27"] == {"no_outlook": "-100000.00", "undeliverable": "100000.00"}
        assert forecast["effect"]["2026/27"]["forecast"] == "-80000.00"

    def test_shows_nothing_of_what_its_reader_may_not_see(self, programme, line):
        hidden = a_saving(programme, name="Secret", marking="exempt", exempt_paragraph=3)
        changes.claim_saving(
            saving_id=hidden.id,
            version=None,
            year=2026,
            amount=Decimal(9),
            reason="Done",
            by=LOADING,
            at=JULY,
        )

        assert self.changed("--since", "2026-06-15")["changes"] == []
        assert self.changed("--since", "2026-06-15")["effect"] == {}
        cleared = self.changed("--since", "2026-06-15", reader=someone(FINANCE, programme, cleared=True))
        assert [one["name"] for one in cleared["changes"]] == ["Secret"]

    def test_is_told_in_lines_too(self, programme, line, capsys):
        call_command("changes", "--programme", "homes", "--since", "2026-05-15")

        told = capsys.readouterr().out
        assert "M1 Home opens: moved 2026-10-01 → 2027-01-01 (92 days later), push 1" in told
        assert "forecast -£30k" in told

    @pytest.mark.parametrize(
        ("asked", "where"),
        [
            (["--since", "soon"], "--since"),
            (["--since", "2099-01-01"], "--since"),
            (["--since", "2026-06-01", "--until", "2026-05-01"], "--until"),
        ],
    )
    def test_refuses_a_moment_it_cannot_read(self, programme, asked, where):
        assert refused("changes", "--programme", "homes", *asked)["where"] == where

    def test_takes_since(self, programme):
        with pytest.raises(CommandError, match="--since"):
            call_command("changes", "--programme", "homes")
