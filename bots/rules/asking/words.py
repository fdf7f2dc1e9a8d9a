"""The vocabulary, as data: what each word or phrase says. A word not here, and no name, number or time, is not read.

A phrase may say several things; each is tried. What turns a question round (not, except, versus, …) is a word of its
own class and is either understood where it stands or leaves the question without a reading.
To add a word: put it into the line of what it says. Phrases are parted by "|", apostrophes left out ("whats").
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

from bots.rules.asking.query import Filter
from bots.rules.tokens import set_of
from bots.rules.tokens import words as spoken

Role = Literal[
    "filler",
    "ask",
    "metric",
    "weak",
    "state",
    "filter",
    "rows",
    "marker",
    "order",
    "unit",
    "dim",
    "op",
    "all",
    "change",
    "number",
    "opinion",
]


@dataclass(frozen=True, slots=True)
class Word:
    """What a phrase says: its role, the value, and for a state the filter it may be instead of the metric.

    `many` marks what speaks of several rows. `total` says that a metric's phrase begins or ends with "total",
    `is_extra` that it says "extra" or "additional".
    """

    role: Role
    value: str = ""
    filter: Filter | None = None
    many: bool = False
    count: int = 0  # of years: "over the four years"
    total: Literal["", "first", "last"] = ""
    is_extra: bool = False


FILLER: Final = (
    "the programme|programme total|whole programme|this programme|the whole programme|programme wide|"
    "entire programme|across the programme|for the full year|by year end|"
    "by the year end|at year end|at the year end|by the end of the year|"
    "across the whole programme|be open|be done|"
    "be ready|be complete|kind regards|regards|best wishes|many thanks in advance|"
    "thanks in advance|by savings|by saving|by size|by value|by amount|by savings value|with amounts|"
    "and amounts|with figures|with values|with their amounts|with the amounts|and their amounts|"
    "with amount|column|row totals|do you have|have you got|do we have|have we got|is there|are there|"
    "the paper|in the paper|on the register|register|savings table|in our copy|someone|anyone|somebody|"
    "agenda|in the report|in the savings plan|up for|our copy|all in|budgeted for|"
    "put in the budget for|in the budget for|did we put in the budget for|we put in the budget for|"
    "in the budget|budgeted|in the mtfs|in the mtfp|in the medium term plan|the mtfs|mtfs|mtfp|thing|a|"
    "an|the|of|for|in|on|at|is|are|am|be|been|being|was|were|there|theres|do|does|have|has|had|"
    "having|will|would|shall|"
    "can|could|may|might|must|got|get|gets|getting|i|we|you|it|its|us|me|my|our|ours|they|them|"
    "their|this|that|"
    "these|those|thats|weve|ive|youve|theyve|were going to|going to|to|with|within|across|under|"
    "against the name|"
    "please|pls|plz|ta|thanks|many thanks|thank you|cheers|thx|hi|hello|hey|hiya|morning|"
    "afternoon|good morning|good afternoon|good evening|"
    "go|goes|go to|goes to|so|um|umm|er|erm|uh|hmm|like|just|quick|quickly|"
    "quick question|"
    "quick one|a quick one|"
    "show me|tell me|tell us|give me|give us|get me|send me|let me know|can you|could you|can you tell me|"
    "could you tell me|can you show me|can i have|can i get|could i have|can we have|do you know|"
    "any idea|any ideas|remind me|"
    "i want|i need|id like|i would like|we need|i want to know|i need to know|wondering|im wondering|"
    "i was wondering|"
    "could i ask|can i ask|may i ask|do we know|im after|looking for|im looking for|im trying to find|"
    "find out|"
    "about|regarding|re|around the|our|tracker|bot|programme tracker|figures|figure|number|numbers|"
    "numbers on|data|info|"
    "information|exactly|currently|current|now|right now|at present|at the moment|atm|presently|as it stands|"
    "as things stand|then|here|please can you|team|all|folks|colleagues|dear|asap|urgently|"
    "for the meeting|for the board|for my report|for a report|for the report|whole|entire|overall|"
    "as a whole|both|level|area|areas|bit|side|section|council|councils|what|whats|what is|what are|"
    "what was|which is|which are|whatre|"
    "from|by the|via|through|per the|according to the tracker|on the tracker|in the tracker|"
    "on the system|does anyone know|"
    "anyone know|anybody know|help me|if you can|when you can|when you get a chance|if possible|sorry|"
    "hope youre well|"
    "hope you are well|hope all is well|hope alls well|hope this finds you well|i hope you are well|"
    "i hope youre well|hope youre ok|hope you are ok|hope youre all well|hope you are both well|"
    "happy monday|happy friday|mate|x|xx|lol|btw|fyi|pa|per annum|a year|sheet|spreadsheet|"
    "say|says|said|put|stand|stands|come|comes|coming|come in|comes in|sit|sits|sitting|as|"
    "are we looking at|"
    "looking at|got for|run|running|shown|showing|listed|recorded|held|given|published|reported|"
    "sort of|kind of thing|"
    "named|called|titled|labelled|name of|word|words|know|see|check|confirm|clarify|explain to me|"
    "work out|wise|make up|makes up|making up|account for|accounts for|accounting for|amount to|amounts to|"
    "represent|represents|up to date|end up|ends up|add up to be|u|ur|r|abt|wat|wats|wot|wots|whts|gimme|"
    "lemme|lemme know|"
    "full stop|comma|question mark|exclamation mark|new line|by return|by cop|by eod|by close of play|by lunch|"
    "by lunchtime|before lunch|this afternoon|this morning|for my meeting|for the meeting tomorrow|for later|"
    "for tomorrow|"
    "for a meeting|diolch|cheers all|gd|what does|what do"
)
WELSH: Final = (
    "prynhawn da|bore da|noswaith dda|sut mae|shwmae|"
    "os gwelwch yn dda|plis|diolch yn fawr|hun|love|guv|boss|chief here|"
    "need|quick q|q|again|for my slides|for the slides|for my deck|for the deck|for audit|for the auditors|"
    "for a slide|for a briefing|"
    "largest first|biggest first|highest first|in order|in order of size|in descending order|descending|high to low|"
    "ranked by size|ranked by value"
)
"""Courtesies, and how rows are shown, which is so anyway."""
OPENING: Final = set_of("ok okay right well alright")
"""Fillers before anything is said; further on they are what is asked: "is Digital ok"."""
YIELDING: Final = "in place|be in place|put in place|been put in place|the programme|this programme"
"""Fillers that say nothing unless a word of theirs begins a name: "savings in place" may be Place's."""
WHOLE: Final = tuple(
    f"{lead} {these}{rows}"
    for lead in (
        "across all",
        "over all",
        "from all",
        "for all",
        "in all",
        "across every",
        "from every",
        "for every",
    )
    for these in ("", "the ", "our ", "of the ", "of our ")
    for rows in (
        "directorates",
        "departments",
        "services",
        "service areas",
        "headings",
        "workstreams",
        "lines",
        "savings lines",
        "areas",
        "teams",
        "savings",
        "groups",
        "directorate",
        "department",
        "service",
        "line",
    )
    if (lead.endswith("every")) != (rows.endswith("s") or bool(these))
)
"""Words that say that nothing is left out."""


