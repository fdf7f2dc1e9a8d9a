"""The words councils put over columns and beside rows, and what they mean here.

Patterns are looked for in plain text (`text.plain`) with years and units taken out. No council's own words are
here: a name of a service or a programme never decides anything.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from savings.rules.sheets.reading import Role
from savings.rules.sheets.text import plain


class Series(IntEnum):
    """Which of a year's columns a heading names; where a year has several, the plan is taken."""

    PLAN = 1
    SAVING = 2
    BARE = 3
    BUDGET = 4
    NET = 5
    REVISED = 6
    GROSS = 7
    FORECAST = 8
    ACTUAL = 9
    COST = 10
    PRESSURE = 11
    PART = 12


SERIES_ROLES = {
    Series.GROSS: Role.GROSS,
    Series.FORECAST: Role.FORECAST,
    Series.ACTUAL: Role.ACTUAL,
    Series.COST: Role.COST,
    Series.PRESSURE: Role.PRESSURE,
    Series.PART: Role.PART,
}

_NUMBER = r"(?: ?(?:no|num|number|nr|code|id)\b\.?)?"
_ROLES: tuple[tuple[Role, str], ...] = (
    (Role.OWNER_EMAIL, r"e-?mail"),
    (Role.PART, r"\bful+[- ]year (?:effect|impact|value|saving)|\bfye\b|\bfull[- ]year\b"),
    (Role.PART, r"%|\bper ?cent|\bpercentage|\bpct\b"),
    (Role.PART, r"\b(?:w?fte|wte|ftes|headcount)\b|\b(?:posts?|staff|employees|jobs)\b.{0,15}\b(?:number|no|impact|reduc\w+|affected|lost|deleted|at risk)|"
                r"\b(?:number|no\.?) of (?:posts|staff|jobs)|^(?:posts|staff|jobs)$"),
    (Role.RAG, r"\bb?rag\b|\bragb?\b|\btraffic light|\bred.{0,3}amber"),
    (Role.MARKING, r"\bmarking\b|\bprotective|\bexempt|\bconfidential|\bsensitivity\b"),
    (Role.MATURITY, r"\bmaturity\b|\bgateway\b|\bdevelopment stage|^stage\b"),
    (Role.OUTLOOK, r"\boutlook\b"),
    (Role.BUDGET_ROUND, r"\b(?:budget|mtf[sp]|savings?) round\b|^round$|\bround (?:code|agreed)|\byear (?:agreed|approved)|"
                        r"\b(?:agreed|approved) in\b|\boriginating (?:year|budget)"),
    (Role.COST_CENTRE, r"\bcost ?cent(?:re|er)s?\b|\bcost code|\bbudget code|^cc$|\bledger code|\bprofit cent"),
    (Role.SUBJECTIVE, r"\bsubjectives?\b|\baccount code|\bnominal|\bgl code|\baccount$|\bexpenditure type|\bcipfa"),
    (Role.KIND, r"\b(?:type|kind|nature|class|classification|category) of (?:the )?(?:saving|proposal|benefit|budget|change|item|line)|"
                r"\b(?:savings?|benefit|proposal|change|budget change) (?:type|kind|class|classification|category)|^(?:type|kind|classification|nature)$|"
                r"\bcashable|\bcash[- ]releasing"),
    (Role.REF, r"\bref(?:s|erences?)?\b|\bref(?:erence)?" + _NUMBER + r"|^(?:unique )?id$|\b(?:savings?|proposal|project|line|initiative|scheme|bid|item|unique|mtf[sp]) (?:id|code)\b|"
               r"^(?:code|urn|uid)$|\b(?:savings?|proposal|initiative|scheme|bid|project) (?:no|number|nr)\b"),
    (Role.LINE_NO, r"^(?:(?:line|row|item|serial|s) ?)?(?:no|num|number|nr|#)s?$|^#$|^line$|^row$|^s/?n$|^item no"),
    (Role.YEAR, r"^(?:financial |fin |savings? |delivery |budget )?(?:year|fy|yr|period)s?(?: of (?:saving|delivery))?$|^year (?:of saving|saved|from)"),
    (Role.START, r"\bstart(?:s|ing|ed)?\b|\b(?:implementation|effective|go[- ]?live|commencement|delivery|from|live) date|^date$|\bdate (?:from|of implementation|effective)|"
                 r"\bgo[- ]live\b|\bcommenc|^(?:effective )?from$"),
    (Role.STATUS, r"\bstatus\b|\bprogress\b|\bdeliverab|^delivered|\blikelihood|\bon track"),
    (Role.OWNER, r"\bowners?\b|\b(?:lead|responsible|accountable|named) (?:officer|director|person|manager|name|lead)s?\b|^lead$|\bresponsib|\baccountab|"
                 r"\bsros?\b|\bbudget (?:holder|manager)|^(?:director|manager|head of service|officer|lead director|sponsor)$|\bsponsor|\bproject manager"),
    (Role.TOTAL, r"^(?:grand |overall |net |sub[- ]?)?totals?\b|\btotals?$|^cumulative(?: (?:total|savings?))?$|^sum\b|^overall\b|\b(?:all|\d|two|three|four|five|six)[- ]years?\b|"
                 r"^mtf[sp](?: period)?(?: total)?$|\bover (?:the )?(?:period|years|mtf[sp])|\btotal (?:over|for|all|across)|\bwhole[- ]life"),
    (Role.COST, r"\b(?:costs?|investments?|implementation|redundanc\w+|capital|one[- ]off funding)\b(?!.{0,12}\b(?:reduc|sav|avoid|effic|control))"),
    (Role.PART, r"\bvariance|\bshortfall|\bgap\b|\bmovement\b|\bdifference\b|\bbase budget|\bnet (?:budget|expenditure)|\bgross (?:budget|expenditure)|"
                r"\bcontrollable|\bcurrent budget|\b(?:20\d\d|original|revised|service) budget|^budget$|\brisk (?:score|rating)|\bscore\b|\bundelivered|\bat risk\b|^balance$"),
    (Role.PRESSURE, r"\bpressures?\b|\bgrowth\b|\binflation\b|\bcost increase|\bunavoidable"),
    (Role.WORKSTREAM, r"\bwork ?-?streams?\b|\bprogramme board|^programme$"),
    (Role.NAME, r"\b(?:proposal|saving|savings|project|initiative|scheme|line|item|measure|short|budget|brief|option) (?:proposals? )?(?:title|name|descriptions?|details?|proposals?|summary|item|options?)s?\b|"
                r"\btitle\b|\bdescriptions? of\b|\bname of\b|^names?$|\bproposals?$|^(?:proposed )?(?:budget )?(?:saving|savings|project|initiative|scheme|item|measure|option|detail|details|efficiency)s?$"),
    (Role.NAME, r"\bdescri(?:ption|be)|\bdetails?\b|\bsummary\b|\bwhat\b.{0,30}\b(?:saving|change|do)"),
    (Role.NOTE, r"\bnotes?\b|\bcomments?\b|\bcommentary\b|\brationale\b|\bnarrative\b|\bremarks?\b|\bexplanation|\bimpact\b|\bassumptions?\b|\bfurther (?:detail|information)|"
                r"\bbasis\b|\bmitigation|\bbackground\b|\bconsultation"),
    (Role.HEADING, r"\bservices?\b|\bdirectorates?\b|\bdepartments?\b|\bportfolios?\b|\bdivisions?\b|\bgroups?\b|\bthemes?\b|\bsections?\b|\bareas?\b|\bcategor(?:y|ies)\b|\bheadings?\b|"
                   r"\bblocks?\b|\bteams?\b|\bstrands?\b|\bcommittees?\b|\bcabinet\b|\bfunctions?\b|\bunits?\b|\bpillars?\b|\bcluster|\bbudget (?:head|line)"),
    (Role.AMOUNT, r"^(?:net |annual |estimated |proposed |total |budget |value of |amount of |gross )*(?:savings?|amounts?|values?|reductions?|efficienc(?:y|ies)|benefits?)(?: (?:amount|value|proposed|target|total|plan|planned))?s?$|"
                  r"^(?:plan|planned|target)(?: savings?)?$"),
)  # fmt: skip
_ROLE_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)

