"""The risk register: scored or not, reviewed by rows only ever added, read with the council's own matrix."""

from datetime import UTC, datetime

import pytest

from governance import changes, queries
from governance.models import Risk, RiskReview
from programme.changes import Backdated, Invalid, Stale
from programme.outbox.models import Event
from programme.rules import access
from programme.rules.access import Refused
from tests.factories.governance import a_board
from tests.factories.ground import LOADING, LONG_AGO, a_council, a_programme, a_workstream, someone

pytestmark = pytest.mark.django_db

APRIL = LONG_AGO
MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
FOUR = {
    "name": "Ours",
    "likelihoods": ["Unlikely", "Possible", "Likely", "Very likely"],
    "impacts": ["Minor", "Moderate", "Significant", "Major"],
    "bands": [
        {"name": "low", "from": 1, "to": 4},
        {"name": "high", "from": 6, "to": 16},
    ],
}


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def manager(workstream):
    return someone(access.MANAGER, workstream.programme)


@pytest.fixture
def office(workstream):
    return someone(access.PMO, workstream.programme.organisation)


def a_risk(workstream, by=LOADING, at=APRIL, **values):
    given = {"title": "Market fails", "workstream_id": workstream.id, **values}
    return changes.add_risk(programme_id=workstream.programme_id, values=given, by=by, at=at)


def reviewed(risk, likelihood, impact, at=MAY, by=LOADING, **more):
    return changes.review_risk(
        risk_id=risk.id, version=None, likelihood=likelihood, impact=impact, reason="Looked again", by=by, at=at,
        **more,
    )  # fmt: skip


def the_row(risk, reader, at=None):
    return queries.risks(reader=reader, ids=[risk.id], at=at)[risk.id]


class TestAddRisk:
    def test_may_be_unscored_and_gets_the_next_ref(self, workstream, manager):
        a_risk(workstream, by=manager)
        second = a_risk(workstream, by=manager)

        row = the_row(second, manager)
        assert (row.ref, row.score, row.band, row.band_words) == ("R2", None, "", "not scored")
        assert RiskReview.objects.filter(risk=second).count() == 1

    def test_is_read_with_the_nhs_matrix_until_another_is_chosen(self, workstream, manager):
        risk = a_risk(workstream, by=manager, likelihood=4, impact=5)

        row = the_row(risk, manager)
        assert (row.score_words, row.band, row.matrix) == ("4 × 5 = 20", "extreme", "NHS 5 by 5")
        assert (row.likelihood_words, row.impact_words) == ("Likely", "Catastrophic")

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"likelihood": 6, "impact": 1}, "likelihood 1 to 5"),
            ({"likelihood": 3}, "on both"),
            ({"likelihood": 3, "impact": 3, "band_override": "low"}, "needs its reason"),
            ({"likelihood": 3, "impact": 3, "band_override": "awful", "override_reason": "So"}, "no band"),
        ],
    )
    def test_refuses_a_score_off_the_matrix(self, workstream, manager, values, words):
        with pytest.raises(Invalid, match=words):
            a_risk(workstream, by=manager, **values)

    def test_refuses_a_ref_that_stands(self, workstream, manager):
        a_risk(workstream, by=manager, ref="R1")

        with pytest.raises(Invalid, match="already exists"):
            a_risk(workstream, by=manager, ref="R1")

    def test_refuses_a_workstream_or_board_of_elsewhere(self, workstream, manager):
        elsewhere = a_workstream()

        with pytest.raises(Invalid, match="another programme"):
            changes.add_risk(
                programme_id=workstream.programme_id,
                values={"title": "Elsewhere", "workstream_id": elsewhere.id},
                by=LOADING,
                at=APRIL,
            )
        with pytest.raises(Invalid, match="another council"):
            a_risk(workstream, by=manager, board_id=a_board(elsewhere.programme).id)

    def test_takes_a_grant_there(self, workstream):
        with pytest.raises(Refused):
            a_risk(workstream, by=someone(access.STAFF, workstream.programme))

    def test_a_lead_keeps_the_risks_of_their_own_workstream(self, workstream):
        lead = someone(access.LEAD, workstream)

        assert a_risk(workstream, by=lead).ref == "R1"
        with pytest.raises(Refused):
            a_risk(a_workstream(workstream.programme), by=lead)


