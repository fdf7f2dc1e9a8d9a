"""States of a saving: the money in that state, or the lines that are in it."""

from __future__ import annotations

from typing import Final

from bots.rules.asking.query import Filter

# States of a saving: the money in that state, or the lines that are in it.
STATE: Final[tuple[tuple[str, Filter, str], ...]] = (
    (
        "delivered",
        Filter("outlook", "delivered"),
        (
            "delivered|achieved|realised|realized|landed|delivered savings|savings delivered|savings achieved|"
            "savings realised|delivery|delivered so far|achieved so far|completed|"
            "complete|done|finished|actually delivered|actually achieved|banked|in the bag|pocketed|in the bank|"
            "have we banked|did we bank|bank|saved|actually saved|made so far|actual savings|actual saving|actuals|"
            "actual|actually made|savings made"
        ),
    ),
    (
        "validated",
        Filter("validated", "any"),
        (
            "validated|verified|signed off by finance|confirmed by finance|validated by finance|"
            "agreed by finance|verified by finance|"
            "validated savings|savings validated|finance validated|validation|approved by finance|"
            "accepted by finance|finance has validated|"
            "finance signed off|finance have validated|finance agreed|checked by finance|signed off"
        ),
    ),
    (
        "on_track",
        Filter("outlook", "on_track"),
        "on track|on course|on schedule|on target to deliver|on plan|going to plan|ontrack|to plan",
    ),
    (
        "at_risk",
        Filter("outlook", "at_risk"),
        (
            "at risk|savings at risk|saving at risk|in jeopardy|in danger|in doubt|under threat|endangered|"
            "risk of not being delivered|atrisk|"
            "risk of non delivery|shaky|wobbly|at threat"
        ),
    ),
    (
        "deliverable_later",
        Filter("outlook", "deliverable_later"),
        (
            "deliverable later|delivered later|delivered late|undeliverable this year|slipped to next year|"
            "slipping to next year|deferred to next year|"
            "pushed to next year|slipped into next year|later than planned"
        ),
    ),
    (
        "undeliverable",
        Filter("outlook", "undeliverable"),
        (
            "undeliverable|not deliverable|unachievable|wont be delivered|cant be delivered|"
            "will not be delivered|cannot be delivered|"
            "not going to be delivered|not going to happen|not achievable|wont happen|undelivered for good|"
            "cant be achieved|wont be achieved|"
            "failed|failing|dead|written off|fallen over|not going to deliver"
        ),
    ),
    (
        "no_outlook",
        Filter("outlook", "none"),
        ("no outlook|without an outlook|without outlook|no outlook published|unknown outlook"),
    ),
    ("plan", Filter("outlook", "replaced"), "replaced|substituted|swapped out|replaced by another line"),
    (
        "plan",
        Filter("outlook", "withdrawn"),
        ("withdrawn|pulled|dropped|abandoned|scrapped|taken out of the plan|removed from the plan"),
    ),
    (
        "plan",
        Filter("shape", "recurring"),
        (
            "recurring|recurrent|ongoing|permanent|base|recurring savings|recurring saving|recur|"
            "recurs|permanently|sustainable|"
            "continuing|lasting|year after year"
        ),
    ),
    (
        "plan",
        Filter("shape", "one_off"),
        (
            "one off|one offs|oneoff|oneoffs|non recurrent|non recurring|nonrecurring|nonrecurrent|temporary|"
            "one time|just for one year|single year|"
            "one year only|for one year only|for one year|not recurring|not recurrent|not permanent|"
            "not ongoing"
        ),
    ),
    ("plan", Filter("shape", "time_limited"), "time limited|timelimited|fixed term"),
    ("plan", Filter("shape", "tapering"), "tapering|taper|tapered|tapers|tailing off|tails off|declining"),
    (
        "plan",
        Filter("shape", "ramping"),
        ("ramping|ramping up|ramp up|ramps up|ramp|rising over time|building up|builds up"),
    ),
    (
        "plan",
        Filter("kind", "income"),
        (
            "income|income generation|from income|extra income|income generating|income savings|"
            "income saving|"
            "additional income|"
            "fees and charges income|revenue raising|income lines|income related|income growth"
        ),
    ),
    ("plan", Filter("kind", "cash_releasing"), "cash releasing|cashable savings|cash savings|cashreleasing"),
    ("plan", Filter("kind", "non_cash"), "non cash|noncash|non cashable|not cashable|not cash"),
    (
        "plan",
        Filter("kind", "cost_avoidance"),
        ("cost avoidance|avoidance|cost avoided|avoided cost|avoided costs"),
    ),
    (
        "plan",
        Filter("kind", "funding"),
        (
            ""
            "funding|grant|grants|funding lines|corporate funding kind|grant funding|"
            "government funding kind|funded from grant|grant funded|grant or corporate money"
        ),
    ),
    ("plan", Filter("kind", "reallocation"), "reallocation|reallocations|reallocated"),
    (
        "plan",
        Filter("kind", "adjustment"),
        ("adjustment|adjustments|double count|double counts|double counted|reversal|reversals"),
    ),
    (
        "plan",
        Filter("maturity", "0"),
        ("idea|ideas|ideas stage|just an idea|just ideas|idea stage|maturity 0|at idea stage"),
    ),
    ("plan", Filter("maturity", "1"), "sized|maturity 1"),
    (
        "plan",
        Filter("maturity", "2"),
        ("business case|business case stage|maturity 2|at business case|at business case stage"),
    ),
    ("plan", Filter("maturity", "3"), "approved plan|maturity 3|with an approved plan"),
    ("plan", Filter("maturity", "4"), "actions done|maturity 4|actions complete"),
    ("plan", Filter("maturity", "5"), "realised and validated|maturity 5"),
    (
        "plan",
        Filter("rag", "red"),
        (
            ""
            "red|reds|red rated|rated red|flagged red|gone red|in the red|rag red|showing red|turned red|"
            "at red"
        ),
    ),
    (
        "plan",
        Filter("rag", "amber"),
        ("amber|ambers|amber rated|rated amber|gone amber|yellow|rag amber|turned amber"),
    ),
    (
        "plan",
        Filter("rag", "green"),
        "green|greens|green rated|rated green|gone green|rag green|turned green",
    ),
    ("plan", Filter("rag", "amber_red"), "amber red|red amber"),
    ("plan", Filter("rag", "amber_green"), "amber green|green amber"),
    ("plan", Filter("rag", "complete"), "rated complete|complete rated|rated blue|blue rated|blue|blues"),
    (
        "plan",
        Filter("rag", "none"),
        (
            ""
            "unrated|not rated|no rag|no rating|without a rag|without a rating|not been rated|"
            "no rag rating|grey"
        ),
    ),
    (
        "plan",
        Filter("owner", "none"),
        (
            "no owner|without an owner|unowned|ownerless|no named owner|without owners|not owned|unassigned|"
            "no lead|without a lead|"
            "no one owns|nobody owns|no one responsible|no owners|havent got an owner|hasnt got an owner|"
            "dont have an owner|"
            "doesnt have an owner|not got an owner|no lead officer|lacking an owner|no owner named|"
            "missing an owner|with no owner"
        ),
    ),
    (
        "plan",
        Filter("forecast", "none"),
        (
            ""
            "no forecast|not forecast|without a forecast|unforecast|not been forecast|dont have a forecast|"
            "with no forecast"
        ),
    ),
    (
        "plan",
        Filter("amount", "=0"),
        (
            ""
            "nil|zero|nothing in|saving nothing|save nothing|worth nothing|zeros|nils|no saving|no savings|"
            "at zero"
        ),
    ),
    (
        "plan",
        Filter("amount", "none"),
        (
            "blank|blanks|unreadable|no figure|no figures|not known|unknown|missing|missing figures|"
            "missing a figure|no amount|without a figure|"
            "blank cells|empty|without an amount|gaps in the figures|no number|left blank|tbc|not stated"
        ),
    ),
    ("plan", Filter("sign", "negative"), "negative|negatives|minus figures|below zero|below nought"),
)
