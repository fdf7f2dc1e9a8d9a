"""Words of names, as data: what officers write short, and what any line's name may have."""

from __future__ import annotations

from typing import Final

from bots.rules.tokens import set_of

# What officers write short, and the word it stands for in a name.
SHORT: Final[dict[str, str]] = {
    "mgmt": "management",
    "mgt": "management",
    "svc": "service",
    "svcs": "service",
    "serv": "service",
    "servs": "service",
    "dept": "department",
    "comms": "communication",
    "env": "environment",
    "ed": "education",
    "educ": "education",
    "regen": "regeneration",
    "dev": "development",
    "corp": "corporate",
    "accom": "accommodation",
    "maint": "maintenance",
    "admin": "administration",
    "tech": "technology",
    "govt": "government",
    "ops": "operation",
    "fin": "finance",
    "adults": "adult",
    "kid": "children",
    "child": "children",
    "soc": "social",
    "trans": "transport",
    "cttee": "committee",
    "econ": "economic",
    "govn": "governance",
    "lib": "library",
    "libs": "library",
    "prog": "programme",
    "procure": "procurement",
    "cust": "customer",
    "pub": "public",
    "resi": "residential",
    "homelessness": "homeless",
    "homeless": "homelessness",
    "rev": "revenue",
    "revs": "revenue",
    "bens": "benefit",
    "leg": "legal",
    "comm": "community",
    "infra": "infrastructure",
    "hway": "highway",
    "hways": "highway",
    "plg": "planning",
    "digi": "digital",
    "strat": "strategy",
    "vol": "voluntary",
    "grp": "group",
    "org": "organisation",
    "ctte": "committee",
    "centre": "center",
    "center": "centre",
    "environmental": "environment",
}

# Words that say which savings or what of them, in one council's papers or another's. A part of a name made of these
# alone is no name: "new savings" are not the line "New ways of working".
GENERIC: Final = set_of(
    "new additional extra further early late later recurring recurrent temporary permanent ongoing "
    "net gross planned plan "
    "actual actuals forecast claimed claim validated delivered delivery undelivered outstanding "
    "remaining unidentified "
    "identified risk pressure cost budget budgeted base income growth reduction reduced reduce "
    "increase increased decrease "
    "cut target full partial year annual yearly monthly quarterly cumulative incremental cash "
    "cashable avoidance avoided "
    "funding funded fund grant reallocation reallocated adjustment spend spending spent overspend "
    "underspend variance "
    "projection projected baseline profile shortfall loss timing delay delayed due overdue complete "
    "completed finished "
    "started start open closed exempt internal public private published real big small large top "
    "bottom best worst first "
    "second third last next previous future past old existing proposed proposal approved agreed "
    "rejected withdrawn replaced "
    "own same different half double entire every some many few several time date day week month "
    "quarter people staff "
    "staffing team post vacant vacancy filled unfilled left service council management control "
    "measure efficiency redesign "
    "review use used item list number count sum share percent percentage money pound high medium low "
    "green amber blue "
    "maximum minimum expected value saving of the and to in for with on by from a at not"
)
COMMON: Final = set_of(
    "home school child children care health people service support staff road street office review contract team "
    "centre center house housing land public local improvement better right back first day living learning"
)
"""Words of council life that may be of much: one alone is not surely the longer name that holds it."""
