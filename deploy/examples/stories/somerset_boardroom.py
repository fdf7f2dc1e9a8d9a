"""The boards of somerset-ct-story at work: meetings, decisions on their way, actions. All of it is invented."""

from __future__ import annotations

from deploy.examples.stories.boardroom import (
    ActionStory,
    BoardroomStory,
    DecisionStory,
    MeetingStory,
    StepStory,
)

DECISIONS = (
    DecisionStory(
        "D1",
        "Change the use of the second house",
        "policy",
        "executive",
        "board",
        proposed=-66,
        needed=6,
        waits=(("M-HOUSE2", -24),),
        steps=(
            StepStory(-52, "consulted", "Neighbours were heard"),
            StepStory(-24, "recommended", "", "chair"),
        ),
    ),
    DecisionStory(
        "D2",
        "Pay for two commissioners of local homes",
        "spend",
        "director",
        "board",
        proposed=-60,
        thousands=110,
        needed=-50,
        steps=(StepStory(-52, "recommended"), StepStory(-51, "made")),
    ),
)

MEETINGS = (
    MeetingStory("board", -80, "County Hall", words=(("information", "State of the activities"),)),
    MeetingStory("board", -52, "County Hall", about=("D2",), words=(("action", "Actions"),)),
    MeetingStory(
        "board", -24, "County Hall", about=("D1",), words=(("escalation", "Escalations to this board"),)
    ),
    MeetingStory("board", 4, "County Hall", about=("D1",), words=(("action", "Actions"),)),
    MeetingStory("board", 32, "County Hall"),
    MeetingStory("corporate", -70, "County Hall", words=(("information", "What it means for the plan"),)),
    MeetingStory("corporate", 21, "County Hall"),
)

ACTIONS = (
    ActionStory(
        "Say what each placement driver costs a week",
        "finance",
        "board",
        agreed=-52,
        due=-25,
        done=-26,
        outcome="Shown by driver, volume times unit cost",
    ),
    ActionStory("Agree with the planners when they decide on the house", "lead", "board", agreed=-24, due=-6),
    ActionStory("Bring the schools' view of the local offer", "manager", "board", agreed=-24, due=15),
)

BOARDROOM = BoardroomStory(meetings=MEETINGS, decisions=DECISIONS, actions=ACTIONS)
