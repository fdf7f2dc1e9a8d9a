"""What is to be done: words that ask for a list, a count, a share, a reason, a date, a person."""

from __future__ import annotations

from typing import Final

from bots.rules.asking.vocabulary.composed import (
    ASKED_ABOUT,
    AT_EASE,
    AT_EASE_ALONE,
    HITTING,
    OWN,
    PLANNING,
    ways_of,
)

# What is to be done.
ASK: Final[dict[str, str]] = {
    "help": "help|commands|what can you do|what can i ask|what can i ask you|how do i use this|"
    "how does this work|"
    "what do you do|what can you tell me|options|menu|who are you|what are you",
    "how_much": "and by how much|and how much|and how much more|by how much|how much|much|amount|value|"
    "total|totals|grand total|overall total|"
    "whats the total|worth|how big|size|quantum|how large|what amount|total value|how much money|"
    "altogether how much|total amount|money|cash amount|quid|pounds and pence|subtotal|sub total",
    "contents": "|".join(
        [
            *ways_of(
                ("what", "whats", "what is", "what all is"),
                ("in", "under", "within", "inside", "included in", "covered by"),
            ),
            *ways_of(
                ("what",),
                (
                    "makes up",
                    "sits under",
                    "sits in",
                    "comes under",
                    "falls under",
                    "goes into",
                    "is made up of",
                ),
            ),
            *(
                "includes",
                "include",
                "consist of",
                "consists of",
                "contain",
                "contains",
                "comprise",
                "comprises",
            ),
        ]
    ),
    "summed": "altogether|in total|all told|all in all|pull together|put together|lump together|total of|"
    "the total of|sum|combined|combined total|in all|sum total|together|sum of|"
    "the sum of|add up to|adds up to|sum to|sums to|added up|added together|adding up|come to|comes to|"
    "came to|come to together|come to altogether",
    "count": "how many|many|number of|the number of|count|count of|no of|nr of|total number of|"
    "how many different",
    "list": "everything|list|lists|listing|which|show|show all|list all|list of|a list of|which of|name the|"
    "what other|see all|any|anything|"
    "everything thats|whatever is|all the|all of the|every|what are all|which ones|which one|"
    "what ones|list out|"
    "set out|run through|enumerate|itemise|pull up|bring up|show us|display|detail all",
    "any": "any|anything|are there any|is there any|is there anything|is anything|are any|do any|have any|"
    "has any|does any",
    "who": "who|whos|who is|who are|whose|whom|who has|who owns|whos got|whos on|who does|who have we got",
    "owner_who": "|".join(
        ways_of(
            (
                "who do i",
                "who do we",
                "who should i",
                "who should we",
                "who can i",
                "who would i",
                "who to",
                "who am i to",
            ),
            ASKED_ABOUT,
            ("", "about", "for", "on", "regarding"),
        )
    )
    + "|who owns|who leads|whos leading|whos the lead|whos responsible|whos responsible for|"
    "who is responsible for|"
    "who is responsible|who is accountable|whos accountable|who is leading|who runs|"
    "whos running|whos got|who has got|"
    "on the hook|on the hook for|whos looking after|who looks after|who is the owner|"
    "who manages|whos managing|"
    "who is in charge|whos in charge|who is in charge of|whos in charge of|"
    "who do i speak to|who do i talk to|"
    "who should i speak to|who do i ask|whos doing|who is doing|who has|whos on point|"
    "whos delivering|who is delivering|"
    "whos accountable for|who is accountable for|who has responsibility for|"
    "who do i contact|who to contact|whos holding",
    "when": "by when|when by|by what date|by which date|until when|till when|when|when should|whens|when is|"
    "when will|when does|when did|what date|which date|on what date|"
    "how soon|"
    "what day",
    "why": "why|whys|why is|why are|how come|reason|reasons|reason for|the reason|what is the reason|"
    "explain|explain why|"
    "explanation|for what reason|what explains|whats behind|what is behind|why has|why did|"
    "rationale|what makes|what made|whats making|what is making|whats turning|what is turning|whats keeping|"
    "what is keeping|what turned|what keeps",
    "status": "|".join(
        [
            *ways_of(("are we", "is it", "how"), AT_EASE, ("with", "on", "about", "for", "over", "of", "")),
            *AT_EASE_ALONE,
        ]
    )
    + "|how has|looking|how is it looking|how are we looking|how are things looking|looking like|status|"
    "update|update on|updates|latest|latest on|the latest|latest position|state of play|"
    "how is|hows|how are|doing|"
    "going|getting on|how are things|progress|progress on|progressing|where are we|"
    "where are we with|where are we on|"
    "where is|wheres|how goes|position|summary|summary of|overview|overview of|headline|"
    "headlines|in a sentence|"
    "in one sentence|in one line|how is it going|how is that going|whats happening|"
    "whats happening with|what is happening|"
    "whats going on|whats going on with|brief me on|briefing|briefing on|health check|"
    "where do we stand|where do we stand on|"
    "what is the story|whats the story|one liner|one line on|a line on|a line or two on|one line about|"
    "a sentence on|a sentence about|one sentence on|a quick line on|where are we up to|where are we up to with|"
    "where are we up to on|where have we got to|where have we got to with|how far have we got|"
    "how far have we got with|how far along is|how far along are we|how far along are we with|"
    "shape are we in|how have we|how did",
    "look_up": "details|detail|details of|details on|detail on|tell me about|what do we know|"
    "what do we know about|everything on|everything about|all about|look up|lookup|find|"
    "info on|information on|"
    "full details|more on|more about|describe|description|description of|"
    "what have we got on|what have we got|the full picture|entry for|entry",
    "on_target": "|".join(
        [
            "on target",
            "going to make it",
            *ways_of(HITTING, OWN, ("target", "targets", "savings target", "numbers")),
        ]
    ),
    "on_plan": "|".join(ways_of(HITTING, OWN, ("plan", "savings plan", "planned savings", "planned saving"))),
    "unvalidated": "claimed and still unvalidated|claimed and still not validated|claimed and unvalidated|"
    "claimed but still not validated|claimed yet not validated|claimed but still unvalidated|"
    "claimed but not validated|claimed but not yet validated|claimed and not validated|"
    "claimed and not yet validated|claimed not validated|claimed but unvalidated|claimed but not signed off|"
    "claimed but not yet signed off|claimed but not verified|claimed but not confirmed|"
    "claimed but hasnt been validated|claimed but still to be validated|claimed but not agreed by finance|"
    "unvalidated|not yet validated claims",
    "sum_up": "add up|add together|add|tot up|totalling|total up|sum up",
    "share": "share|percentage|percent|%|per cent|proportion|fraction|pct|what share|what percentage|"
    "what proportion|"
    "as a share|as a percentage|as a proportion|as a percent|as a %|% of|share of|"
    "percentage of|proportion of|"
    "as a % of|as a percentage of|as a share of|as a proportion of|what fraction of|"
    "contribution to the total",
    "compare": "compare|compares|comparison|comparing|difference|difference between|the difference|"
    "gap between|variance between|differ|"
    "differs|how does|how do|stack up|side by side|contrast",
    "gap": "gap|variance|swing|the gap|the swing",
    "extra": "extra|additional|extra in total|additional in total",
    "more": "worth more|saving more|"
    "more|bigger|larger|higher|greater|how much more|how much bigger|how much larger|how much higher",
    "less": "less|smaller|lower|fewer|how much less|how much smaller|how much lower",
    "split": "breakdown|break down|broken down|split|split down|split out|split up|analysed|analysis|"
    "itemised by|grouped|sliced|spread|"
    "breakdown of|a breakdown of|break down of|carved up|made up",
    "did": "did|do we have to show",
    "to_date": "so far|to date|already|until now|up to now|by now|as of today|thus far|year to date|ytd|"
    "in year to date|so far this year",
    "planned": "|".join(
        [
            *ways_of(
                ("did we", "did they", "did you", "have we", "had we", "we", "did i", "they"),
                PLANNING,
                ("", "for"),
            ),
            *(
                "put down for",
                "pencil in for",
                "pencilled in for",
                "set aside for",
                "sign up to",
            ),
        ]
    ),
    "soft": "still|yet|today",
    "profile": "four year profile|three year profile|five year profile|4 year profile|3 year profile|"
    "5 year profile|multi year profile|year profile|profile|profile of|profiled|phased|phasing|"
    "year by year|over the years|by year|each year|"
    "across the years|yearly profile|"
    "trajectory|every year|all years|per year|for each year|in each year|for every year|"
    "by financial year|annual profile|over time",
}