_SERIES: tuple[tuple[Series, str], ...] = (
    (Series.PART, r"\bful+[- ]year\b|\bfye\b|%|\bper ?cent|\bpercentage|\bpct\b|\b(?:w?fte|wte|ftes|posts?|headcount|staff)\b|\bvariance|\bshortfall|\bgap\b|\bmovement|"
                  r"\bchange\b|\bdifference|\bundelivered|\bnot (?:delivered|achieved)|\bunachiev|\bslippage|\bat risk\b|\bremaining|\boutstanding|\b(?:base|net|gross|service|current|controllable) (?:budget|expenditure)(?! (?:saving|reduction))|\brisk\b|\bscore\b|\bconfidence|"
                  r"\bvolume|\bclients|\brag\b|\bstatus\b|\bcumulative total\b|\bto go\b"),
    (Series.COST, r"\b(?:costs?|investments?|implementation|redundanc\w+|capital)\b(?!.{0,12}\b(?:reduc|sav|avoid|effic|control))"),
    (Series.PRESSURE, r"\bpressures?\b|\bgrowth\b|\binflation\b|\bunavoidable"),
    (Series.ACTUAL, r"\bactuals?\b|\bachieved\b|\bdelivered\b|\brealised\b|\boutturn\b|\bsecured\b|\bto date\b|\bytd\b|\bvalidated\b|\bclaimed\b|\bin the bank"),
    (Series.FORECAST, r"\bforecasts?\b|\bproject(?:ed|ion)s?\b|\bexpected\b|\bestimated outturn|\blikely\b|\bf/?cast\b"),
    (Series.REVISED, r"\brevised\b|\blatest\b|\bupdated\b|\bre-?profiled\b|\brestated\b"),
    (Series.GROSS, r"\bgross\b"),
    (Series.NET, r"\bnet\b"),
    (Series.PLAN, r"\bplan(?:ned|s)?\b|\btargets?\b|\boriginal(?:ly)?\b|\bbaseline\b|\bbudgeted\b|\bapproved\b|\bagreed\b"),
    (Series.BUDGET, r"\bbudgets?\b(?! (?:saving|reduction|proposal|round))"),
    (Series.SAVING, r"\bsavings?\b|\befficienc|\breductions?\b|\bproposals?\b|\bproposed\b|\bamounts?\b|\bvalues?\b|\bbenefits?\b|\bincome\b|\bprofile\b"),
)  # fmt: skip
_SERIES_PATTERNS = tuple((series, re.compile(pattern)) for series, pattern in _SERIES)

