"""docs/method.md has every section that code cites, and the figures it prints are those of the rules."""

import re
from pathlib import Path

import pytest

from governance.rules import method
from governance.rules.escalation import THRESHOLDS
from governance.rules.risk import percent, slip_chance

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
APPS = ("programme", "savings", "governance", "bots", "deploy", "bench")
SCORES = tuple(method.RATING_SCORE.values())


def cited() -> list[tuple[str, str]]:
    """Return each file with a section of the page that it cites; further sections may follow with commas."""
    found = []
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        for listed in re.findall(
            r"docs/method\.md, ((?:\"[^\"]+\"(?:,| and)?\s+)*\"[^\"]+\")", path.read_text(encoding="utf-8")
        ):
            found += [(str(path.relative_to(ROOT)), name) for name in re.findall(r"\"([^\"]+)\"", listed)]
    return found


class TestTheMethodPage:
    def test_has_every_section_that_is_cited(self):
        headings = set(re.findall(r"^## (.+)$", PAGE, re.MULTILINE))

        missing = [f"{path} cites {name!r}" for path, name in cited() if name not in headings]

        assert cited()
        assert missing == []

    def test_lists_every_section_in_its_contents(self):
        contents = re.findall(r"\[([^\]]+)\]\(#", PAGE.split("\n## ")[0])

        assert contents == re.findall(r"^## (.+)$", PAGE, re.MULTILINE)

    @pytest.mark.parametrize("days_left", [0, 45, 183, 365, 730, 1825, 3650])
    def test_prints_the_chances_that_the_rules_give(self, days_left):
        cells = " | ".join(str(percent(slip_chance(score, days_left))) for score in SCORES)

        assert f"\n| {days_left:,} | {cells} |\n" in PAGE

    def test_prints_the_weights_and_the_version(self):
        minus = "\N{MINUS SIGN}"
        formula = f"{method.INTERCEPT} + {method.RATING_WEIGHT} × score - {-method.NEARNESS_WEIGHT} × ln"

        assert formula.replace("-", minus) in PAGE.replace("\n", " ")
        assert f"`{method.METHOD_VERSION}`" in PAGE

    def test_prints_the_slip_thresholds(self):
        slip = THRESHOLDS["milestone_slip"]

        row = f"| {slip.open_at} or more | below {slip.close_below} | {slip.worsen_by} more than last told |"

        assert f"{row} {slip.improve_by} fewer |" in PAGE

    def test_prints_the_cuts_of_chances_and_shortfalls(self):
        medium, high, very_high = (
            percent(cut) for cut in (method.MEDIUM_FROM, method.HIGH_FROM, method.VERY_HIGH_FROM)
        )
        shares = (method.SHORTFALL_MEDIUM, method.SHORTFALL_HIGH, method.SHORTFALL_VERY_HIGH)

        assert (
            f"low below {medium}%, medium from {medium}%, high from {high}%, very high from {very_high}%"
            in PAGE
        )
        assert " | ".join(f"{percent(share)}%" for share in shares) in PAGE
