"""southampton-cl-story: Southampton's Children and Learning with what no paper prints. All of it is invented.

To see money move, move M-TEAMS (permanent social work teams in place) by 90 days: it is on time, enables the
line for agency staff and is the workstream lead's own.
"""

from __future__ import annotations

from deploy.examples.stories.southampton_boardroom import BOARDROOM
from deploy.examples.stories.southampton_milestones import MILESTONES
from deploy.examples.stories.southampton_registers import REGISTERS
from deploy.examples.stories.southampton_savings import SAVINGS
from deploy.examples.stories.structures import (
    BoardStory,
    Counted,
    DecisionMakerStory,
    Definitions,
    Demo,
    IndicatorStory,
    Rated,
    Story,
    WorkstreamStory,
    exempt,
)

DEMO = Demo(milestone="M-TEAMS", saving="24S365", workstream="W4")

INDICATORS = (
    IndicatorStory(
        "Children entering care",
        "children",
        "lower",
        drives=("24S249",),
        assumed=(140, 102, 70),
        readings=(Counted(-110, 46, 4), Counted(-50, 71, 6), Counted(-18, 96, 7)),
        workstream="2",
    ),
)

WORKSTREAMS = (
    WorkstreamStory(
        "1",
        "lead",
        "director",
        (
            Rated(-212, "green", "Business case for simpler carer payments on its way to the director"),
            Rated(-150, "green", "Assessments running at the planned rate"),
            Rated(-97, "amber", "Payment system needs a change that nobody had counted on"),
            Rated(-57, "amber", "The supplier's test found errors; date in doubt"),
            Rated(-17, "amber", "Payments late by two months; carer assessments ahead of plan"),
        ),
        name="Fostering and Adoption",
        summary="More council foster carers, simpler payments to them, fewer agency placements.",
    ),
    WorkstreamStory(
        "2",
        "manager",
        "director",
        (
            Rated(-205, "amber", "Adult workers not yet recruited"),
            Rated(-140, "amber", "Teams formed on paper; three posts open"),
            Rated(-85, "green", "Teams started, twelve days after plan"),
            Rated(-52, "green", "Entries to care down in both localities"),
            Rated(-21, "green", "Last adult worker starts next month"),
        ),
        name="Family Safeguarding",
        summary="Social workers and adult workers in one team, so that fewer children enter care.",
    ),
    WorkstreamStory(
        "3",
        "lead",
        "cabinet",
        (
            Rated(-214, "green", "First property bought; drawings with the planners"),
            Rated(-168, "amber", "Planning committee deferred the application"),
            Rated(-126, "amber", "Permission granted with conditions; builder needs a new programme"),
            Rated(-83, "red", "Opening moved again and no manager is registered yet"),
            Rated(-50, "red", "Registration visit put back; nothing can open before it"),
            Rated(-16, "red", "Registered manager appointed, but opening is four months late"),
        ),
        name="Residential homes",
        summary="Two council homes and flats for care leavers, in place of bought placements.",
    ),
    WorkstreamStory(
        "4",
        "lead",
        "director",
        (
            Rated(-210, "amber", "Agency numbers falling more slowly than planned"),
            Rated(-148, "amber", "First academy cohort started; overseas contract ended"),
            Rated(-90, "amber", "Two team managers withdrew"),
            Rated(-47, "green", "Both posts offered again and accepted"),
            Rated(-13, "green", "Agency numbers on their line; teams complete on the planned day"),
        ),
        name="Permanent workforce and agency staff",
        summary="Permanent social work teams, so that agency cover ends.",
    ),
    WorkstreamStory(
        "5",
        "manager",
        "director",
        (
            Rated(-200, "amber", "Proposals ready; unions to be consulted"),
            Rated(-128, "green", "Consultation opened on the planned day"),
            Rated(-75, "amber", "Consultation closed; two teams asked for other structures"),
            Rated(-24, "amber", "New structure a month late: job evaluation takes longer"),
        ),
        name="Rapid service redesign",
        summary="A smaller structure with fewer layers.",
        marking=exempt(4, "Consultations and negotiations with staff are under way"),
    ),
    WorkstreamStory(
        "6",
        "manager",
        "cabinet",
        (
            Rated(-208, "green", "Plans written within twenty weeks for the first time this year"),
            Rated(-138, "amber", "Requests up by a fifth since September"),
            Rated(-96, "amber", "Backlog cleared later than planned"),
            Rated(-33, "amber", "Second panel a week started; backlog shrinking"),
            Rated(-12, "amber", "Recovery plan not yet agreed with the Schools Forum"),
        ),
        name="Special educational needs",
        summary="Needs met earlier and nearer home, and a High Needs Block that recovers.",
    ),
    WorkstreamStory(
        "7",
        "lead",
        "cabinet",
        (
            Rated(-190, "amber", "Routes bought one by one; no operator has capacity left"),
            Rated(-121, "amber", "Consultation on the travel policy opened"),
            Rated(-74, "green", "Routes for September drafted"),
            Rated(-19, "green", "Consultation closed; tenders in"),
        ),
        name="Home to school transport",
        summary="Fewer, fuller routes and a travel policy that says who is entitled.",
    ),
    WorkstreamStory(
        "8",
        "manager",
        "director",
        (
            Rated(-202, "green", "Virtual School works without the vacant post"),
            Rated(-118, "green", "Two schools applied to convert"),
            Rated(-60, "amber", "Conversion order put back by the department"),
            Rated(-22, "amber", "Leases signed; order expected next month"),
        ),
        name="Education and Virtual School",
        summary="Property budget released as schools convert; the Virtual School within its means.",
    ),
    WorkstreamStory(
        "9",
        "manager",
        "director",
        (
            Rated(-185, "green", "Fees agreed with schools"),
            Rated(-101, "green", "New fees charged from the start of term"),
            Rated(-41, "green", "Take-up steady after the new fees"),
        ),
        name="Music Service",
        summary="Charges that cover cost, and one management post fewer.",
        cadence_days=92,
    ),
    WorkstreamStory(
        "10",
        "manager",
        "director",
        (
            Rated(-195, "green", "Family Hubs plan in draft"),
            Rated(-100, "green", "Plan signed off; claims made monthly"),
            Rated(-49, "amber", "Evidence missing for a third of the claim"),
            Rated(-15, "green", "Evidence found; claim goes in this quarter"),
        ),
        name="Grants and claims",
        summary="Every grant used to its limit and every claim made in full.",
    ),
    WorkstreamStory(
        "11",
        "lead",
        "director",
        (
            Rated(-196, "amber", "Rooms for contact not yet found"),
            Rated(-110, "green", "Contact work is in house"),
            Rated(-20, "green", "No outside contact bought for three months"),
        ),
        name="Contact Service",
        summary="Family contact run by the council's own staff.",
    ),
    WorkstreamStory(
        "12",
        "manager",
        "director",
        (
            Rated(-205, "green", "Weekly spending panel started"),
            Rated(-145, "green", "Panel turned down a tenth of requests"),
            Rated(-78, "green", "Nothing to report"),
        ),
        name="Spending controls",
        summary="Translation, consultancy and preventative spend held to budget.",
    ),
)

