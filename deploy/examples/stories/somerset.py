"""somerset-ct-story: Somerset's transformation with what no paper prints. All of it is invented, lines included:
the paper names a ceiling ("up to £5 million") and no savings lines, and its ceiling is the last cell of SC1.

To see money move, move M-CONTRACTS (new school transport contracts start) by 90 days: it is on time, enables the
line for school transport and is the workstream lead's own. Ratings have blue for complete.
"""

from __future__ import annotations

from deploy.examples.stories.somerset_boardroom import BOARDROOM
from deploy.examples.stories.somerset_ledger import LEDGER
from deploy.examples.stories.somerset_milestones import MILESTONES
from deploy.examples.stories.somerset_monitoring import MONITORING
from deploy.examples.stories.somerset_registers import REGISTERS
from deploy.examples.stories.somerset_savings import LINES, SAVINGS
from deploy.examples.stories.structures import (
    BoardStory,
    DecisionMakerStory,
    Definitions,
    Demo,
    Rated,
    Story,
    WorkstreamStory,
    exempt,
)

DEMO = Demo(milestone="M-CONTRACTS", saving="SC4", workstream="W5")

WORKSTREAMS = (
    WorkstreamStory(
        "1",
        "lead",
        "executive",
        (
            Rated(-210, "green", "Enquiries from carers at the planned rate"),
            Rated(-154, "amber", "Two carers left in one month"),
            Rated(-103, "amber", "Support for carers in place; enquiries still low"),
            Rated(-54, "amber", "Open evenings full, assessments slow"),
            Rated(-18, "green", "Nine carers approved since the summer"),
        ),
    ),
    WorkstreamStory(
        "2",
        "manager",
        "director",
        (
            Rated(-195, "green", "Attendance strategy agreed with schools"),
            Rated(-119, "green", "Strategy in force"),
            Rated(-24, "green", "Absence a little lower than last year"),
        ),
    ),
    WorkstreamStory(
        "3",
        "manager",
        "director",
        (
            Rated(-201, "amber", "Graduated response drafted"),
            Rated(-133, "amber", "Schools ask for training first"),
            Rated(-91, "red", "Half of the schools will not start without training"),
            Rated(-49, "amber", "Training paid for; half of the schools trained"),
            Rated(-14, "amber", "Four schools in five trained"),
        ),
    ),
    WorkstreamStory(
        "4",
        "lead",
        "executive",
        (
            Rated(-214, "green", "Two houses bought"),
            Rated(-171, "amber", "Second house needs a change of use"),
            Rated(-122, "amber", "First house delayed by its heating"),
            Rated(-77, "red", "Change of use refused at first hearing"),
            Rated(-44, "red", "Appeal lodged; nothing can open before it is heard"),
            Rated(-13, "red", "Hearing fixed; opening five months late"),
        ),
        name="Homes & Horizons",
        summary="Eight to ten homes, pods and annexes of the council's own.",
    ),
    WorkstreamStory(
        "5",
        "lead",
        "executive",
        (
            Rated(-203, "amber", "Operators short of drivers"),
            Rated(-147, "amber", "Routes redrawn on paper"),
            Rated(-96, "amber", "Two operators ask for longer contracts"),
            Rated(-46, "green", "Longer contracts agreed; bids expected"),
            Rated(-11, "green", "Bids in; start as planned"),
        ),
        name="School transport",
        summary="Better buying of school journeys and fewer, fuller routes.",
    ),
    WorkstreamStory(
        "6",
        "manager",
        "director",
        (
            Rated(-198, "green", "Teams agreed with partners"),
            Rated(-110, "green", "All neighbourhood teams at work"),
            Rated(-75, "green", "First hub open"),
        ),
        name="Connect Somerset",
        summary="Neighbourhood teams and hubs, so that families find help early.",
    ),
    WorkstreamStory(
        "7",
        "manager",
        "executive",
        (
            Rated(-150, "amber", "Three councils in, one undecided"),
            Rated(-84, "amber", "Price model agreed among officers"),
            Rated(-20, "amber", "Fourth council decides next month"),
        ),
        name="Regional commissioning",
        summary="Placements bought together with neighbouring councils.",
        marking=exempt(3, "Prices and the councils' negotiating position"),
    ),
    WorkstreamStory(
        "8",
        "manager",
        "director",
        (
            Rated(-180, "amber", "Contracts run out in spring"),
            Rated(-99, "green", "All sixteen-plus contracts let"),
            Rated(-32, "complete", "All young people have moved to the new contracts"),
        ),
        name="Homes for young people over sixteen",
        summary="Independence support bought anew.",
        cadence_days=92,
    ),
)

STORY = Story(
    code="somerset-ct-story",
    begins=-260,
    definitions=Definitions(
        "illustrative-somerset",
        "Illustrative definitions: Somerset",
        "three",
        has_complete=True,
        meanings={
            "green": "Benefits and dates as agreed",
            "amber": "Benefits or dates in doubt, with a plan to recover them",
            "red": "Benefits or dates lost unless the executive decides otherwise",
            "complete": "Done, and handed over to the service",
        },
    ),
    decision_makers=(
        DecisionMakerStory("executive", "Executive", "executive", {"saving_change": 500, "virement": 750}),
        DecisionMakerStory(
            "director",
            "Executive Director, Children and Family Services",
            "post",
            {"saving_change": 100, "spend": 500},
            holder="chair",
        ),
    ),
    boards=(
        BoardStory(
            "corporate",
            "Council Transformation Board",
            "executive",
            "Watches the council's programmes and what they mean for the medium-term plan",
            "quarterly",
            91,
            (("chair", "chair"), ("member", "member")),
            quorum=2,
            tolerances=(("time", "milestone", 60), ("money", "saving", 250)),
        ),
        BoardStory(
            "board",
            "Transformation Board",
            "officer",
            "Oversees the children's workstreams and advises the director",
            "monthly",
            28,
            (("chair", "chair"), ("member", "member")),
            parent="corporate",
            quorum=2,
            tolerances=(
                ("time", "milestone", 30),
                ("money", "saving", 100),
                ("money", "workstream", 300),
                ("money", "programme", 750),
            ),
        ),
        BoardStory(
            "scrutiny",
            "Children and Families Scrutiny Committee",
            "scrutiny",
            "Reviews what the executive decides about children's services",
            "every two months",
            56,
            (("scrutiny", "member"),),
        ),
    ),
    overseer="board",
    workstreams=WORKSTREAMS,
    milestones=MILESTONES,
    savings=SAVINGS,
    demo=DEMO,
    boardroom=BOARDROOM,
    lines=LINES,
    monitoring=MONITORING,
    ledger=LEDGER,
    registers=REGISTERS,
)
