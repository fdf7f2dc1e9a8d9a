"""What is shown: the query's figures, money as strings, dates with their precision, RAG as words."""

from datetime import date

import pytest

from programme.rules import access
from tests.factories.ground import a_milestone, a_workstream, someone
from tests.fakes.callers import Caller
from tests.integration.api.council import a_busy_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return a_busy_council()


@pytest.fixture
def manager(council):
    return Caller(someone(access.MANAGER, council.programme))


class TestMilestone:
    def test_shows_its_dates_as_exact_as_they_are_known(self, council, manager):
        season = a_milestone(
            council.workstream,
            baseline_date=date(2095, 9, 1),
            baseline_precision="season",
            as_published="Autumn",
        )

        shown = manager.get(f"milestones/{season.id}").json()

        assert shown["baseline"] == {"date": "2095-09-01", "precision": "season", "text": "Autumn 2095"}
        assert shown["forecast"] == shown["original_baseline"] == shown["baseline"]
        assert shown["actual"] is None
        assert shown["as_published"] == "Autumn"

    def test_shows_how_late_it_is(self, council, manager):
        answer = manager.get(f"milestones/{council.late.id}")

        shown = answer.json()
        assert shown["lateness"]["slip"] == {"days": 59, "words": "59 days later"}
        assert shown["lateness"]["is_overdue"] is False
        assert shown["workstream"]["ref"] == council.workstream.ref
        assert shown["owner"] == {"id": str(council.late.owner_id), "name": council.late.owner.name}
        assert answer["ETag"] == f'"{council.late.version}"'
        assert answer["Cache-Control"] == "no-store"

    def test_without_a_date_is_neither_late_nor_in_time(self, council, manager):
        shown = manager.get(f"milestones/{council.undated.id}").json()

        assert shown["baseline"] is None
        assert shown["lateness"]["slip"] is None
        assert shown["lateness"]["is_overdue"] is None


class TestWorkstream:
    def test_shows_its_rag_as_a_word(self, council, manager):
        shown = manager.get(f"workstreams/{council.workstream.id}").json()

        assert (shown["rag"], shown["rag_words"]) == ("amber", "Amber")
        assert shown["status_report"]["reason"] == "Slow start"

    def test_without_a_rating_is_not_published_and_never_green(self, council, manager):
        silent = a_workstream(council.programme)

        shown = manager.get(f"workstreams/{silent.id}").json()

        assert (shown["rag"], shown["rag_words"]) == (None, "not published")
        assert shown["status_report"] is None
        assert shown["owner"] is None


class TestSaving:
    def test_shows_every_year_in_pounds(self, council, manager):
        shown = manager.get(f"savings/{council.saving.id}").json()

        first = shown["years"][0]
        assert (first["year"], first["plan"]) == ("2094/95", "120000.00")
        assert first["forecast"] == "40000.00"  # one month of three is left, at £480,000 a year
        assert (first["loss"], first["timing"], first["shortfall"]) == ("0.00", "80000.00", "80000.00")
        assert shown["forecast_basis"] == "dates"
        assert shown["days_late"] == 59
        assert shown["outlook_words"] == "On track"
        assert shown["milestone_ids"] == [str(council.late.id)]
        assert shown["maturity"] is None
        assert shown["maturity_words"] == "not published"

    def test_keeps_a_blank_a_blank(self, council, manager):
        shown = manager.get(f"savings/{council.loose.id}").json()

        assert [(y["year"], y["plan"]) for y in shown["years"]] == [("2094/95", None), ("2095/96", "5000.50")]
        assert all(y["loss"] is None and y["not_split"] for y in shown["years"])
        assert shown["outlook"] is None
        assert shown["outlook_words"] == "not published"
        assert shown["said"] is None


class TestPosition:
    def test_closes_from_plan_to_forecast(self, council, manager):
        shown = manager.get(f"programmes/{council.programme.id}/position").json()

        year = shown["years"][0]
        pence = {name: round(float(year[name]) * 100) for name in ("plan", "loss", "timing", "over_delivery")}
        landed = pence["plan"] - pence["loss"] - pence["timing"] + pence["over_delivery"]
        assert landed == round(float(year["forecast"]) * 100)
        assert (year["lines"], year["lines_with_plan"]) == (1, 1)
        assert shown["lines"] == 2

    def test_sets_other_kinds_beside(self, council, manager):
        shown = manager.get(f"programmes/{council.programme.id}/position").json()

        later = next(y for y in shown["years"] if y["year"] == "2095/96")
        assert later["beside"] == [
            {"kind": "non_cash", "words": "Non-cash", "plan": "5000.50", "lines": 1, "lines_known": 1}
        ]

    def test_by_workstream_falls_into_parts_that_are_the_whole(self, council, manager):
        (shown,) = manager.get("positions", by="workstream", programme=council.programme.code).json()[
            "results"
        ]

        assert [p["workstream"] and p["workstream"]["ref"] for p in shown["parts"]] == [
            council.workstream.ref,
            None,
        ]
        assert sum(p["lines"] for p in shown["parts"]) == shown["lines"]

    def test_of_a_workstream_equals_its_part(self, council, manager):
        whole = manager.get(f"programmes/{council.programme.id}/position", by="workstream").json()

        part = manager.get(f"workstreams/{council.workstream.id}/position").json()

        assert part["years"] == whole["parts"][0]["years"]

    def test_says_nothing_is_known_where_nobody_has_forecast(self, council, manager):
        elsewhere = a_busy_council()
        caller = Caller(someone(access.MANAGER, elsewhere.programme))
        for enabler in elsewhere.saving.enablers.all():
            enabler.delete()

        year = caller.get(f"programmes/{elsewhere.programme.id}/position").json()["years"][0]

        assert year["plan"] == "120000.00"
        assert year["forecast"] is None
        assert year["loss"] is None
        assert year["plan_not_forecast"] == "120000.00"


