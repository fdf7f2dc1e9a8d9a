"""Words for what a savings line is, and for its rating."""

from __future__ import annotations

from typing import Final

LINE_WORDS: Final[dict[str, str]] = {
    "owner": "carrying|carries|fronting|answers for|answering for|owner|owners|owned|owns|own|owning|owned by|"
    "lead|leads|leading|lead officer|lead officers|"
    "responsible|responsible officer|"
    "accountable|accountable officer|accountable for|responsible for|sro|"
    "senior responsible owner|saving owner|savings owner|"
    "named owner|contact|contact for|in charge|in charge of|belong to|belongs to|assigned|"
    "assigned to|manager|budget holder|"
    "responsibility|responsibility for|lead for|owner for|held by|led by|point person|name against",
    "maturity": "maturity|maturity level|maturity score|how mature|how developed|evidence level|gateway|"
    "what stage|stage",
    "outlook": "outlook|delivery outlook|outlooks|prospect|prospects|outlook on|deliverability|deliverable",
    "shape": "one off or recurring|recurring or one off|recurring or is it one off|"
    "one off or is it recurring|recurrent or one off|"
    "one off or ongoing|ongoing or one off|one off or permanent|permanent or one off|"
    "permanent or temporary|"
    "temporary or permanent|recurring or not|recurrent or non recurrent|"
    "recurring or non recurring|how does it run|"
    "one off or does it recur|shape",
    "kind": "kind|what kind|kind of saving|type|type of saving|what type|category|saving type|savings type|"
    "sort|what sort|"
    "what kind of saving|what type of saving|what sort of saving|which type",
    "start": "open|opens|opening date|start|starts|start date|starting|started|begin|begins|beginning|"
    "kick in|kicks in|kick off|"
    "commence|commences|go live|"
    "goes live|take effect|takes effect|start saving|begin saving|comes on stream|"
    "come on stream|start delivering|"
    "first year of saving|start to save|starts to save|launch|launches",
    "finish": "close|closes|closing date|finish|finishes|finish date|end|ends|end date|ending|complete by|"
    "completes|completion date|"
    "completion|drop out|"
    "drops out|fall away|falls away|stop|stops|run out|runs out|expire|expires|last until|"
    "cease saving|due to end|due to finish",
    "baseline": "baseline date|baseline dates|baselined date|original date|original dates|"
    "original baseline|original baseline date|first approved date|baselined for|baseline day",
    "dates": "take place|takes place|taking place|arrive|arrives|"
    "date|start and finish|start and end|start and finish dates|start and end dates|start or finish|"
    "dates|start finish",
    "place": "which heading|what heading|which group|what group|which block|sit under|sits under|come under|"
    "comes under|"
    "which workstream|what workstream|which department|what department|which directorate|"
    "which directorate is|"
    "belong under|fall under|falls under|filed under|categorised under|which service|"
    "which service area|part of",
    "note": "note|notes|comment|comments|caveat|caveats|footnote|small print",
    "headings": ""
    "headings|groups|blocks|departments|directorates|service areas|categories|divisions|portfolios|"
    "heading list",
    "workstreams": "workstreams|work streams|projects",
    "programmes": "programmes|programs|programme list|councils",
    "rag": "rag|rag rating|rag ratings|rags|rag status|rating|ratings|rated|colour|colours|color|"
    "traffic light|traffic lights|"
    "delivery confidence|dca|rag rated|brag|coloured|flagged|rating for",
    "chance_90": "by 90 days|90 days|90 days or more|by 90 days or more|by three months|by 3 months|"
    "90 days later|90 days late",
    "chance": "chance|chances|chance of delivery|likelihood|likelihood of delivery|odds|probability|"
    "probability of delivery|"
    "how likely|likely|delivery risk|risk of non delivery|risk score|risk rating|"
    "chance of success|risk level|how risky|"
    "confidence|how confident|how confident are we|confident|risky",
}