KINDS = ("cash_releasing", "non_cash", "cost_avoidance", "income", "funding", "reallocation", "adjustment")
ADJUSTMENT = "adjustment"
PRESSURE_KIND = "pressure"
_KIND_WORDS: tuple[tuple[str, str], ...] = (
    ("non_cash", r"\bnon[- ]?(?:cash|financial|budget|releas)\w*|\bnot cashable|\bproductivity|\btime[- ]releas|\bcapacity\b|\befficiency \(non"),
    ("cost_avoidance", r"\bavoid(?:ance|ed|ing)?\b|\bdemand (?:reduction|mitigation|avoid)"),
    ("adjustment", r"\badjust\w*|\breversals?\b|\breversed\b|\bdouble[- ]count\w*|\boverlaps?\b|\bcorrections?\b|\boffset\b"),
    ("pressure", r"^(?:budget |cost |demand |service |unavoidable |new )*(?:pressures?|growth|investments?|inflation|cost increases?|bids?)$"),
    ("reallocation", r"\bre-?allocat\w+|\btransfer|\brecharg|\bcapitalis|\bvirement|\bmoved to|\bswitch\w*|\bre-?charge|\brealign"),
    ("funding", r"\bfunding\b|\bgrants?\b|\breserves?\b|\bfunded\b|\bfinancing\b|\bcorporate money"),
    ("income", r"\bincome\b|\bfees?\b|\bcharg(?:es|ing)\b|\btrad(?:ed|ing)\b|\bcommercial|\brevenue\b|\brents?\b|\bsponsorship"),
    ("cash_releasing", r"\bcash(?:able)?\b|\bcash[- ]releas\w*|\befficienc\w+|\breductions?\b|\bsavings?\b|\bcuts?\b|\bspend\b|\bcost[- ]control|\bcontract (?:re-?negotiation|saving)|"
                       r"\bdeletion|\bbudget\b|\bstaffing\b|\bprocurement\b|\bservice (?:change|redesign|transformation)|\btransformation\b|\brestructur|\bstop\b|\bcease"),
)  # fmt: skip
_KIND_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KIND_WORDS)

