"""The risk register and impact assessments of southampton-cl-story. All of it is invented."""

from __future__ import annotations

from deploy.examples.stories.registers import (
    Drafted,
    ImpactStory,
    Looked,
    Over,
    RegistersStory,
    RiskStory,
    Screened,
)

RISKS = (
    RiskStory(
        "R1",
        "The second home opens after the placements it replaces have been renewed",
        "lead",
        (
            Looked(-160, 2, 4, "Building on time"),
            Looked(-88, 3, 4, "No registered manager yet"),
            Looked(-31, 4, 4, "Inspection a month later than planned"),
        ),
        workstream="3",
        cause="A registered manager is hard to find",
        effect="Placements outside the city go on for another term",
        mitigation="A second registered manager; short renewals where a move is near",
        next_review=9,
    ),
    RiskStory(
        "R2",
        "Permanent social workers leave faster than they are found",
        "lead",
        (
            Looked(-150, 4, 4, "Turnover at a fifth"),
            Looked(-70, 3, 4, "First cohort of the academy starts"),
            Looked(-25, 3, 3, "Agency posts down by four"),
        ),
        workstream="4",
        effect="Agency cover goes on at twice the cost",
        mitigation="Academy, market supplement, exit talks looked at monthly",
        next_review=30,
    ),
    RiskStory(
        "R3",
        "Families refuse the new travel policy in the courts",
        "manager",
        (Looked(-62, 2, 4, "Policy drafted"), Looked(-27, 3, 4, "Two families have taken advice")),
        workstream="7",
        mitigation="Consultation reported in full; the equality assessment before the decision",
        next_review=-2,
    ),
    RiskStory(
        "R4",
        "A grant the plan counts on is not renewed",
        "finance",
        (Looked(-140, 3, 3, "Renewal asked for"), Looked(-52, 1, 3, "Renewed in writing")),
        workstream="10",
        response="tolerate",
        over=Over(-50, "closed", "The grant is confirmed for two years"),
    ),
    RiskStory(
        "R5",
        "One landlord asks for more than the business case allows",
        "finance",
        (Looked(-48, 4, 3, "First offer seen"),),
        workstream="3",
        mitigation="A second site held in reserve",
        next_review=6,
        paragraph=3,
        why_exempt="Names a landlord's price",
    ),
)

IMPACTS = (
    ImpactStory(
        "equality",
        "Travel policy for pupils over 16",
        -41,
        Screened(-40, True, "Pupils with special needs use most of the journeys"),
        Drafted(
            -22, "Eleven pupils would travel alone for the first time", "Travel training, and a year's grace"
        ),
        decision="D3",
    ),
    ImpactStory(
        "data_protection",
        "Travel policy for pupils over 16",
        -41,
        Screened(-40, False, "Nothing new is held about pupils"),
        decision="D3",
    ),
    ImpactStory(
        "equality",
        "The second home",
        -29,
        Screened(-28, True, "Children move homes and schools"),
        Drafted(-21, "Four children would change school", "Moves at the end of a term alone"),
        (-14, "pmo"),
        decision="D2",
    ),
    ImpactStory(
        "data_protection",
        "The second home",
        -29,
        Screened(-28, False, "The provider holds what every provider holds"),
        decision="D2",
    ),
)

REGISTERS = RegistersStory("board", RISKS, IMPACTS)
