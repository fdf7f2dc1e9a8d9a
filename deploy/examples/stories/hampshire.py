"""hampshire-sp2023-story: Hampshire's SP2023 with what no paper prints. All of it is invented.

To see money move, move M-OPERATORS (new transport contracts start) by 90 days: it is on time, enables the £2.5m
line for home to school transport and is the workstream lead's own. Ratings are on five points.
"""

from __future__ import annotations

from deploy.examples.stories.hampshire_boardroom import BOARDROOM
from deploy.examples.stories.hampshire_milestones import MILESTONES
from deploy.examples.stories.hampshire_registers import REGISTERS
from deploy.examples.stories.hampshire_savings import SAVINGS
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

DEMO = Demo(milestone="M-OPERATORS", saving="L17", workstream="W17")

WORKSTREAMS = (
    WorkstreamStory(
        "1",
        "manager",
        "cabinet",
        (
            Rated(-180, "amber", "Nothing is announced yet"),
            Rated(-88, "amber", "Settlement expected next month"),
            Rated(-24, "amber_green", "Provisional settlement is within reach of the assumption"),
        ),
        cadence_days=92,
    ),
    WorkstreamStory(
        "2",
        "manager",
        "cabinet",
        (
            Rated(-175, "amber_green", "Agreed in principle"),
            Rated(-80, "green", "In the budget"),
            Rated(-22, "green", "Received with the budget"),
        ),
        cadence_days=92,
    ),
    WorkstreamStory(
        "3",
        "manager",
        "director",
        (
            Rated(-190, "amber", "Overspend on accommodation not yet gone"),
            Rated(-112, "amber", "Two vacant buildings looked at"),
            Rated(-51, "amber_green", "First building chosen"),
            Rated(-19, "amber_green", "Lease agreed in outline"),
        ),
    ),
    WorkstreamStory(
        "4",
        "manager",
        "director",
        (
            Rated(-170, "green", "Referrers told that they pay for travel"),
            Rated(-84, "green", "Charges follow the policy"),
            Rated(-26, "green", "Income on its line"),
        ),
    ),
    WorkstreamStory(
        "5",
        "manager",
        "director",
        (
            Rated(-160, "green", "Participation is everyday practice in every team"),
            Rated(-25, "green", "The post has ended"),
        ),
    ),
    WorkstreamStory(
        "6",
        "manager",
        "director",
        (
            Rated(-186, "amber_green", "Printing and travel below last year"),
            Rated(-99, "amber", "Car travel is back to where it was"),
            Rated(-21, "amber", "New travel rules drafted"),
        ),
    ),
    WorkstreamStory(
        "7",
        "manager",
        "director",
        (Rated(-165, "green", "Caseloads allow it"), Rated(-23, "green", "Vacancies left open as planned")),
    ),
    WorkstreamStory(
        "8",
        "lead",
        "cabinet",
        (
            Rated(-205, "amber_green", "Families asked what they would use instead"),
            Rated(-149, "amber", "Half of the families want a bed in the county"),
            Rated(-98, "amber", "Two providers can offer nights"),
            Rated(-58, "amber_red", "One provider withdrew"),
            Rated(-17, "amber_red", "Replacement sought; start moved twice"),
        ),
    ),
    WorkstreamStory(
        "9",
        "manager",
        "director",
        (
            Rated(-172, "amber_green", "Review of activities under way"),
            Rated(-79, "green", "Joined up with the holiday programme"),
            Rated(-20, "green", "New offer published"),
        ),
    ),
    WorkstreamStory(
        "10",
        "manager",
        "director",
        (
            Rated(-150, "amber", "One council interested"),
            Rated(-72, "amber", "Terms with that council still open"),
        ),
    ),
    WorkstreamStory(
        "11",
        "lead",
        "cabinet",
        (
            Rated(-215, "amber_green", "Recruitment of carers on its line"),
            Rated(-160, "amber", "Fewer enquiries since the summer"),
            Rated(-118, "amber", "First Hive open; second waits for a host"),
            Rated(-78, "amber_red", "Urgent care home has no manager"),
            Rated(-43, "red", "Urgent care home will not open this year unless a manager is found"),
            Rated(-15, "red", "No manager found; interim sought through the region"),
        ),
    ),
    WorkstreamStory(
        "12",
        "manager",
        "director",
        (
            Rated(-155, "green", "Price list agreed with schools"),
            Rated(-66, "green", "Orders above last year"),
            Rated(-18, "green", "Surplus on its line"),
        ),
    ),
    WorkstreamStory(
        "13",
        "manager",
        "director",
        (
            Rated(-168, "amber", "Split with the grant not agreed"),
            Rated(-94, "amber", "Options put to schools"),
            Rated(-27, "amber_green", "Schools accept two of three options"),
        ),
    ),
    WorkstreamStory(
        "14",
        "manager",
        "director",
        (Rated(-150, "amber_green", "Planning passed on"), Rated(-24, "green", "Post ends with the year")),
        marking=exempt(1, "Identifies the holder of a post"),
    ),
    WorkstreamStory(
        "17",
        "lead",
        "cabinet",
        (
            Rated(-208, "amber", "Operators were asked what they could offer"),
            Rated(-152, "amber_green", "Two lots drawn up with schools"),
            Rated(-104, "amber", "One lot drew a single bid"),
            Rated(-55, "amber_green", "Second round drew four bids"),
            Rated(-12, "green", "Bids in for every lot; start as planned"),
        ),
    ),
    WorkstreamStory(
        "18",
        "manager",
        "director",
        (
            Rated(-161, "amber_green", "Half of the courses are online"),
            Rated(-70, "amber_green", "Council rooms booked for the year"),
            Rated(-25, "amber", "Team structure later than planned"),
        ),
    ),
    WorkstreamStory(
        "19",
        "manager",
        "director",
        (
            Rated(-154, "amber", "Health partners reorganise first"),
            Rated(-29, "amber", "Joint panel agreed in principle"),
        ),
    ),
    WorkstreamStory(
        "20",
        "manager",
        "cabinet",
        (
            Rated(-199, "amber", "Cases sampled"),
            Rated(-117, "amber_green", "Half of the cases reviewed"),
            Rated(-46, "amber_green", "Nine cases in ten reviewed"),
            Rated(-16, "amber_green", "Costs moved from next month"),
        ),
    ),
    WorkstreamStory(
        "21",
        "manager",
        "director",
        (
            Rated(-157, "green", "Self-service is live for parents"),
            Rated(-64, "green", "Payment runs cut to two a month"),
            Rated(-22, "green", "Calls down by a third"),
        ),
    ),
)