_ADJUSTING = re.compile(
    r"\bdouble[- ]?count\w*|\boverlap\w*|\bduplicat\w+|\brevers(?:al|als|ed|e|ing)\b|\badjust\w*|^less\b|\bless:|\bdeduct\w*|"
    r"\bwrit(?:e|ten|ing)[- ](?:out|off|down|back)|\bwritten (?:out|off|down|back)|\bcorrections?\b|\bnetted?\b|\bnetting\b|"
    r"\boffset\w*|\bun-?(?:achiev|deliver|realis)\w*|\bnot (?:deliver|achiev)\w*|\bno longer\b|\bremov(?:al|e|ed|ing)\b|"
    r"\bre-?profil\w*|\bre-?phas\w*|\bslippage\b|\bslipped\b|\bdelay(?:ed|s)?\b|\bcontingency\b|\boptimism bias|\bprovision for|"
    r"\brounding\b|\bcounted (?:elsewhere|twice|in|against|under)|\balready (?:counted|included|in)\b|\bone[- ]off .{0,30}\b(?:ends?|ending|falls? out|drop)|"
    r"\bfall(?:s|ing)? out\b|\bdefer(?:red|ral)?\b|\bclaw ?back|\bwithdrawn\b|\breinstat\w+|\brestor\w+|\bincluded (?:in|elsewhere)\b"
)
_LESS = re.compile(r"^(?:less|minus|deduct|deduction)\b\s*[:\-,]?")
_PRESSURE_SECTION = re.compile(
    r"^(?:(?:table|section|part|appendix|annex|schedule) \w{1,4}[:.)\- ]*)?(?:[\w&]{1,3}[.):] ?)?"
    r"(?:(?:budget|service|cost|demand|demographic|unavoidable|new|total|other|corporate|financial|revenue|spending|expenditure|contractual|pay|"
    r"price|inflationary|and|&|committed|existing|proposed|agreed|list of|of which|net|additional|recurring|one-off|the|/|,|-)\s*)*"
    r"(?:pressures?|growth|inflation|investments?|cost increases?|increases?|additional costs?|bids|budget increases)"
    r"(?:\s*(?:and|&|/|,)\s*(?:\w+ )?(?:pressures?|growth|inflation|investments?|demand|demography|demographics|bids|commitments))*"
    r"(?: (?:items?|proposals?|bids?|lines?|schedule|list|table|requests?|funding|requirements?|by \w+))*(?: \(.*\))?(?: continued| contd\.?| cont\.?)?$"
)
_UNIT = re.compile(r"\(?£'?(?:\w+|,000)?'?s?\)?|\(\)")
_SAVING_WORDS = re.compile(r"\bsavings?\b|\befficienc\w+|\breductions?\b|\bincome generation")
_MEMO = re.compile(
    r"\b(?:savings? )?targets?\b|\b(?:budget |funding |savings? )?gap\b|\bshortfall\b|\bsurplus\b|\bdifference\b|\bvariance\b|\bunidentified\b|\bstill to (?:find|be found|identify)|"
    r"\bto be identified|\bbalance\b|\bcheck\b|\bcontrol\b|\brequired\b|\brequirement\b|\bmemo\b|\bprevious(?:ly)? (?:reported|published|total)|\bper (?:mtf[sp]|budget|ledger)|"
    r"\b(?:net|gross|base) budget|^%|\bas a? ?%|\bpercent|\bmovement\b|\bchange (?:from|since)|^cumulative\b"
)
_OF_WHICH = re.compile(
    r"^(?:of which|of this|of these|made up of|comprising|including|includes|split|being)\b|^\W*o/w\b"
)
_NOTE = re.compile(
    r"^(?:notes?\b|n\.?b\b|source|key\b|\*+|\u2020|\u00b9|\u00b2|\u00b3|footnote|please note|figures|all figures|(?:the )?amounts|produced|printed|prepared|"
    r"page \d|version|draft\b|last updated|updated|contact|caveat|brackets|negative|positive|savings are|this (?:table|sheet|schedule)|"
    r"end of|see (?:also|note|appendix))"
)
_CONTINUED = re.compile(r"[\s(\-,:]*\(?(?:continued|cont'?d?\.?|contd)\)?\s*$")


