"""Words for the money of savings lines."""

from __future__ import annotations

from typing import Final

from bots.rules.asking.vocabulary.composed import BRINGING, EXPECTED, LIKELY, TAKING, YIELD, YIELDED, ways_of

# Strong metrics: the phrase asks for this figure or thing.
MONEY_WORDS: Final[dict[str, str]] = {
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
    "forecast": "|".join([*ways_of(LIKELY, ("to",), YIELD), *ways_of(LIKELY, ("to be",), YIELDED)]) + "|"
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
}

WEAK: Final = "|".join(
    [
        *ways_of(EXPECTED, ("to",), YIELD),
        *ways_of(EXPECTED, ("to be",), YIELDED),
        *ways_of(TAKING, ("off", "off of")),
        *ways_of(BRINGING, ("", "us", "in us", "in for us", "from")),
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

MANY_SAVINGS: Final = ("savings", "efficiencies", "cuts", "reductions")
