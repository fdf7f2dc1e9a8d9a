"""Words that say nothing by themselves, those that do so only where they stand, and those that are not read at all."""

from __future__ import annotations

from typing import Final

from bots.rules.tokens import set_of

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
    "can|could|may|might|must|got|get|gets|getting|i|we|you|it|its|us|me|our|ours|they|them|"
    "this|that|"
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

OPINIONS: Final = (
    "most likely to|least likely to|more likely to|less likely to|still to do|still to come|left to do|to come|"
    "worth it|worth doing|worth having|worth the effort|worth the bother|worth our while|any good|"
    "a good idea|good value|"
    "good enough|the right thing|a waste of money|net total|gross total|total net|total gross|"
    "by the end of the plan|by the end of the mtfs|by the end of the mtfp|by the end of the programme|"
    "by the end of the period|by the end of it|at the end of the plan|at the end of the mtfs|at the end of the period"
)
"""What is an opinion, or means more than one thing: nothing is held of it, and none of its words is read otherwise."""

HAPPENING: Final = set_of("happen happens happening occur occurs")
"""Verbs that say nothing where "when" is asked, and are not read elsewhere."""