@lru_cache(maxsize=4096)
def role_of(words: str) -> Role | None:
    """Return the role that the words over a column give it, None where they give none."""
    tidied = re.sub(r"[\[\](){}*:;]", " ", words)
    tidied = " ".join(tidied.split()).strip(" .-/,")
    if not tidied:
        return None
    return next((role for role, pattern in _ROLE_PATTERNS if pattern.search(tidied)), None)


@lru_cache(maxsize=4096)
def series_of(words: str) -> Series:
    """Return which series the words over a year's column name."""
    return next((series for series, pattern in _SERIES_PATTERNS if pattern.search(words)), Series.BARE)


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str | None:
    """Return the ledger's kind for a word of a type column, "pressure" for growth, None for an unknown word."""
    words = plain(text).replace("_", " ").strip(" .*")
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(words)), None)


def is_adjusting(text: str) -> bool:
    """Return whether a line's words make it a correction: double count, overlap, reversal, "less:"."""
    return _ADJUSTING.search(plain(text)) is not None


def is_deducted(text: str) -> bool:
    """Return whether a line begins with "less" or "minus", so that its amount is taken off."""
    return _LESS.match(plain(text)) is not None


def is_pressure_section(text: str) -> bool:
    """Return whether a heading names pressures or growth and no savings."""
    words = _UNIT.sub("", plain(text)).strip(" .:-")
    return not _SAVING_WORDS.search(words) and _PRESSURE_SECTION.match(words) is not None


def names_savings(text: str) -> bool:
    """Return whether a text speaks of savings."""
    return _SAVING_WORDS.search(plain(text)) is not None


def is_memo(text: str) -> bool:
    """Return whether a label below the totals is a target, a gap or a check, and no saving."""
    return _MEMO.search(plain(text)) is not None


def is_part_of_above(text: str) -> bool:
    """Return whether a row says what a part of the row above is: "of which"."""
    return _OF_WHICH.match(plain(text)) is not None


def is_note(text: str) -> bool:
    """Return whether a text alone in its row is a note rather than a heading."""
    words = plain(text)
    return (
        _NOTE.match(words) is not None or len(words) > 110 or (words.endswith(".") and words.count(" ") > 7)
    )


def without_continued(text: str) -> str:
    """Return a heading without its "(continued)"."""
    return _CONTINUED.sub("", text)