class TestBoard:
    def test_shows_its_members_and_what_it_oversees(self, council, manager):
        shown = manager.get(f"boards/{council.board.id}").json()

        assert shown["code"] == council.board.code
        assert len(shown["members"]) == 1
        assert shown["oversees"] == [str(council.workstream.id)]


class TestAlert:
    def test_says_what_it_was_and_is_and_what_it_costs(self, council, manager):
        shown = manager.get(f"alerts/{council.alert.id}").json()

        assert (shown["kind"], shown["is_open"], shown["step"]) == ("milestone_slip", True, "opened")
        assert shown["facts"]["subject"]["id"] == str(council.late.id)
        assert shown["facts"]["days_late"] == 59
        assert shown["facts"]["reason"] == "The builder is late"
        assert shown["facts"]["money"][0]["year"] == "2094/95"
        assert shown["facts"]["over"].endswith("without exempt items")

    def test_is_listed_while_open(self, council, manager):
        listed = manager.get("alerts", programme=council.programme.code).json()["results"]
        closed = manager.get("alerts", state="closed").json()["results"]

        assert str(council.alert.id) in [a["id"] for a in listed]
        assert closed == []


class TestDeliveryRisk:
    @pytest.mark.parametrize("kind", ["workstream", "milestone", "saving"])
    def test_is_shown_with_its_reasons(self, council, manager, kind):
        listed = manager.get("delivery-risks", kind=kind).json()["results"]

        assert listed
        one = manager.get(f"{kind}s/{listed[0]['id']}/risk").json()
        assert one == listed[0]
        assert one["risk"]["band"] in ("low", "medium", "high", "very_high", "not_known")
        assert one["risk"]["caveat"]

    def test_of_what_was_never_assessed_is_nothing(self, council, manager):
        new = a_workstream(council.programme)

        assert manager.get(f"workstreams/{new.id}/risk").json()["risk"] is None


class TestFilters:
    def test_narrow_a_list(self, council, manager):
        done = a_milestone(council.workstream, actual_date=date(2026, 1, 15), actual_precision="day")

        finished = manager.get("milestones", is_finished="true").json()["results"]
        spring = manager.get("milestones", forecast_from="2095-02-01", forecast_to="2095-03-01").json()[
            "results"
        ]

        assert [m["id"] for m in finished] == [str(done.id)]
        assert [m["id"] for m in spring] == [str(council.late.id)]

    @pytest.mark.parametrize(
        ("address", "query", "expected"),
        [
            ("workstreams", {"rag": "amber"}, 1),
            ("workstreams", {"rag": "not_published"}, 0),
            ("savings", {"outlook": "on_track"}, 1),
            ("savings", {"outlook": "not_published"}, 1),
            ("savings", {"kind": "non_cash"}, 1),
            ("savings", {"maturity": "3"}, 0),
            ("programmes", {"is_illustrative": "false"}, 1),
            ("programmes", {"code": "somewhere-else"}, 0),
            ("boards", {"kind": "scrutiny"}, 0),
            ("alerts", {"kind": "milestone_slip"}, 1),
            ("decisions", {"state": "asked"}, 1),
            ("decisions", {"state": "effective"}, 0),
            ("decisions", {"board": "somewhere-else"}, 0),
        ],
    )
    def test_keep_what_fits(self, council, manager, address, query, expected):
        answer = manager.get(address, **query)

        assert answer.status_code == 200, answer.json()
        assert len(answer.json()["results"]) == expected

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ({"colour": "red"}, "colour"),
            ({"rag": "blue"}, "rag"),
            ({"page_size": "201"}, "page_size"),
            ({"owner": "me"}, "owner"),
            ({"rag": ["red", "amber"]}, "rag"),
            ({"order": "ref"}, "order"),
            ({"programme": "\x00"}, "programme"),
        ],
    )
    def test_that_are_none_are_refused_by_name(self, council, manager, query, field):
        answer = manager.get("workstreams", **query)

        assert answer.status_code == 400
        assert [e["field"] for e in answer.json()["errors"]] == [field]