def _said(*parts: tuple[str, ...]) -> list[str]:
    """Return every way of saying one of each in order; "" is for nothing said there."""
    return [" ".join(word for word in said if word) for said in product(*parts)]


_OWN: Final = ("", "the", "our", "its", "their", "this years")
_AT_EASE: Final = (
    "ok",
    "okay",
    "all right",
    "alright",
    "fine",
    "happy",
    "comfortable",
    "on top",
    "relaxed",
    "worried",
    "concerned",
    "good",
    "in good shape",
    "in trouble",
    "safe",
    "sorted",
    "in a good place",
)
_AT_EASE_ALONE: Final = (
    "ok",
    "okay",
    "all right",
    "alright",
    "in good shape",
    "in trouble",
    "in a good place",
    "going well",
    "going ok",
    "going all right",
    "going badly",
    "struggling",
    "in hand",
    "under control",
)
_ASKED_ABOUT: Final = (
    "ring",
    "call",
    "phone",
    "email",
    "chase",
    "see",
    "ask",
    "speak to",
    "talk to",
    "contact",
    "go to",
    "message",
    "nudge",
    "tap up",
    "speak with",
    "talk with",
)
_PLANNING: Final = (
    "put down",
    "pencil in",
    "pencilled in",
    "assume",
    "assumed",
    "agree",
    "agreed",
    "set aside",
    "commit to",
    "sign up to",
    "signed up to",
    "promise",
    "promised",
    "pledge",
    "pledged",
    "build in",
    "built in",
    "factor in",
    "factored in",
    "budget",
    "put in",
    "plan",
    "plan on",
    "say",
    "said",
    "propose",
    "proposed",
)
_HITTING: Final = (
    "hit",
    "hits",
    "hitting",
    "meet",
    "meets",
    "meeting",
    "make",
    "making",
    "reach",
    "reaching",
    "achieve",
    "achieving",
    "deliver on",
    "land on",
    "come in on",
)
_EXPECTED: Final = (
    "meant",
    "due",
    "supposed",
    "planned",
    "scheduled",
    "expected",
    "set",
    "aiming",
    "hoping",
    "expecting",
    "intended",
    "planning",
    "targeted",
)
_YIELD: Final = (
    "deliver",
    "save",
    "make",
    "bring in",
    "achieve",
    "contribute",
    "generate",
    "yield",
    "release",
    "take out",
    "produce",
    "give",
    "give us",
    "bring",
    "raise",
    "realise",
    "save us",
    "get from",
    "get out of",
)
_YIELDED: Final = (
    "saved",
    "made",
    "taken out",
    "released",
    "achieved",
    "generated",
    "brought in",
    "realised",
    "contributed",
)
_BRINGING: Final = (
    "bringing in",
    "bringing",
    "brings",
    "earn",
    "earns",
    "earning",
    "making",
    "make",
    "makes",
    "giving",
    "gives",
    "netting",
    "nets",
    "saving",
)
_LIKELY: Final = (
    "forecast",
    "projected",
    "forecasting",
    "predicted",
    "on course",
    "likely",
    "on track",
    "now expected",
)
_WATCHES: Final = (
    "looks after",
    "watches",
    "covers",
    "is over",
    "deals with",
    "reviews",
    "monitors",
    "oversees",
    "runs",
    "is responsible for",
    "is in charge of",
    "keeps an eye on",
    "keeps watch on",
    "sees",
    "gets",
    "has oversight of",
    "governs",
    "owns",
    "has",
)
_TAKING: Final = (
    "come",
    "comes",
    "coming",
    "came",
    "take",
    "taking",
    "taken",
    "takes",
    "get",
    "gets",
    "getting",
    "knock",
    "knocked",
    "knocking",
    "shave",
    "shaved",
    "shaving",
    "trim",
    "trimmed",
    "cut",
    "save",
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
            *_said(
                ("what", "whats", "what is", "what all is"),
                ("in", "under", "within", "inside", "included in", "covered by"),
            ),
            *_said(
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
        _said(
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
            _ASKED_ABOUT,
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
    "rationale|what makes",
    "status": "|".join(
        [
            *_said(("are we", "is it", "how"), _AT_EASE, ("with", "on", "about", "for", "over", "of", "")),
            *_AT_EASE_ALONE,
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
    "whats going on|whats going on with|brief me on|briefing|briefing on|health|"
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
            *_said(_HITTING, _OWN, ("target", "targets", "savings target", "numbers")),
        ]
    ),
    "on_plan": "|".join(_said(_HITTING, _OWN, ("plan", "savings plan", "planned savings", "planned saving"))),
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
            *_said(
                ("did we", "did they", "did you", "have we", "had we", "we", "did i", "they"),
                _PLANNING,
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

# Strong metrics: the phrase asks for this figure or thing.
METRIC: Final[dict[str, str]] = {
    "plan": "planned|plan|plans|planned saving|planned savings|planned amount|budgeted saving|"
    "budgeted savings|savings plan|saving plan|savings planned|saving planned|planned to save|"
    "proposed saving|proposed savings|agreed saving|agreed savings|approved saving|"
    "approved savings|savings figure|saving figure|savings proposals|savings proposal|total saving|"
    "total savings|budget reduction|budget reductions|budget saving|budget savings|savings total|"
    "savings totals|planning to save|plan to save|plan on saving|set to save|due to save|"
    "meant to save|supposed to save|expected to save|expecting to save|expect to save|"
    "hoping to save|hope to save|going to save|intend to save|aiming to save|savings value|"
    "value of savings|efficiency savings|savings identified|identified savings|identified|"
    "gross savings|gross saving",
    "target": "got to find|got to save|has to find|supposed to find|to find|expected to find|asked to make|"
    "target|targets|savings target|saving target|savings targets|target saving|target savings|ask|"
    "required|requirement|"
    "savings requirement|needed to save|need to save|have to save|has to save|have to find|"
    "need to find|has to find|"
    "had to find|must save|must find|asked to save|asked to find|tasked with|"
    "tasked with saving|goal",
    "forecast": "|".join([*_said(_LIKELY, ("to",), _YIELD), *_said(_LIKELY, ("to be",), _YIELDED)]) + "|"
    "forecasting|are we forecasting|forecasting to save|forecast|forecasts|forecasted|"
    "forecast saving|forecast savings|savings forecast|"
    "saving forecast|projected saving|"
    "projected savings|forecast to save|likely to save|likely to deliver|projected to save|"
    "expected outturn|forecast outturn|"
    "latest forecast|current forecast|forecast to deliver|on course to save|"
    "on course to deliver|looking like saving|"
    "now expect to save|now expecting to save|likely outturn|predicted|predicted saving|"
    "predicted savings|prediction",
    "delivered": "saved anything|brought anything in|brought in anything|made anything|saved any money|"
    "made any money|"
    "brought in any money|brought in|come through|saved us anything|delivered anything|actuals|"
    "anything actually saved",
    "claimed": "claimed|owner claimed|has the owner claimed|owner says is delivered|claimed saving|"
    "claimed savings|savings claimed|claimed as delivered|"
    "reported as delivered|"
    "claimed by owners|been claimed|claimed so far",
    "shortfall": ""
    "how short|how short is|how far short|how far short is|how far behind plan|how far off plan|"
    "how far behind is|"
    "shortfall|shortfalls|short fall|short|falling short|fall short|gap|savings gap|gap to plan|"
    "behind plan|off plan|"
    "how far off|under delivery|underdelivery|underdelivering|underachievement|"
    "under achievement|missing from plan|"
    "shortfall against plan|shortfall in savings|savings shortfall|miss|missing by|"
    "below plan|slippage in savings|"
    "adrift|off track by|down on plan|shy of plan|non delivery",
    "loss": "loss|losses|lost|permanent loss|permanently lost|lost for good|gone for good",
    "timing": "timing|timing difference|due to timing|delayed savings|savings delayed|saving delayed|"
    "late savings|slipped savings|"
    "savings slippage",
    "over_delivery": "over delivery|overdelivery|over delivered|overdelivered|over achieved|overachieved|"
    "over achievement|"
    "overachievement|exceeded plan|above plan|beat plan|over plan",
    "unidentified": ""
    "hasnt been identified|hasnt been identified yet|has not been identified|havent been identified|"
    "hasnt been found|hasnt been found yet|havent been found|isnt identified|is not identified|"
    "isnt yet identified|without a home|"
    "unidentified|unidentified savings|unidentified saving|not identified|not yet identified|"
    "yet to identify|"
    "yet to be identified|still to be identified|still to identify|to be identified|"
    "still to find|yet to find|"
    "left to find|not been identified|yet to be found|still to be found|without a plan|"
    "no plan behind it|"
    "no plan for|unallocated|balance to find|gap to target|left to identify|"
    "havent found|not found yet|"
    "havent identified|savings gap to target|short of target|short of the target|budget gap",
    "new": "new|new savings|new saving|additional|additional savings|additional saving|extra|"
    "extra savings|newly added|brand new|new in|starting for the first time",
    "increment": "increment|incremental|incremental saving|incremental savings|increments|step up|"
    "incremental change|increase on the year before|change on the year before|change on prior year|"
    "year on year change|yoy change|yoy|increase on prior year|increase on previous year|"
    "change on previous year|on the year before|up on the year before|up on the previous year|"
    "in year increase|add or lose|adds or loses|compared with the year before|"
    "compared to the year before|versus the year before",
    "cash": "over the 2 years|over 2 years|cash over the period|over the period|over the whole period|"
    "over the life|over its life|"
    "cumulative|cumulatively|cumulative savings|"
    "cumulative saving|cumulative total|cumulative cash|cash total|total cash|"
    "over the plan period|over all years|across all years|"
    "across all the years|over all the years|in all years together|all years together|"
    "all the years together|"
    "over the mtfs|across the mtfs|over the mtfp|across the mtfp|across the mtfs period|"
    "over the mtfs period|"
    "over the medium term|sum over the years|added over the years|whole period|"
    "across the period|over the lifetime|"
    "across the whole period|over two years|over three years|over four years|over five years|"
    "over the two years|"
    "over the three years|over the four years|over the five years|across the two years|"
    "across the three years|"
    "across the four years|across the five years|across four years|across three years|"
    "across all four years|"
    "over all four years|across all three years|over all three years|across all five years|"
    "over all five years|"
    "over 3 years|over 4 years|over 5 years|over the 3 years|over the 4 years|over the 5 years|"
    "over the next three years|"
    "over the next four years|four year total|three year total|five year total|4 year total|"
    "3 year total|5 year total|"
    "total over the years|total across the years|aggregate",
    "full_year": "full year value|full year effect|fye|full year|full year saving|full year savings|"
    "in a full year|fyv|"
    "full year impact|annualised|run rate|annual run rate|full year figure",
    "net": "net saving|net savings|net of investment|net of costs|net of cost|savings net|saving net|"
    "net benefit|payback|"
    "payback period|pay back|pays back|pay for itself",
    "investment": ""
    "investment needed|investment required|need to invest|have to invest|investment|investments|invest|"
    "invest to save|upfront cost|upfront costs|implementation cost|"
    "implementation costs|"
    "cost to deliver|cost to achieve|cost of delivery|one off cost|one off costs|"
    "one off investment",
    "pressure": "pressure|pressures|budget pressure|budget pressures|growth|growth items|cost pressures|"
    "cost pressure|growth bids|deferral|deferrals|deferred saving|deferred savings",
    "provision": ""
    "provision|suggested provision|contingency|suggested contingency|how much should we provide|"
    "provision for non delivery",
    "range": "range|p10|p50|p90|p20|best case|worst case|likely range|confidence interval|range of outcomes|"
    "plausible range",
    "stated": "ceiling|a ceiling|a plan|ceiling or plan|ceiling or a plan|a ceiling or a plan|"
    "plan or ceiling|a plan or a ceiling|plan or a ceiling|is that a plan or a ceiling|target or ceiling|"
    "a target or a ceiling|target or a ceiling|ceiling or target|a ceiling or a target|"
    "ceiling or planned amount|a ceiling or a planned amount|ceiling or a planned amount|"
    "planned amount or a ceiling|planned amount or ceiling|is that in the plan|is it in the plan|"
    "is that a ceiling|is it a ceiling|quantified benefit|benefit|benefits",
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
    "slipped": "on time|to time|when it should have|when it was meant to|to timetable|"
    "move later|moving later|moves later|go later|how far behind|how many days late|"
    "how many days has|how many days have|how long delayed|"
    "days has|slipped|slip|slips|slipping|slippage|slippages|moved later|moved back|pushed back|"
    "put back|"
    "pushed out|delayed|delay|delays|"
    "running late|late|slid|been delayed|gone back|moved to the right|moved right|drifted|"
    "drift|postponed|deferred|"
    "behind schedule|days late|how late|slipped by|moved|rescheduled",
    "next": "next|the next",
    "due": "due|due next|next due|coming up|upcoming|next milestone|next milestones|whats next|"
    "what is next|next deadline|deadlines|"
    "deadline|falling due|fall due|on the horizon|due soon|what next|next up|due date|"
    "scheduled|due by|due to be done",
    "overdue": "overdue|past due|past its date|past their date|missed|missed deadlines|missed milestones|"
    "passed their date|"
    "should have happened|should be done by now|outstanding milestones|late milestones|"
    "past deadline|over due",
    "milestones": "milestones|milestone|key dates|timeline|timelines|milestone plan",
    "decision": "decision details",
    "needed_by": "needed by|needed|wanted by|required by",
    "decided_on": "decided|made|decision date|date of decision|been made",
    "waiting": "decisions still to be made|decisions are still to be made|decisions to be made|"
    "decisions yet to be made|decisions are yet to be made|still to be decided|yet to be decided|"
    "decisions not yet made|waiting|waiting for a decision|waiting on a decision|awaiting a decision|"
    "awaiting decision|"
    "awaiting decisions|awaiting|"
    "waiting for decision|needs a decision|need a decision|needing a decision|pending|"
    "pending decision|pending a decision|"
    "decision needed|decisions needed|decisions outstanding|outstanding decisions|held up|"
    "stuck|waiting on|waiting for|"
    "decisions awaited|to be decided|decisions required|decision required|decisions pending|"
    "undecided|blocked|"
    "awaiting approval|waiting for approval|needs approval|pending approval|held back",
    "decisions": ""
    "decisions|decision|decided|decide|decisions made|been decided|decisions taken|decision log|"
    "agreed decisions|"
    "what did the board decide",
    "decider": "who decides|decision maker|decision makers|decisionmaker|who makes the decision|"
    "who takes the decision|who takes the decisions|who is deciding|whos deciding|who is deciding on|"
    "whos deciding on|who makes the decisions|who takes decisions on|who makes decisions on|who signs off|"
    "who approves|"
    "who has to approve|who has the final say|whose decision|final say|sign off|signs off|"
    "who can approve|who decides on|"
    "who has authority|who makes decisions|who needs to approve|who needs to sign off|"
    "who takes decisions|approver",
    "board": "|".join(_said(("which", "what"), ("board", "committee", "panel", "group"), _WATCHES)) + "|"
    "which board does it go to|go to which board|which board|what board|board|overseen|overseen by|"
    "oversees|who oversees|oversight|"
    "overseeing board|governed by|"
    "which board oversees|reports to|report to|which board does|governance|who governs|"
    "whos overseeing|monitored by|steering group",
    "meeting": "next meeting|next meet|meet|meets|meeting|meetings|board date|next board|next board meeting|"
    "last meeting|last meet",
    "boards": "boards|governance boards|board list",
    "risks": "score|scores|scored|how does it score|risk scores|risks|risk|risk register|top risks|"
    "key risks|main risks|biggest risks|risk log|risks on|"
    "open risks|threats|risks to",
    "alerts": "alerts|alert|open alerts|warnings|notifications|alerts open",
    "actions": "actions|action|open actions|action log|actions outstanding|outstanding actions|to do|to dos",
    "overdue_actions": "overdue actions|actions overdue|late actions|actions past due",
    "findings": "findings|finding|recommendations|recommendation|review findings|lga findings|"
    "review recommendations|peer review|"
    "concerns|suggested actions|lga review",
    "budget": "funding available|available funding|funding is available|"
    "total budget|total budgets|budget|budgets|current budget|revenue budget|"
    "controllable budget|the budget|budget for",
    "gross_budget": ""
    "gross budget|gross|gross expenditure|gross expenditure budget|gross spend|expenditure budget",
    "budget_basis": "budget gross or net|the budget gross or net|current budget gross or net|gross or net|"
    "net or gross|gross or is it net|net or is it gross|gross or net budget|"
    "gross or is that net|net or is that gross",
    "net_budget": "after income|is that after income|is it after income|after its income|net of income|"
    "net budget|net|net revenue budget|net expenditure|net expenditure budget",
    "income_budget": "income budget|budgeted income|income budgets",
    "projection": "projection|projections|projected|outturn|projected outturn|full year projection|"
    "forecast spend|projected spend|projected to spend|projected to cost|forecast to spend|forecast to cost|"
    "expected to spend|expected to cost|likely to spend|heading for|"
    "projection for the year|projected for the year|outturn for the year|spend for the year|"
    "year end position|year end projection|spend forecast",
    "variance": "how bad is|how bad are|the damage on|what is the damage on|whats the damage on|"
    "variance|variances|in year variance|variance in year|over or under|budget variance|"
    "over or under budget|overspend or underspend|underspend or overspend|overspent or underspent|"
    "overspending or underspending|adverse or favourable|favourable or adverse|over and underspends|"
    "overspends and underspends",
    "overspend": "overspend|overspending|overspent|over spend|over spent|overspends|over budget|how far over|"
    "how far over is|how far over are|how much over|how much over is|how far over budget|"
    "how far over budget is|over spending|deficit|deficits|in year deficit|deficit in year|"
    "in year overspend|overspend in year|adverse|adverse variance|adverse variances|in deficit|"
    "forecast overspend|projected overspend",
    "on_budget": "on budget|break even|breaking even|in line with budget|exactly on budget",
    "underspend": "underspend|underspending|underspent|under spend|under spent|underspends|under budget|"
    "how far under|how far under is|how much under|how far under budget|under spending|in year underspend|"
    "underspend in year|favourable|favourable variance|favourable variances|in year surplus|"
    "surplus in year|in surplus|forecast underspend|projected underspend",
    "movement": "from last month|since last month|from last period|since last period|on last month|"
    "on last period|"
    "from the last period|since the last period|from the previous period|from the month before|movement|"
    "movements|moved by|movement since last month|movement from last month|"
    "moved since last month|"
    "change from last month|change since last month|movement from last period|"
    "movement since last period|moved from last month|"
    "movement from month 4",
    "spend": "spend to date|spent to date|actual spend|actual spend to date|spending to date|"
    "spent so far|spend so far|expenditure to date",
    "balance": "cumulative balance|cumulative deficit|cumulative surplus|accumulated deficit|"
    "accumulated balance",
    "driver_volume": "passengers|passenger numbers|number of passengers",
    "driver_days": "placement days|how many days|number of days|budgeted days|days in the budget",
    "driver_weeks": "placement weeks|how many weeks|number of weeks",
    "driver_per_day": "cost per day|daily cost|cost a day|average daily cost|cost of a day",
    "driver_per_week": "cost per week|weekly cost|cost a week|average weekly cost|average cost per week|"
    "weekly spend per placement|cost of a week",
    "driver_unit_cost": "cost per passenger|costs per passenger|cost of each passenger|"
    "average cost per passenger",
    "driver_cost": "cost|costs|total cost|total costs",
    "direction": "direction|direction of travel|trend|trending|which way|arrow|improving|getting worse|"
    "worsening|getting better|deteriorating",
    "causes": "cause|causes|caused|behind|reasons behind|reason behind|the reasons behind|whats behind|"
    "what is behind|what lies behind|what caused|what has caused|caused by|causing|whats causing|"
    "what is causing|whats driving|what is driving|"
    "drivers|cost drivers|driver|driving|"
    "adding to the overspend|adding to the deficit|contributing to the overspend|"
    "contributing to the deficit|adds to the overspend|adds to the deficit|add to the overspend|"
    "contribute to the overspend|contributes to the overspend|"
    "reasons for the overspend|made up of|what makes up|main causes",
    "not_itemised": "not itemised|unitemised|not itemized|unexplained|not explained|not accounted for|"
    "unaccounted for|"
    "not broken down|isnt itemised|not been itemised|left unexplained|isnt explained|is not explained|"
    "isnt explained by the listed pressures|isnt explained by the listed causes|"
    "not explained by the listed pressures|not explained by the listed causes|isnt explained by the causes|"
    "not explained by the causes|isnt explained by the pressures|no cause explains|has no stated cause",
    "budget_line": "monitoring table|budget monitoring table|budget monitoring|monitoring report|"
    "budget line|budget lines|cost centre|cost centres",
    "indicator": "indicator|indicators|kpi|kpis|performance|performance indicator|performance indicators|"
    "measure|measures|metrics|metric|pi|pis",
    "indicator_peak": "peak|peaks|peaked|at its peak|at their peak|highest ever|the peak|at its highest|"
    "at their highest|record high|high point|peak number of|peak figure",
    "indicator_target": "target average|average target|target rate|"
    "indicators against target|indicator against target|kpis against target|"
    "performance against target|"
    "hitting target|meeting target|missing target|on target|off target|"
    "target for the indicator|below target|above target",
    "casts": "add up to the printed total|adds up to the printed total|sum up to the printed total|"
    "come to the printed total|comes to the printed total|agree to the printed total|"
    "agree with the printed total|equal the printed total|match the printed total|matches the printed total|"
    "agree with its lines|agree with the lines|agrees with its lines|agree to its lines|"
    "match the sum|match the lines|agree with its rows|match its lines|equal the sum of its lines|"
    "agree with the rows|cast|casts|casting|add up|adds up|adding up|reconcile|reconciles|"
    "reconciled|sum correctly|"
    "tally|tallies|balance|balances|"
    "tie up|ties up|ties back|tie back|foot|foots|agree to the total|agrees to the total|"
    "sum to the total|match the total|matches the total|"
    "total add up|arithmetic|maths|sums right|match its rows|adds to the total|"
    "sum to the printed total",
    "blank_cells": "cells are blank|blank cells|cells blank|cells are unreadable|unreadable cells|"
    "cells we cant read|cells cant be read|cells cannot be read|cells are missing|missing cells|"
    "cells are empty|empty cells|cells left blank|cells are left blank|cells that are blank|"
    "figures cant be read|figures we cant read|figures are unreadable|figures cannot be read|"
    "figures are blank|figures that cant be read",
    "unreadable": "cant we read|we cant read|cant be read|cannot be read|can we not read|cant read|"
    "cannot read|not readable|isnt readable|is not readable|is unreadable|missing from our copy|"
    "not in our copy|lost in our copy|unreadable in our copy|not in our rows",
    "readable": "readable rows|against readable rows|against its readable rows|against the readable rows|"
    "against the rows we can read|readable|fully readable|all readable|readable in full|legible|"
    "fully legible|complete in our copy|rows we can read|can we read|do we have all of|in our rows|"
    "against its rows|against the rows",
    "printed_total": "printed target|"
    "does the sheet give|sheet give|sheet gives|sheet show|sheet shows|does the sheet show|"
    "does the spreadsheet give|does the spreadsheet show|paper print|paper prints|the paper print|"
    "the paper prints|paper says|print|printed total|total printed|published total|total published|"
    "stated total|total stated|"
    "total in the paper|papers total|"
    "total row|printed totals|total as printed|total as published|published figure|"
    "printed figure|reported total|"
    "total line|headline total|quoted total|total quoted|total given|total shown|"
    "total per the paper|sheet total|"
    "total in the sheet|total on the sheet|total according to the paper",
    "sources": "two forecasts agree|papers two forecasts agree|two forecasts disagree|two forecasts|"
    "forecasts agree|forecasts disagree|papers agree|papers disagree|do the papers agree|sources agree|"
    "two sources agree|figures agree|two figures agree|figures disagree|which is right|"
    "which one is right|which figure is right|which is correct|which figure is correct|"
    "which number is right|which one is correct|by workstream and by budget area|"
    "by workstream and budget area|sources disagree|disagree|conflict|conflicts|conflicting|inconsistent|"
    "inconsistency|"
    "inconsistencies|discrepancy|"
    "discrepancies|two sources|rival forecasts|different figures|contradict|contradicts|"
    "differing|contradictory|mismatch",
    "printed_figure": "still to deliver|left to deliver|savings still to deliver|still to be delivered|"
    "yet to deliver|yet to be delivered|as printed in the paper|figure as printed",
    "proposals": "further proposals|further proposal|proposals|proposal|additional proposals|new proposals",
    "source": "source|which paper|what paper|which document|what document|where does it come from|"
    "where is this from|source document|"
    "where did this come from|provenance|which report",
    "changes": "changed|changes|change|whats changed|what has changed|what changed|whats new|what is new|"
    "different|happened|"
    "has happened|whats happened|altered|whats different|been updated|anything new",
}

WEAK: Final = "|".join(
    [
        *_said(_EXPECTED, ("to",), _YIELD),
        *_said(_EXPECTED, ("to be",), _YIELDED),
        *_said(_TAKING, ("off", "off of")),
        *_said(_BRINGING, ("", "us", "in us", "in for us", "from")),
    ]
) + (
    "|down for|is down for|penciled in|pencilled in|pencilled in for|put down for|in for|set down for|"
    "signed up to|signed up for|meant to bring in|meant to deliver|due to deliver|supposed to deliver|"
    "meant to make|supposed to bring in|bringing in|bring in|brings in|contribute|contributes|"
    "contributing|contribution|contribution of|yield|yields|generate|generates|generating|bring|brings|"
    "release|releases|taking out|take out|taken out|takes out|cut|cuts|cutting|reduction|reductions|"
    "stripping out|coming out|coming out of|book|booked|"
    "saving|savings|save|saves|efficiencies|efficiency|mtfs savings|mtfp savings|transformation savings|"
    "savings programme|savings plans|reductions in budget|cashable|worth of savings|"
    "value of the saving|value of the savings|"
    "saving worth|saving us|saving us in|deliver|delivers|delivering|we saving|be saved|saving in|make|"
    "makes|is saved|are saved|"
    "would be saved|will be saved|to be saved"
)

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

OPS: Final[dict[str, str]] = {
    "not": "not|isnt|arent|wasnt|werent|havent been|hasnt been|not been|have not been|has not been|"
    "arent being|non|not yet|yet to be|never|"
    "is not|are not|aint|not yet been|havent yet been|hasnt yet been|havent|hasnt|didnt|wont be|"
    "not got|hasnt yet|havent yet|"
    "doesnt|dont|do not|does not|neither",
    "no": "no|without|without a|without any|lacking|lack|lacks|missing a|with no|havent got a|"
    "hasnt got a|dont have a|doesnt have a|"
    "has no|have no|no named|without an|lacking a|lacking an|dont have an|doesnt have an|"
    "without any|not got a|not got an|dont have any|missing an",
    "except": "if you leave out|if we leave out|leaving aside|if you take out|if we take out|without counting|"
    "if you ignore|except|except for|excluding|excl|ex|exclude|other than|apart from|bar|but not|ignoring|"
    "leaving out|leave out|aside from|with the exception of|"
    "not including|not counting|minus|less|take away|without|excepting|discounting|but excluding|"
    "outside|outside of|"
    "net of|not in|if we exclude|if you exclude|setting aside|and not|rather than|barring|"
    "everything but|all but|anything but|but without|disregarding|omitting",
    "and": "and|plus|+|as well as|along with|together with|with|added to|and also|combined with|and the|"
    "alongside|n|nd|including",
    "or": "or|and or",
    "against": "against",
    "vs": "vs|versus|v|compared to|compared with|compare to|compare with|compares to|"
    "compares with|relative to|measured against|as against|"
    "set against|stack up against|in comparison to|in comparison with|vs the|up against|"
    "opposed to|as opposed to|verses",
    "minus": "minus|take away|subtract|deduct",
    "since": "since|after|since the|since our",
    "met": "last met|met|last meeting|last sat|last board",
    "less": "less|net of",
    "than": "than|than the|than in",
    "by": "by|per|by each|for each|for every|split by|broken down by|grouped by|breakdown by|"
    "break down by|according to|across each|in each|of each|analysed by|"
    "by which|each|every",
    "over": "top|tops|topping|over|more than|above|greater than|bigger than|larger than|exceeding|exceeds|"
    "in excess of|"
    "higher than|worth more than|worth over|"
    "saving more than|saving over|north of|>|of more than|of over|that save more than|"
    "of at least over|better than|upwards of",
    "at_least": "at least|minimum of|no less than|not less than|or more than|> =|a minimum of|from at least|"
    "greater than or equal to",
    "under": "under|less than|below|smaller than|lower than|worth less than|worth under|saving less than|"
    "saving under|<|of less than|"
    "fewer than|of under|south of|beneath",
    "at_most": "at most|maximum of|no more than|not more than|up to|< =|less than or equal to|a maximum of",
    "plus_up": "or more|or above|and above|and over|or over|plus and above|or higher|and up|or greater",
    "plus_down": "or less|or below|or under|and under|and below|or fewer|or lower",
    "all_of": "both|both the|both of the|all|all the|all of the|all our|every|each of the|all those|all these",
    "only": "only|just the|only the|solely|purely|just those|only those|exclusively",
    "on_top": "on top of|over and above|beyond",
    "between": "between|in between",
    "whole": "the programme|this programme|the whole programme|whole programme|the entire programme|entire programme|"
    "the programme as a whole|our programme|programme as a whole",
    "followup": "just|just in|just for|only in|only for|"
    "what about just|what about|how about|and what about|and how about|and for|and in|same for|same again for|"
    "the same for|now|and|ok and|"
    "and the|also|now for|repeat for|do the same for|same but|same but for|"
    "same question for|try|and then|how about for|what about for|but|but for|and now|"
    "instead",
}

WRITES: Final = set_of(
    "set change update move mark make delete remove add create approve reforecast rebaseline revise "
    "validate claim "
    "close reopen assign rename edit record put push delay bring cancel reject increase reduce raise "
    "lower replace "
    "withdraw enter log correct amend adjust turn unset archive flag switch reassign slip sign save "
    "upload submit "
    "publish book undo send email notify"
)
"""Words a question that asks for a change begins with. It is refused only where it has no reading."""

CHANGED: Final = (
    "changed|whats changed|what changed|what has changed|has changed|have changed|gone up|gone down|went up|"
    "went down|"
    "risen|fallen|grown|gone up or down|different|whats different"
)
"""What tells a change only where the two years are said; else these ask for what changed."""

CHANGE: Final = (
    "go up or down|goes up or down|rise or fall|rises or falls|differ by|differs by|go up by or down by|"
    "increasing|decreasing|growing|falling|dropping|"
    "drop by|drops by|fall by|falls by|rise by|rises by|increase by|increases by|go up by|goes up by|"
    "go down by|goes down by|grow by|grows by|change by|changes by|rise|change|changes|increase|"
    "increases|grow|grows|growth|rise|rises|rising|go up|goes up|gone up|up by|"
    "move|moves|jump|jumps|uplift|"
    "change between|increase between|fall|falls|drop|drops|decrease|go down|goes down|reduce|"
    "difference|step|swing|movement|step up"
)

NUMBERS: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "couple": 2,
}

MANY_SAVINGS: Final = ("savings", "efficiencies", "cuts", "reductions")


OPINIONS: Final = (
    "worth it|worth doing|worth having|worth the effort|worth the bother|worth our while|any good|"
    "a good idea|good value|"
    "good enough|the right thing|a waste of money|net total|gross total|total net|total gross|"
    "by the end of the plan|by the end of the mtfs|by the end of the mtfp|by the end of the programme|"
    "by the end of the period|by the end of it|at the end of the plan|at the end of the mtfs|at the end of the period"
)
"""What is an opinion, or means more than one thing: nothing is held of it, and none of its words is read otherwise."""
HAPPENING: Final = set_of("happen happens happening occur occurs")
"""Verbs that say nothing where "when" is asked, and are not read elsewhere."""
OPINION: Final = Word("opinion")
YIELDS: Final = Word("filler", "yields")


def _counted(phrase: str) -> int:
    """Return the number a phrase names, 0 for none."""
    said = (int(word) if word.isdigit() else NUMBERS.get(word, 0) for word in phrase.split())
    return next((number for number in said if number), 0)


def _total_in(phrase: str) -> Literal["", "first", "last"]:
    """Return where a phrase says "total": "total savings", "savings total"."""
    words = phrase.split()
    return "first" if words[0] == "total" else "last" if words[-1] in ("total", "totals") else ""


def _table() -> dict[tuple[str, ...], tuple[Word, ...]]:
    table: dict[tuple[str, ...], list[Word]] = {}

    def enter(phrases: str, word: Word) -> None:
        for phrase in phrases.split("|"):
            entered = table.setdefault(spoken(phrase), [])
            if word not in entered:
                entered.append(word)

    enter(FILLER, Word("filler"))
    enter(YIELDING, YIELDS)
    enter(OPINIONS, OPINION)
    enter("|".join(WHOLE), Word("filler"))
    enter(WELSH, Word("filler"))
    for ask, phrases in ASK.items():
        enter(phrases, Word("ask", ask))
    for metric, phrases in METRIC.items():
        for phrase in phrases.split("|"):
            is_extra = metric == "new" and phrase.startswith(("extra", "additional"))
            counted = _counted(phrase) if metric == "cash" else 0
            total = _total_in(phrase) if metric == "plan" else ""
            enter(phrase, Word("metric", metric, count=counted, total=total, is_extra=is_extra))
    for phrase in WEAK.split("|"):
        enter(phrase, Word("weak", "plan", many=phrase.endswith(MANY_SAVINGS)))
    for metric, found, phrases in STATE:
        enter(phrases, Word("state", metric, found))
    for rows, (one, many) in ROWS.items():
        enter(one, Word("rows", rows))
        enter(many, Word("rows", rows, many=True))
    for kind, phrases in MARKERS.items():
        enter(phrases, Word("marker", kind))
    for order, phrases in ORDER.items():
        for phrase in phrases.split("|"):
            enter(
                phrase,
                Word("order", order, many=phrase.endswith(("hitters", "lifters", "items", "contributors"))),
            )
    for unit, phrases in UNITS.items():
        enter(phrases, Word("unit", unit))
    for dimension, phrases in DIMENSIONS.items():
        enter(phrases, Word("dim", dimension))
    for op, phrases in OPS.items():
        enter(phrases, Word("op", op))
    enter(CHANGE, Word("change", "change"))
    enter(CHANGED, Word("change", "changed"))
    return {phrase: tuple(entered) for phrase, entered in table.items()}


PHRASES: Final = _table()
LONGEST_PHRASE: Final = max(len(phrase) for phrase in PHRASES)
RESERVED: Final = frozenset(word for phrase in PHRASES for word in phrase)
