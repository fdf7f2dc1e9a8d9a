from collections import Counter
from itertools import chain, pairwise

import pytest

from deploy.examples.copying import copy_money
from deploy.examples.source import EXAMPLES, read_example
from deploy.examples.stories import DEMO, STORIES
from programme.rules.access import check_marking
from programme.rules.calendar import FinancialYear
from programme.rules.rag import POINTS, Scale

every_story = pytest.mark.parametrize("name", STORIES)


def copied(name):
    return copy_money(read_example(name), lines=STORIES[name].lines, first_year=FinancialYear(2026))


class TestEveryStory:
    def test_stands_beside_a_published_programme(self):
        codes = {name: f"{read_example(name).code}-story" for name in EXAMPLES}

        assert {name: story.code for name, story in STORIES.items()} == codes

    @every_story
    def test_tells_of_every_line_of_its_copy_once(self, name):
        told = [row.ref for row in STORIES[name].savings]

        assert sorted(told) == sorted(row.ref for row in copied(name).savings)

    @every_story
    def test_keeps_the_workstreams_a_paper_names(self, name):
        refs = [row.ref for row in STORIES[name].workstreams]

        assert {row.ref for row in read_example(name).workstreams} <= set(refs)
        assert len(refs) == len(set(refs))

    @every_story
    def test_points_only_at_what_it_has(self, name):
        story = STORIES[name]
        workstreams = {row.ref for row in story.workstreams}
        milestones = [row.ref for row in story.milestones]

        assert len(milestones) == len(set(milestones))
        assert {row.workstream for row in story.milestones} <= workstreams
        assert set(chain.from_iterable(row.after for row in story.milestones)) <= set(milestones)
        assert set(chain.from_iterable(row.enables for row in story.milestones)) <= {
            row.ref for row in story.savings
        }

    @every_story
    def test_rates_by_its_own_definitions(self, name):
        story = STORIES[name]
        known = {rating.value for rating in POINTS[Scale(story.definitions.scale)]}
        known |= {"complete"} if story.definitions.has_complete else set()

        assert {rated.rating for row in story.workstreams for rated in row.ratings} <= known
        assert set(story.definitions.meanings) == known

    @every_story
    def test_says_nothing_in_the_future_and_everything_in_order(self, name):
        story = STORIES[name]
        sayings = [
            *(row.ratings for row in story.workstreams),
            *((*row.moves, *filter(None, [row.done])) for row in story.milestones),
            *(row.said for row in story.savings),
            *(row.stands for row in story.savings),
            *(row.claimed for row in story.savings),
            *(row.validated for row in story.savings),
        ]

        for said in sayings:
            days = [one.day for one in said]
            assert days == sorted(set(days))
            assert all(story.begins < day < 0 for day in days)

    @every_story
    def test_moves_a_date_by_more_than_a_weekend(self, name):
        for row in STORIES[name].milestones:
            days = [row.due, *(move.to for move in row.moves)]
            assert all(abs(now - then) >= 3 for then, now in pairwise(days)), row.ref

    @every_story
    def test_reports_what_is_done_on_the_day_or_later(self, name):
        for row in STORIES[name].milestones:
            assert row.starts < row.due, row.ref
            if row.done is not None:
                assert row.done.on <= row.done.day, row.ref

    @every_story
    def test_marks_as_schedule_12a_wants(self, name):
        story = STORIES[name]
        markings = [row.marking for row in (*story.workstreams, *story.milestones, *story.savings)]

        for marking in markings:
            check_marking(marking.marking, marking.paragraph)
        assert Counter(marking.marking for marking in markings)["exempt"] >= 3

    @every_story
    def test_names_a_mitigation_wherever_a_line_is_at_risk(self, name):
        at_risk = [s for row in STORIES[name].savings for s in row.stands if s.outlook == "at_risk"]

        assert at_risk
        assert all(s.mitigation and s.mitigation_owner for s in at_risk)

    @every_story
    def test_stays_small_enough_to_load_while_somebody_waits(self, name):
        story = STORIES[name]
        updates = (
            sum(len(row.ratings) for row in story.workstreams)
            + sum(len(row.moves) + (row.done is not None) for row in story.milestones)
            + sum(len((*row.said, *row.stands, *row.claimed, *row.validated)) for row in story.savings)
        )

        assert len(story.milestones) <= 40
        assert 100 <= updates <= 250

    @every_story
    def test_has_something_to_move_that_is_on_time_and_the_leads_own(self, name):
        story = STORIES[name]
        demo = DEMO[story.code]

        milestone = next(row for row in story.milestones if row.ref == demo.milestone)
        workstream = next(row for row in story.workstreams if f"W{row.ref}" == demo.workstream)
        assert milestone.moves[-1].to == milestone.due > 90
        assert demo.saving in milestone.enables
        assert milestone.workstream == workstream.ref
        assert workstream.owner == "lead"


class TestCopyMoney:
    def test_moves_the_years_of_the_table_and_keeps_every_figure(self):
        southampton = read_example("southampton")

        copy = copy_money(southampton, lines=(), first_year=FinancialYear(2026))

        assert copy.published_first_year == FinancialYear(2024)
        assert [list(row.amounts.values()) for row in copy.savings] == [
            list(row.amounts.values()) for row in southampton.savings
        ]
        assert list(copy.savings[0].amounts) == ["2026/27", "2027/28", "2028/29", "2029/30"]
        assert list(copy.budget[0].amounts) == ["2025/26", "2026/27", "2027/28"]

    def test_counts_from_the_first_year_of_the_table_not_of_the_programme(self):
        copy = copy_money(read_example("hampshire"), lines=(), first_year=FinancialYear(2026))

        assert copy.published_first_year == FinancialYear(2023)
        assert {year for row in copy.savings for year in row.amounts} == {"2026/27"}
