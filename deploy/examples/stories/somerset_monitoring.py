"""Month 6 of somerset-ct-story: placements cost more again, transport a little less, and budget is vired once."""

from __future__ import annotations

from deploy.examples.stories.monitoring import LineSaid, MonitoringStory, Vired

MONITORING = MonitoringStory(
    period="M6",
    lines={
        "Prevention": LineSaid(projection="5.9", spend_to_date="2.9"),
        "Fostering & Permanence": LineSaid(spend_to_date="6.6"),
        "External Placements": LineSaid(
            projection="48.9",
            spend_to_date="26.3",
            causes={"Unregistered placements": "4.0", "Residential placements": "4.7"},
        ),
        "Fieldwork": LineSaid(projection="13.7", spend_to_date="6.8"),
        "Home to School Transport": LineSaid(projection="12.8", spend_to_date="5.6"),
        "SEND Transport": LineSaid(projection="11.8", spend_to_date="5.2"),
        "High Needs": LineSaid(projection="89.9"),
    },
    virements=(
        Vired(
            "Fieldwork",
            "Prevention",
            "0.2",
            "Executive Director, under the virement limit",
            "Two posts move with their work",
        ),
    ),
    profiles={
        "External Placements": "placement days",
        "Home to School Transport": "school terms",
        "SEND Transport": "school terms",
    },
)
