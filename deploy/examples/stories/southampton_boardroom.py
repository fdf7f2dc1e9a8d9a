"""The boards of southampton-cl-story at work: meetings, papers, decisions, actions, the review. All is invented."""

from __future__ import annotations

from deploy.examples.stories.boardroom import (
    ActionStory,
    AppendixStory,
    BoardroomStory,
    DecisionStory,
    FindingStory,
    MeetingStory,
    PaperStory,
    StepStory,
)

RULES = "Category 3 of paragraph 10.4, Access to Information Procedure Rules"

PAPERS = (
    PaperStory(
        "P1",
        "Travel policy for pupils over 16",
        "board",
        "cabinet",
        drafted=-44,
        published=-27,
        workstream="7",
        key_decision=True,
        fields={
            "report_of": "Executive Director, Children and Learning",
            "brief_summary": "Who over 16 is entitled to travel, and what families are asked to pay towards it.",
            "recommendations": "- Adopt the policy from the new school year\n- Keep help for families on low incomes",
            "reasons": "Routes are bought one by one, and cost rises by a tenth a year.",
            "alternatives": "No change: the overspend grows. No help at all over 16: too hard on low incomes.",
            "detail": "Families, schools and young people were consulted for six weeks. Most accept a contribution.",
            "resource_revenue": "About £180k a year once all routes are moved.",
            "statutory_power": "Education Act 1996, sections 509AA to 509AC",
            "risk_management": "The Transformation Board reviews the risk of late routes each month.",
            "policy_framework": "Corporate plan: strong foundations for life",
            "wards": "All",
        },
        appendices=(AppendixStory("1", "What families said"),),
    ),
    PaperStory(
        "P2",
        "The second children's home",
        "board",
        "cabinet",
        drafted=-33,
        published=-26,
        workstream="3",
        key_decision=True,
        fields={
            "report_of": "Executive Director, Children and Learning",
            "confidentiality": "Appendix 1 holds the prices of bidders and is exempt by paragraph 3.",
            "brief_summary": "A second council home of four places, built by the bidder the panel prefers.",
            "recommendations": "- Award the contract within the sum in Appendix 1\n- Report to the board monthly",
            "reasons": "Four places bought elsewhere cost more each year than the home will.",
            "alternatives": "Go on buying places: dearer, and further from home.",
            "resource_capital": "Set out in Appendix 1.",
            "resource_revenue": "Running cost within the placements budget from its second year.",
            "statutory_power": "Children Act 1989, section 22G",
            "wards": "Bassett, Swaythling",
        },
        appendices=(AppendixStory("1", "Bids compared", 3, RULES),),
    ),
)

DECISIONS = (
    DecisionStory(
        "D1",
        "Appoint a second registered manager for the first home",
        "spend",
        "director",
        "board",
        proposed=-58,
        thousands=62,
        needed=-50,
        workstream="3",
        waits=(("M-HOME", -54),),
        steps=(StepStory(-49, "recommended", "The home cannot open without one"), StepStory(-46, "made")),
    ),
    DecisionStory(
        "D2",
        "Award the contract for the second home",
        "contract",
        "cabinet",
        "board",
        proposed=-30,
        thousands=480,
        needed=12,
        paper="P2",
        workstream="3",
        key_decision=True,
        key_reason="Spend significant for the service",
        notice=-30,
        waits=(("M-HOME2", -19),),
        steps=(StepStory(-21, "recommended", "On the bid the panel prefers", "chair"),),
        paragraph=3,
        citation=RULES,
    ),
    DecisionStory(
        "D3",
        "Adopt the travel policy for pupils over 16",
        "policy",
        "cabinet",
        "board",
        proposed=-43,
        needed=18,
        paper="P1",
        workstream="7",
        key_decision=True,
        key_reason="Two or more wards",
        notice=-29,
        waits=(("M-POLICY", -12),),
        steps=(
            StepStory(-28, "consulted", "Six weeks; 214 answers"),
            StepStory(-21, "recommended", "With help for low incomes kept", "chair"),
        ),
    ),
    DecisionStory(
        "D4",
        "Move the Music Service to termly fees",
        "policy",
        "director",
        "board",
        proposed=-110,
        workstream="9",
        steps=(StepStory(-105, "recommended"), StepStory(-104, "made"), StepStory(-104, "effective")),
    ),
)