STORY = Story(
    code="southampton-cl-story",
    begins=-280,
    definitions=Definitions(
        "illustrative-southampton",
        "Illustrative definitions: Southampton",
        "three",
        has_complete=False,
        meanings={
            "green": "On plan, or within what the workstream can mend itself",
            "amber": "Off plan, with a recovery the owner believes in",
            "red": "Will not be met unless the board or the cabinet acts",
        },
    ),
    decision_makers=(
        DecisionMakerStory("cabinet", "Cabinet", "executive", {"saving_change": 500, "virement": 500}),
        DecisionMakerStory(
            "director",
            "Executive Director, Children and Learning",
            "post",
            {"saving_change": 100, "virement": 100, "spend": 250},
            holder="chair",
        ),
    ),
    boards=(
        BoardStory(
            "improvement",
            "Council Improvement Board",
            "executive",
            "Watches all the council's transformation, and what it means for the budget",
            "quarterly",
            91,
            (("chair", "chair"), ("member", "member")),
            quorum=2,
            tolerances=(("time", "milestone", 60), ("money", "saving", 300)),
        ),
        BoardStory(
            "board",
            "Transformation Board",
            "officer",
            "Oversees every workstream of the programme and advises the director",
            "monthly",
            28,
            (("chair", "chair"), ("member", "member")),
            parent="improvement",
            quorum=2,
            tolerances=(
                ("time", "milestone", 30),
                ("money", "saving", 100),
                ("money", "workstream", 400),
                ("money", "programme", 1000),
            ),
        ),
        BoardStory(
            "scrutiny",
            "Children and Families Scrutiny Panel",
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
    indicators=INDICATORS,
    demo=DEMO,
    registers=REGISTERS,
    boardroom=BOARDROOM,
)
