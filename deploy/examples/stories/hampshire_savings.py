"""What is said of the savings of hampshire-sp2023-story. The plans are as published; all else is invented."""

from __future__ import annotations

from deploy.examples.stories.structures import INTERNAL, Evidenced, Said, SavingStory, Stands, exempt

SAVINGS = (
    SavingStory(
        "L1",
        "manager",
        2,
        (Said(-180, "As assumed"), Said(-24, "Provisional settlement, a little below", (5900,))),
        (
            Stands(
                -88,
                "at_risk",
                "Nothing is announced yet",
                "Hold a reserve of the same size until it is",
                "Head of finance",
                52,
            ),
        ),
    ),
    SavingStory(
        "L2",
        "manager",
        4,
        (Said(-88, "Approved with the budget"),),
        (Stands(-40, "delivered", "The budget holds it"),),
        claimed=(Evidenced(-41, 5000, "The budget holds it"),),
        validated=(Evidenced(-33, 5000, "Budget raised by the amount; nothing moved since"),),
    ),
    SavingStory(
        "L3",
        "manager",
        2,
        (Said(-112, "The overspend goes first", (70,)),),
        (
            Stands(
                -51,
                "at_risk",
                "Damp delays the first building",
                "Keep three young people in supported lodgings",
                "Care leavers' manager",
                30,
            ),
        ),
    ),
    SavingStory(
        "L4",
        "manager",
        4,
        (Said(-136, "Referrers pay for travel"),),
        (Stands(-84, "on_track", "Income on its line"),),
        claimed=(Evidenced(-26, 20, "Two terms without travel claims"),),
    ),
    SavingStory(
        "L5",
        "manager",
        4,
        (Said(-57, "The post has ended"),),
        (Stands(-36, "delivered", "The post has ended"),),
        claimed=(Evidenced(-37, 46, "The post has ended"),),
        validated=(Evidenced(-29, 46, "Budget reduced; nobody in the post"),),
        marking=exempt(1, "Identifies the holder of a post"),
    ),
    SavingStory(
        "L6",
        "manager",
        3,
        (Said(-150, "Printing and travel stay low"), Said(-99, "Car travel is back", (170,))),
        (
            Stands(
                -99,
                "at_risk",
                "Car travel is back to where it was",
                "Meet online unless a family is visited",
                "Heads of service",
                31,
            ),
        ),
    ),
    SavingStory(
        "L7",
        "manager",
        4,
        (Said(-127, "Vacancies left open"),),
        (Stands(-127, "on_track", "Vacancies left open"),),
        claimed=(Evidenced(-23, 89, "Half a year of vacancies"),),
        marking=INTERNAL,
    ),
    SavingStory(
        "L8",
        "lead",
        3,
        (
            Said(-200, "As planned while families are heard"),
            Said(-97, "Nights start a month later", (400,)),
            Said(-57, "One provider fewer, so fewer nights move", (360,)),
        ),
        (
            Stands(-200, "on_track", "Families are being heard"),
            Stands(-57, "deliverable_later", "A replacement is needed before the rest can move"),
        ),
    ),
    SavingStory(
        "L9",
        "manager",
        4,
        (Said(-33, "The new offer costs what was planned"),),
        (Stands(-20, "on_track", "The new offer costs what was planned"),),
    ),
    SavingStory(
        "L10",
        "manager",
        2,
        (Said(-72, "Only if the fourth council signs", (25,)),),
        (Stands(-72, "deliverable_later", "Terms are still open"),),
    ),
    SavingStory(
        "L11",
        "lead",
        3,
        (
            Said(-210, "As planned"),
            Said(-158, "Fewer carers than assumed", (2450,)),
            Said(-77, "The urgent care home comes later", (2200,)),
        ),
        (
            Stands(
                -158,
                "at_risk",
                "Fewer enquiries from carers",
                "Open evenings in six towns",
                "Head of fostering",
                -60,
            ),
            Stands(
                -42, "deliverable_later", "The urgent care home will not open this year without a manager"
            ),
        ),
    ),
    SavingStory(
        "L12",
        "manager",
        4,
        (Said(-97, "Orders at the new prices"), Said(-18, "Orders above last year", (262,))),
        (Stands(-66, "on_track", "Orders above last year"),),
        claimed=(Evidenced(-17, 120, "Surplus of the first half"),),
    ),
    SavingStory(
        "L13",
        "manager",
        2,
        (Said(-93, "Only two of three options", (80,)),),
        (
            Stands(
                -93,
                "at_risk",
                "Schools want a third option",
                "Put the rest to the Schools Forum",
                "Head of inclusion",
                45,
            ),
        ),
    ),
    SavingStory("L14", "manager", 3, (Said(-24, "The post ends with the year"),)),
    SavingStory(
        "L17",
        "lead",
        3,
        (
            Said(-205, "By the offers of operators"),
            Said(-103, "A single bid for one lot", (2150,)),
            Said(-5, "Bids for every lot at the planned price, so the plan stands"),
        ),
        (
            Stands(
                -103,
                "at_risk",
                "A single bid for one lot",
                "Split that lot and hold a second round",
                "Head of transport",
                -48,
            ),
            Stands(-5, "on_track", "Bids for every lot at the planned price"),
        ),
    ),
    SavingStory(
        "L18",
        "manager",
        2,
        (Said(-69, "Rooms and courses as planned, team later", (140,)),),
        (Stands(-25, "deliverable_later", "Team structure later than planned"),),
        marking=exempt(4, "Consultation with staff is under way"),
    ),
    SavingStory("L19", "manager", 1, (Said(-29, "Depends on the joint panel", (46,)),)),
    SavingStory(
        "L20",
        "manager",
        3,
        (Said(-116, "By the cases reviewed", (2850,)), Said(-45, "By nine cases in ten", (2950,))),
        (Stands(-45, "on_track", "Nine cases in ten reviewed"),),
    ),
    SavingStory(
        "L21",
        "manager",
        4,
        (Said(-162, "Fewer calls and payment runs"),),
        (Stands(-35, "delivered", "Calls down by a third"),),
        claimed=(Evidenced(-36, 105, "Two payment runs a month; calls down by a third"),),
        validated=(Evidenced(-28, 80, "Budget reduced; spend follows for the payment runs"),),
    ),
)