class TestReview:
    def test_answers_as_at_any_moment(self, workstream, manager):
        risk = a_risk(workstream, likelihood=2, impact=2)
        reviewed(risk, 4, 4)
        reviewed(risk, None, None, at=JUNE)

        assert the_row(risk, manager, at=APRIL).band == "moderate"
        assert the_row(risk, manager, at=MAY).band == "extreme"
        assert the_row(risk, manager).band_words == "not scored"
        assert queries.risks(reader=manager, at=datetime(2026, 3, 1, tzinfo=UTC)) == {}

    def test_keeps_who_and_why(self, workstream, manager):
        risk = a_risk(workstream, likelihood=2, impact=2)
        reviewed(risk, 2, 2, by=manager)

        history = queries.risk_reviews([risk.id], reader=manager)[risk.id]
        assert [(r.score_words, r.band, r.reason) for r in history] == [
            ("2 × 2 = 4", "moderate", ""), ("2 × 2 = 4", "moderate", "Looked again"),
        ]  # fmt: skip
        assert history[1].recorded_by == manager.name

    def test_a_band_set_by_hand_stands_beside_its_score(self, workstream, manager):
        risk = a_risk(workstream)
        reviewed(risk, 2, 3, by=manager, band_override="extreme", override_reason="One child")

        row = the_row(risk, manager)
        assert (row.band, row.by_score, row.band_words) == ("extreme", "moderate", "extreme, set by hand")
        then = the_row(risk, manager, at=MAY)
        assert (then.band, then.by_score, then.is_override) == ("extreme", "moderate", True)

    def test_says_whether_it_worsened(self, workstream, manager):
        risk = a_risk(workstream, likelihood=2, impact=2)
        reviewed(risk, 4, 4, by=manager)
        reviewed(risk, 1, 1, at=JUNE, by=manager)

        told = Event.objects.filter(type="governance.risk.reviewed").order_by("aggregate_version")
        assert [e.payload["worsened"] for e in told] == [None, True, False]

    def test_is_never_dated_before_the_last(self, workstream):
        risk = a_risk(workstream)
        reviewed(risk, 1, 1, at=JUNE)

        with pytest.raises(Backdated):
            reviewed(risk, 2, 2, at=MAY)

    def test_refuses_a_stale_page_and_a_review_without_words(self, workstream, manager):
        risk = a_risk(workstream)
        reviewed(risk, 1, 1)

        with pytest.raises(Stale):
            changes.review_risk(
                risk_id=risk.id, version=1, likelihood=1, impact=1, reason="Again", by=manager, at=JUNE
            )
        with pytest.raises(Invalid, match="Say what this review found"):
            changes.review_risk(
                risk_id=risk.id, version=None, likelihood=1, impact=1, reason=" ", by=manager, at=JUNE
            )

    def test_scores_change_by_review_alone(self, workstream, manager):
        risk = a_risk(workstream)

        with pytest.raises(Invalid, match="by a review"):
            changes.revise_risk(risk_id=risk.id, version=None, values={"likelihood": 5}, by=manager, at=MAY)


class TestEndRisk:
    def test_closes_and_opens_again_with_reasons(self, workstream, manager):
        risk = a_risk(workstream, likelihood=2, impact=2)
        changes.end_risk(risk_id=risk.id, version=None, state="happened", reason="It did", by=manager, at=MAY)

        assert the_row(risk, manager).state_words == "Happened"
        assert the_row(risk, manager, at=APRIL).state == "open"
        with pytest.raises(Invalid, match="R1 is happened: open it again first"):
            reviewed(risk, 1, 1, at=JUNE)
        changes.end_risk(risk_id=risk.id, version=None, state="open", reason="Again", by=manager, at=JUNE)
        assert list(queries.risks(reader=manager, state="open")) == [risk.id]

    def test_takes_its_reason(self, workstream, manager):
        risk = a_risk(workstream)

        with pytest.raises(Invalid, match="keeps its reason"):
            changes.end_risk(risk_id=risk.id, version=None, state="closed", reason="", by=manager, at=MAY)

    def test_one_taken_off_still_stood_then(self, workstream, manager):
        risk = a_risk(workstream)
        changes.remove_risk(risk_id=risk.id, version=None, reason="Twice", by=manager, at=MAY)

        assert queries.risks(reader=manager) == {}
        assert list(queries.risks(reader=manager, at=APRIL)) == [risk.id]


class TestSight:
    def test_an_exempt_risk_is_seen_by_the_cleared_alone(self, workstream, manager):
        risk = a_risk(workstream, marking="exempt", exempt_paragraph=3)

        assert queries.risks(reader=manager) == {}
        assert queries.risk_reviews([risk.id], reader=manager) == {}
        assert list(queries.risks(reader=someone(access.MANAGER, workstream.programme, cleared=True))) == [
            risk.id
        ]

    def test_the_public_sees_no_owner(self, workstream, manager):
        risk = a_risk(workstream, owner_id=manager.person_id)

        assert the_row(risk, manager).owner == manager.name
        assert the_row(risk, access.public()).owner == ""

    def test_named_workstreams_are_linked_by_their_exact_name(self):
        workstream = a_workstream(name="Placements")
        risk = a_risk(workstream, workstreams_named="Placements; placements ; Transport")

        assert the_row(risk, access.system()).named == (
            ("Placements", workstream.id), ("placements", None), ("Transport", None),
        )  # fmt: skip


