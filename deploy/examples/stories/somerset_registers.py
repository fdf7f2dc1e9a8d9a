"""The risk register and impact assessments of somerset-ct-story. All of it is invented."""

from __future__ import annotations

from deploy.examples.stories.registers import (
    Drafted,
    ImpactStory,
    Looked,
    RegistersStory,
    RiskStory,
    Screened,
)

RISKS = (
    RiskStory(
        "R1",
        "Too few foster carers stay to take the children who leave residential homes",
        "lead",
        (
            Looked(-165, 4, 4, "Three carers resigned in a quarter"),
            Looked(-80, 3, 4, "Retention offer agreed"),
            Looked(-30, 3, 4, "Two more approved, one left"),
        ),
        workstream="1",
        effect="Placements outside the county go on",
        mitigation="Retention payments and a carer's own worker",
        next_review=20,
    ),
    RiskStory(
        "R2",
        "A house cannot open because its change of use is refused",
        "lead",
        (
            Looked(-150, 2, 4, "Talks with planners"),
            Looked(-66, 3, 4, "Neighbours object"),
            Looked(-23, 4, 4, "Decision put off twice"),
        ),
        workstream="4",
        effect="Four children stay in homes far away for another year",
        mitigation="A house with consent held in reserve",
        next_review=-6,
    ),
    RiskStory(
        "R3",
        "Transport operators hand back routes that no longer pay",
        "lead",
        (Looked(-120, 3, 3, "Fuel dearer"), Looked(-41, 4, 3, "Two routes handed back")),
        workstream="5",
        mitigation="Routes let together; a council minibus for two of them",
        next_review=14,
    ),
    RiskStory(
        "R4",
        "Demand in special education grows faster than places",
        "finance",
        (Looked(-110, 5, 4, "Requests up by a quarter"),),
        response="tolerate",
        next_review=50,
    ),
)

IMPACTS = (
    ImpactStory(
        "equality",
        "Change of use of the second house",
        -64,
        Screened(-60, True, "Disabled children would live there"),
        Drafted(-26, "Two bedrooms upstairs without a lift", "Ground floor rooms first, a lift priced"),
        decision="D1",
    ),
    ImpactStory(
        "data_protection",
        "Change of use of the second house",
        -64,
        Screened(-60, False, "No names in the planning papers"),
        decision="D1",
    ),
)

REGISTERS = RegistersStory("board", RISKS, IMPACTS)
