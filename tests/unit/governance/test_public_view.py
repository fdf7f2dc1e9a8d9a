"""What the public version of a board's view leaves out, and that its leaving out tells nothing."""

from dataclasses import replace
from decimal import Decimal

from governance.rules.board_view import BridgeStep
from governance.rules.public_view import NO_TARGET, for_public
from tests.factories.views import a_full_view, an_about


class TestForPublic:
    def test_names_nobody(self):
        view = a_full_view(2)

        plain = for_public(view)

        assert plain.members == ()
        assert {row.by for row in plain.moves} == {""}
        for rows in (plain.opinions, plain.savings_at_risk, plain.risks, plain.actions):
            assert {row.owner for row in rows} == {"not published"}

    def test_leaves_out_refs_that_are_counted_and_keeps_those_printed(self):
        view = a_full_view(1)
        counted, printed = an_about("decision", 3, "Buy homes"), an_about("saving", 4, "Fewer beds")
        asked = replace(
            view.asked[0],
            about=replace(counted, ref="D3"),
            held_back_by=("EQ1, equality, of homes: drafted",),
        )
        saving = replace(view.savings_at_risk[0], about=replace(printed, ref="24S288"))
        decided = replace(view.decided[0], changes=("D3 Buy homes: plan changes", "A3 road works"))

        plain = for_public(replace(view, asked=(asked,), savings_at_risk=(saving,), decided=(decided,)))

        assert plain.asked[0].about.ref == ""
        assert plain.asked[0].held_back_by == ("equality, of homes: drafted",)
        assert plain.savings_at_risk[0].about.ref == "24S288"
        assert plain.decided[0].changes == ("Buy homes: plan changes", "A3 road works")

    def test_sets_nothing_against_a_target_whether_or_not_one_could_be_shown(self):
        view = a_full_view(1)
        steps = (
            BridgeStep("on_track", "On track", Decimal(9)),
            BridgeStep("unidentified", "Unidentified", Decimal(1)),
        )
        beside = "Funding, beside totals: £3"
        whole = replace(
            view.bridges[0],
            target=Decimal(10),
            plan=Decimal(9),
            to_plan=steps,
            notes=("Target: the table, a paper", beside),
        )
        withheld = "Not set against the target: lines outside your view"
        part = replace(whole, target=None, to_plan=steps[:1], notes=(withheld, beside))

        shown = for_public(replace(view, bridges=(whole, part))).bridges

        assert shown[0] == shown[1]
        assert shown[0].notes == (NO_TARGET, beside)
        assert [step.name for step in shown[0].to_plan] == ["on_track"]