STORY = Story(
    code="hampshire-sp2023-story",
    begins=-270,
    definitions=Definitions(
        "illustrative-hampshire",
        "Illustrative definitions: Hampshire",
        "five",
        has_complete=False,
        meanings={
            "green": "Delivery is highly likely",
            "amber_green": "Delivery is probable; keep watching",
            "amber": "Feasible, but significant issues need attention",
            "amber_red": "In doubt; urgent action is needed",
            "red": "Appears unachievable as it stands",
        },
    ),
    decision_makers=(
        DecisionMakerStory("cabinet", "Cabinet", "executive", {"saving_change": 1000, "virement": 1000}),
        DecisionMakerStory(
            "director",
            "Director of Children's Services",
            "post",
            {"saving_change": 250, "virement": 250, "contract": 500},
            holder="chair",
        ),
    ),
    boards=(
        BoardStory(
            "corporate",
            "Corporate Transformation Board",
            "executive",
            "Watches every department's share of the savings programme",
            "every two months",
            56,
            (("chair", "chair"), ("member", "member")),
            quorum=2,
            tolerances=(("time", "milestone", 60), ("money", "saving", 400)),
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
                ("money", "saving", 150),
                ("money", "workstream", 500),
                ("money", "programme", 1500),
            ),
        ),
        BoardStory(
            "scrutiny",
            "Children and Young People Select Committee",
            "scrutiny",
            "Reviews what the executive decides about children's services",
            "quarterly",
            91,
            (("scrutiny", "member"),),
        ),
    ),
    overseer="board",
    workstreams=WORKSTREAMS,
    milestones=MILESTONES,
    savings=SAVINGS,
    demo=DEMO,
    registers=REGISTERS,
    boardroom=BOARDROOM,
)
