"""Every read of the ground. What is shown takes its reader, and can see only what that reader may."""

from programme.queries.access import (
    GrantRow,
    actor_for_email,
    actor_for_person,
    actors_for,
    grants_from,
    reader_for_token,
)
from programme.queries.delivery import (
    MilestoneRow,
    StatusRow,
    WorkstreamRow,
    latest_status,
    milestone_dates,
    milestone_trends,
    milestones,
    status_history,
    workstreams,
)
from programme.queries.files import file_content
from programme.queries.ground import (
    IndicatorRow,
    OrganisationRow,
    PersonRow,
    ProgrammeRow,
    PublishedTableRow,
    indicators,
    organisations,
    people,
    programmes,
    published_tables,
    recent_events,
)
from programme.queries.rounds import RoundRow, rounds, rounds_to_chase

__all__ = [
    "GrantRow",
    "IndicatorRow",
    "MilestoneRow",
    "OrganisationRow",
    "PersonRow",
    "ProgrammeRow",
    "PublishedTableRow",
    "RoundRow",
    "StatusRow",
    "WorkstreamRow",
    "actor_for_email",
    "actor_for_person",
    "actors_for",
    "file_content",
    "grants_from",
    "indicators",
    "latest_status",
    "milestone_dates",
    "milestone_trends",
    "milestones",
    "organisations",
    "people",
    "programmes",
    "published_tables",
    "reader_for_token",
    "recent_events",
    "rounds",
    "rounds_to_chase",
    "status_history",
    "workstreams",
]
