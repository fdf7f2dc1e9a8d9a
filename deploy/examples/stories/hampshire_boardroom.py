"""The boards of hampshire-sp2023-story at work: meetings, decisions on their way, actions. All of it is invented."""

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
        "Let home to school transport in area lots",
        "contract",
        "director",
        "board",
        proposed=-40,
        thousands=450,
        needed=10,
        workstream="17",
        text="Lots by area, so that smaller operators may bid.",
        waits=(("M-OPERATORS", -5),),
        steps=(StepStory(-33, "consulted", "Operators heard at two meetings"),),
    ),
    DecisionStory(
        "D2",
        "Keep the respite home closed and offer breaks elsewhere",
        "policy",
        "cabinet",
        "board",
        proposed=-75,
        needed=25,
        key_decision=True,
        key_reason="Significant for the families who used it",
        notice=-40,
        steps=(
            StepStory(-47, "consulted", "Families were heard one by one"),
            StepStory(-19, "recommended", "", "chair"),
        ),
    ),
)

MEETINGS = (
    MeetingStory("board", -75, "Room 4", words=(("information", "State of the workstreams"),)),
    MeetingStory("board", -47, "Room 4", about=("D2",), words=(("action", "Actions"),)),
    MeetingStory(
        "board",
        -19,
        "Room 4",
        about=("D1", "D2"),
        words=(("risk", "Risks to be reviewed"),),
        notes="Operators' doubts about lots were heard.",
    ),
    MeetingStory("board", 9, "Room 4", about=("D1",), words=(("action", "Actions"),)),
    MeetingStory("board", 37, "Room 4"),
    MeetingStory("corporate", -26, "Main hall", words=(("information", "Every department's share"),)),
    MeetingStory("corporate", 30, "Main hall"),
    MeetingStory(
        "scrutiny", -60, "Main hall", words=(("information", "Respite: what families say"),), in_public=True
    ),
    MeetingStory("scrutiny", 31, "Main hall", about=("D2",), in_public=True),
)

ACTIONS = (
    ActionStory("Map the two cuts of the target", "finance", "board", agreed=-47, due=-12),
    ActionStory(
        "Ask operators what would keep them from bidding",
        "lead",
        "board",
        agreed=-47,
        due=-30,
        done=-33,
        outcome="Two meetings, eleven operators",
        workstream="17",
    ),
    ActionStory("Say which families still wait for a break elsewhere", "manager", "board", agreed=-19, due=8),
)

BOARDROOM = BoardroomStory(meetings=MEETINGS, decisions=DECISIONS, actions=ACTIONS)
