"""The risk register of hampshire-sp2023-story: the seven printed risks with scores and reviews that are invented."""

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
        "",
        "manager",
        (
            Looked(-170, 3, 4, "Two teams of six work to the new model"),
            Looked(-96, 4, 4, "Coaching fell behind when two practice leads left"),
            Looked(-33, 3, 4, "Both posts filled; four teams of six"),
        ),
        published="1",
        workstream="11",
        cause="Practice leads leave before teams are ready",
        effect="Fewer children move to foster care",
        mitigation="Practice leads in every team, and cases looked at together each month",
        next_review=24,
    ),
    RiskStory(
        "R2",
        "",
        "lead",
        (
            Looked(-168, 3, 4, "Three providers hold most of the beds"),
            Looked(-91, 4, 4, "Two bids for twelve transport routes"),
            Looked(-28, 4, 5, "One respite provider withdrew; fees rose by a tenth"),
        ),
        published="2",
        workstream="8",
        effect="Fees rise faster than the budget allows for",
        mitigation="Frame agreements with neighbouring councils; lots that small operators can bid for",
        next_review=-4,
    ),
    RiskStory(
        "R3",
        "",
        "manager",
        (
            Looked(-165, 2, 5, "Referrals steady"),
            Looked(
                -60,
                2,
                4,
                "Police report two new lines",
                "extreme",
                "The harm to one child outweighs the score",
            ),
        ),
        published="3",
        mitigation="Joint team with the police; weekly look at missing children",
        response="tolerate",
        next_review=40,
    ),
    RiskStory(
        "R4",
        "",
        "manager",
        (
            Looked(-160, 3, 3, "Referrals above last year"),
            Looked(-45, 1, 3, "Back to the level of four years ago"),
        ),
        published="4",
        next_review=60,
    ),
    RiskStory(
        "R5",
        "",
        "finance",
        (Looked(-158, 2, 4, "No challenge so far"), Looked(-40, 3, 4, "A letter before claim about respite")),
        published="5",
        effect="The line is replaced within the year, or the reserve pays",
        mitigation="Counsel's advice on consultation and on the equality assessment; a reserve line named",
        response="transfer",
        next_review=11,
    ),
    RiskStory(
        "R6",
        "",
        "manager",
        (Looked(-150, 4, 4, "Five of nine project posts filled"), Looked(-51, 3, 4, "Eight of nine filled")),
        published="6",
        mitigation="Project posts paid from the transformation reserve until the programme closes",
        next_review=17,
    ),
    RiskStory(
        "R7",
        "",
        "finance",
        (Looked(-150, 5, 3, "Named in the medium-term plan"),),
        published="7",
        response="tolerate",
        next_review=130,
    ),
    RiskStory(
        "R8",
        "A provider's price leaves no margin at renewal",
        "finance",
        (Looked(-44, 4, 4, "Named in talks about the new contract"),),
        workstream="17",
        effect="A second round of bids in the same year",
        mitigation="A price held for two years in return for volume",
        next_review=5,
        paragraph=3,
        why_exempt="Names one provider's price",
    ),
)

IMPACTS = (
    ImpactStory(
        "equality",
        "Keeping the respite home closed",
        -70,
        Screened(-68, True, "Families of disabled children lose a night's rest"),
        Drafted(
            -30,
            "Twenty-six families would travel further; six have no car",
            "Nights in two homes nearer by, and transport for those without a car",
        ),
        decision="D2",
    ),
    ImpactStory(
        "data_protection",
        "Sharing families' needs with providers",
        -70,
        Screened(-66, False, "Names are left out of what providers get"),
        decision="D2",
    ),
    ImpactStory(
        "equality",
        "Transport in area lots",
        -39,
        Screened(-37, True, "Pupils with special needs use most of the routes"),
        Drafted(-30, "A new driver and escort for some pupils", "Known escorts move with the pupil"),
        (-20, "pmo"),
        decision="D1",
    ),
    ImpactStory(
        "data_protection",
        "Pupils' addresses in the tender",
        -39,
        Screened(-37, False, "Postcodes of schools alone"),
        decision="D1",
    ),
)

REGISTERS = RegistersStory("board", RISKS, IMPACTS)