class TestMatrices:
    def test_a_presets_words_become_the_councils_own(self, workstream, office):
        matrix = changes.add_preset(
            organisation_id=workstream.programme.organisation_id, preset="nhs", by=office, at=APRIL
        )

        row = queries.risk_matrices(reader=office)[matrix.id]
        assert (row.matrix.size, row.used_by) == ("5 by 5", ())

    def test_gaps_and_overlaps_are_refused_in_words(self, workstream, office):
        bands = [{"name": "low", "from": 1, "to": 4}, {"name": "high", "from": 8, "to": 16}]

        with pytest.raises(Invalid, match="No band takes a score of 6"):
            changes.add_matrix(
                organisation_id=workstream.programme.organisation_id,
                values={**FOUR, "bands": bands},
                by=office,
                at=APRIL,
            )

    def test_a_new_matrix_reads_standing_risks_again(self, workstream, office):
        matrix = changes.add_matrix(
            organisation_id=workstream.programme.organisation_id, values=FOUR, by=office, at=APRIL
        )
        risk = a_risk(workstream, likelihood=2, impact=3)

        changes.use_matrix(programme_id=workstream.programme_id, matrix_id=matrix.id, by=office, at=MAY)
        assert the_row(risk, office).band == "high"
        assert the_row(risk, office).reason == "Read with Ours"
        changes.revise_matrix(
            matrix_id=matrix.id,
            version=None,
            values={"bands": [{"name": "low", "from": 1, "to": 8}, {"name": "high", "from": 9, "to": 16}]},
            by=office,
            at=JUNE,
        )

        assert [the_row(risk, office, at=at).band for at in (APRIL, MAY, JUNE)] == [
            "moderate", "high", "low",
        ]  # fmt: skip

    def test_one_that_cannot_read_a_standing_risk_names_it(self, workstream, office):
        a_risk(workstream, likelihood=5, impact=4)
        matrix = changes.add_matrix(
            organisation_id=workstream.programme.organisation_id, values=FOUR, by=office, at=APRIL
        )

        with pytest.raises(Invalid, match=r"Ours \(4 by 4\) cannot read R1 \(5 × 4\): review those first"):
            changes.use_matrix(programme_id=workstream.programme_id, matrix_id=matrix.id, by=office, at=MAY)

    def test_is_chosen_with_how_a_programme_is_governed_too(self, workstream, office):
        risk = a_risk(workstream, likelihood=2, impact=3)
        matrix = changes.add_matrix(
            organisation_id=workstream.programme.organisation_id, values=FOUR, by=office, at=APRIL
        )

        changes.set_governance(
            programme_id=workstream.programme_id, values={"matrix_id": matrix.id, "call_in_days": 3}, by=office,
            at=MAY,
        )  # fmt: skip

        assert (the_row(risk, office).band, the_row(risk, office).reason) == ("high", "Read with Ours")

    def test_is_of_the_same_council_and_takes_the_office(self, workstream, office, manager):
        council = a_council()
        elsewhere = changes.add_preset(organisation_id=council.id, preset="four", by=LOADING, at=APRIL)

        with pytest.raises(Invalid, match="same council"):
            changes.use_matrix(
                programme_id=workstream.programme_id, matrix_id=elsewhere.id, by=office, at=MAY
            )
        with pytest.raises(Refused):
            changes.add_preset(organisation_id=council.id, preset="four", by=manager, at=APRIL)
        assert queries.risk_matrices(reader=manager) == {}


class TestQueries:
    def test_ask_no_more_for_more_risks(self, workstream, manager, django_assert_max_num_queries):
        for n in range(12):
            a_risk(workstream, likelihood=1 + n % 5, impact=2, workstreams_named="Placements")

        with django_assert_max_num_queries(6):
            found = queries.risks(reader=manager, programme_ids=[workstream.programme_id])

        assert [row.ref for row in found.values()] == [f"R{n}" for n in range(1, 13)]
        assert Risk.objects.count() == 12

    def test_keep_to_what_is_asked(self, workstream, manager):
        other = a_workstream(a_programme(workstream.programme.organisation))
        board = a_board(workstream.programme)
        mine = a_risk(workstream, board_id=board.id)
        a_risk(other)

        assert list(queries.risks(reader=LOADING, workstream_ids=[workstream.id])) == [mine.id]
        assert list(queries.risks(reader=LOADING, board_ids=[board.id])) == [mine.id]
