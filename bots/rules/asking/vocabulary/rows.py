"""Words for rows and what marks a name, for their order, for units and for what a figure is split by."""

from __future__ import annotations

from typing import Final

ROWS: Final[dict[str, tuple[str, str]]] = {  # one of them, several of them
    "lines": (
        (
            "line|saving line|savings line|savings item|item|scheme|initiative|saving proposal|entry|row|"
            "saving scheme"
        ),
        (
            "lines|saving lines|savings lines|savings items|items|schemes|initiatives|"
            "individual savings|entries|rows|refs|references|"
            "separate savings|proposals|different savings|saving schemes|savings schemes|proposals in the plan|"
            "savings initiatives|line items|"
            "savings proposals|savings plans|ones|things"
        ),
    ),
    "headings": (
        (
            "heading|group|block|department|directorate|service area|category|dept|division|portfolio|"
            "directorate area"
        ),
        (
            "headings|groups|blocks|departments|directorates|service areas|categories|depts|"
            "divisions|portfolios"
        ),
    ),
    "workstreams": ("workstream|work stream|project|ws", "workstreams|work streams|projects"),
    "milestones": ("milestone|deadline|activity", "activities|milestones|deadlines|key dates|dates"),
    "risks": ("risk", "risks"),
    "boards": ("board", "boards"),
    "owners": ("which owner", "owners|people"),
    "programmes": ("programme|program", "programmes|programs|councils"),
    "decisions": ("decision", "decisions"),
    "indicators": ("indicator|kpi|measure", "indicators|kpis|measures"),
    "budget lines": ("budget line|cost centre", "budget lines|cost centres"),
    "budget areas": ("budget area", "budget areas"),
}

MARKERS: Final[dict[str, str]] = {
    "saving": "line|one|ones|savings line|saving line|ref|reference|line ref|saving ref|scheme|item|"
    "row|savings ref|code|initiative",
    "heading": "heading|group|block|department|directorate|service area|category|dept|division|portfolio",
    "workstream": "workstream|work stream|ws|project|stream",
    "programme": "programme|program|prog|council|authority",
    "person": "owner|owned by|officer|lead|led by|mr|mrs|ms|miss|dr|cllr|councillor",
    "board": "board|committee|panel|overseen by|overseen by the|monitored by|governed by|reporting to|"
    "that report to|that reports to|under the board",
    "milestone": "milestone",
    "indicator": "indicator|kpi|measure|the number of|rate of",
    "budget_line": "budget line|cost centre|block|group|fund|service",
    "risk": "risk",
    "decision": "decision",
    "decision_maker": "decision maker|decider",
    "proposal": "proposal|further proposal",
    "budget_area": "budget area",
    "pressure": "budget pressure|pressure line",
    "cost_driver": "cost driver",
    "cause": "stated cause|named cause",
    "printed": "printed amount|stated amount",
    "benefit": "stated benefit",
}

ORDER: Final[dict[str, str]] = {
    "biggest": "big hitters|biggest hitters|biggest hitter|heavy hitters|heavy lifters|big ticket items|big ticket|"
    "lions share|the lions share|largest single|biggest single|single biggest|single largest|rank|ranked|ranking|"
    "biggest|largest|top|highest|greatest|most|main|major|most valuable|saves the most|saves most|"
    "save the most|save most|"
    "saving the most|worth the most|contributes the most|contributes most|contribute most|"
    "biggest contributor|"
    "biggest contributors|top contributors|bulk|most savings|most expensive|most significant|"
    "delivers the most|delivers most|deliver the most|largest contributor|the most|bigger|"
    "saving most|maximum|max|huge|brings in the most|bring in the most",
    "smallest": "smallest|lowest|least|bottom|tiniest|littlest|least valuable|saves the least|saves least|"
    "save the least|"
    "saving the least|worth the least|minimum|contributes the least|delivers the least|"
    "the least|smaller|lowest value",
    "soonest": "soonest|earliest|nearest",
    "latest": "latest|furthest|longest|furthest out|the latest",
}

MOST_WORDS: Final = frozenset({"most", "main", "major", "bulk", "top"})

UNITS: Final[dict[str, str]] = {
    "thousands": "how many £k|how many k|how many thousand|how many thousands|how many £000s|how many grand|"
    "in thousands|in £k|in k|in £000|in £000s|in 000s|in thousand|in thousands of pounds|£000s|"
    "£000|£k|000s|in £ 000|in £ k|£ k|£ 000|£ 000s|in £ 000s",
    "millions": "how many £m|how many million|how many millions|how many mill|in millions|in £m|in m|"
    "in million|in millions of pounds|£m|in £ m|£ m|in mill|in mn|"
    "in £ millions|in £ million",
    "pounds": "how many pounds|how many quid|in pounds|in £|in full pounds|in whole pounds|to the pound|"
    "in £s|£|£s|in £ s|pounds|gbp|"
    "to the nearest pound|to the penny",
}

DIMENSIONS: Final[dict[str, str]] = {
    "heading": "heading|group|block|department|directorate|service area|category|dept|headings|departments|"
    "directorates|groups|area|"
    "division|portfolio|service|services|theme",
    "workstream": "workstream|work stream|workstreams|project|projects|ws",
    "year": "year|years|financial year|fy|yr|yrs",
    "kind": "kind|type|sort|kinds|types|saving type",
    "outlook": "outlook|status|delivery status",
    "maturity": "maturity|stage",
    "owner": "owner|owners|lead|person|officer|lead officer",
    "programme": "programme|council|programmes",
    "rag": "rag|rating|colour|rag rating|rag status",
    "shape": "shape|recurrence|recurring or one off|one off and recurring|recurring and one off",
}
