"""Words that turn, join or compare what stands beside them; words of change, of writing and numbers."""

from __future__ import annotations

from typing import Final

from bots.rules.tokens import set_of

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

ADDING: Final = frozenset(("plus", "+", "as well as", "along with", "together with", "added to"))
"""Words of "and" that add to what was asked before, where a question begins with them."""