MEETINGS = (
    MeetingStory(
        "board", -105, "Committee room 2", about=("D4",), words=(("information", "State of the workstreams"),)
    ),
    MeetingStory(
        "board",
        -77,
        "Committee room 2",
        words=(("finding", "What the review found"), ("information", "State of the workstreams")),
        notes="The board asked for a page that shows who decides what.",
    ),
    MeetingStory(
        "board",
        -49,
        "Committee room 2",
        about=("D1",),
        words=(("risk", "Risks to be reviewed"), ("action", "Actions")),
        notes="The chair asked why the home's opening had moved a third time.",
    ),
    MeetingStory(
        "board",
        -21,
        "Committee room 2",
        about=("D2", "D3"),
        words=(("action", "Actions"), ("finding", "Findings of the review")),
        away=("member",),
        notes="One member away; the recommendations were put again to the member by post and agreed.",
    ),
    MeetingStory("board", 7, "Committee room 2", about=("D2", "D3"), words=(("action", "Actions"),)),
    MeetingStory("board", 35, "Committee room 2"),
    MeetingStory(
        "improvement", -63, "Council chamber", words=(("information", "Savings at risk, all programmes"),)
    ),
    MeetingStory("improvement", 28, "Council chamber"),
    MeetingStory(
        "scrutiny",
        -42,
        "Council chamber",
        words=(("information", "The review and the council's response"),),
        in_public=True,
    ),
    MeetingStory("scrutiny", 14, "Council chamber", about=("P1",), in_public=True),
)

ACTIONS = (
    ActionStory(
        "Draw the boards and who decides on one page",
        "pmo",
        "board",
        agreed=-77,
        due=-52,
        done=-54,
        outcome="Shown at the meeting after",
        finding=19,
    ),
    ActionStory(
        "Bring a recovery plan for the first home, with dates the regulator agrees to",
        "lead",
        "board",
        agreed=-49,
        due=-22,
        done=-23,
        outcome="Plan agreed; the registration visit has a date",
        workstream="3",
    ),
    ActionStory(
        "Settle the recovery plan for the High Needs Block with the Schools Forum",
        "manager",
        "board",
        agreed=-49,
        due=-28,
        put_off=(-29, -9, "The forum meets two weeks later"),
        workstream="6",
        finding=60,
    ),
    ActionStory(
        "Say what agency cover costs, team by team", "finance", "board", agreed=-21, due=5, workstream="4"
    ),
    ActionStory(
        "Test the new payment system with ten carers before it goes live",
        "lead",
        "board",
        agreed=-21,
        due=-4,
        workstream="1",
    ),
    ActionStory(
        "Show the effect of every move on next year's budget", "finance", "improvement", agreed=-63, due=20
    ),
)


def _on_its_way(number: int, owner: str, due: int, accepted: int, began: int) -> FindingStory:
    return FindingStory(
        number, owner, due, (StepStory(accepted, "accepted"), StepStory(began, "in_progress"))
    )


FINDINGS = (
    FindingStory(
        10,
        "finance",
        -60,
        (StepStory(-250, "not_accepted", "Entries to care are in the forecast since the spring"),),
    ),
    _on_its_way(12, "manager", -15, -250, -190),
    _on_its_way(14, "manager", 60, -250, -180),
    FindingStory(
        17,
        "pmo",
        -50,
        (
            StepStory(-245, "accepted"),
            StepStory(-130, "in_progress"),
            StepStory(-60, "done", "Each workstream has one decision-maker and one board"),
            StepStory(-49, "closed", "Confirmed by the board", "chair"),
        ),
        response="Who decides is on one page and on every workstream.",
    ),
    FindingStory(
        19,
        "pmo",
        -40,
        (
            StepStory(-245, "accepted"),
            StepStory(-77, "in_progress"),
            StepStory(-54, "done", "The boards are drawn on one page"),
        ),
        response="The boards and their parents are shown as a picture and as a list.",
    ),
    FindingStory(
        36,
        "manager",
        -150,
        (
            StepStory(-250, "accepted"),
            StepStory(-170, "done", "A permanent director was appointed"),
            StepStory(-140, "closed", "Started on the planned day", "chair"),
        ),
    ),
    FindingStory(44, "finance", 75, (StepStory(-220, "accepted"),)),
    _on_its_way(60, "manager", -9, -240, -100),
    _on_its_way(63, "lead", 110, -200, -74),
)

BOARDROOM = BoardroomStory(
    meetings=MEETINGS,
    papers=PAPERS,
    decisions=DECISIONS,
    actions=ACTIONS,
    findings=FINDINGS,
    findings_board="board",
)
