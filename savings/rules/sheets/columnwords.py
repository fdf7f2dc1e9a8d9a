"""The words councils put over columns, and what they mean here.

Patterns are looked for in plain text (`text.plain`) with years and units taken out; the first that fits holds. No
council's own words are here: a name of a service or a programme never decides anything.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from savings.rules.sheets.reading import Role


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

_ROLES: tuple[tuple[Role, str], ...] = (
    (
        Role.OWNER_EMAIL,
        r"e-?mail",
    ),
    (
        Role.PART,
        r"\bful+[- ]year (?:effect|impact|value|saving)|\bfye\b|\bfull[- ]year\b",
    ),
    (
        Role.PART,
        r"%|\bper ?cent|\bpercentage|\bpct\b",
    ),
    (
        Role.PART,
        (
            r"\b(?:w?fte|wte|ftes|headcount)\b|"
            r"\b(?:posts?|staff|employees|jobs)\b.{0,15}\b(?:number|no|impact|reduc\w+|affected|lost|"
            r"deleted|at risk)|\b(?:number|no\.?) of (?:posts|staff|jobs)|^(?:posts|staff|jobs)$"
        ),
    ),
    (
        Role.RAG,
        r"\bb?rag\b|\bragb?\b|\btraffic light|\bred.{0,3}amber",
    ),
    (
        Role.MARKING,
        r"\bmarking\b|\bprotective|\bexempt|\bconfidential|\bsensitivity\b",
    ),
    (
        Role.MATURITY,
        r"\bmaturity\b|\bgateway\b|\bdevelopment stage|^stage\b",
    ),
    (
        Role.OUTLOOK,
        r"\boutlook\b",
    ),
    (
        Role.BUDGET_ROUND,
        (
            r"\b(?:budget|mtf[sp]|savings?) round\b|^round$|\bround (?:code|agreed)|"
            r"\byear (?:agreed|approved)|\b(?:agreed|approved) in\b|\boriginating (?:year|budget)"
        ),
    ),
    (
        Role.COST_CENTRE,
        r"\bcost ?cent(?:re|er)s?\b|\bcost code|\bbudget code|^cc$|\bledger code|\bprofit cent",
    ),
    (
        Role.SUBJECTIVE,
        r"\bsubjectives?\b|\baccount code|\bnominal|\bgl code|\baccount$|\bexpenditure type|\bcipfa",
    ),
    (
        Role.KIND,
        (
            r"\b(?:type|kind|nature|class|classification|category) of (?:the )?(?:saving|proposal|benefit|"
            r"budget|change|item|line)|"
            r"\b(?:savings?|benefit|proposal|change|budget change) (?:type|kind|class|classification|"
            r"category)|^(?:type|kind|classification|nature)$|\bcashable|\bcash[- ]releasing"
        ),
    ),
    (
        Role.REF,
        (
            r"\bref(?:s|erences?)?\b|\bref(?:erence)?(?: ?(?:no|num|number|nr|code|id)\b\.?)?|"
            r"^(?:unique )?id$|"
            r"\b(?:savings?|proposal|project|line|initiative|scheme|bid|item|unique|mtf[sp]) (?:id|"
            r"code)\b|^(?:code|urn|uid)$|"
            r"\b(?:savings?|proposal|initiative|scheme|bid|project) (?:no|number|nr)\b"
        ),
    ),
    (
        Role.LINE_NO,
        r"^(?:(?:line|row|item|serial|s) ?)?(?:no|num|number|nr|#)s?$|^#$|^line$|^row$|^s/?n$|^item no",
    ),
    (
        Role.YEAR,
        (
            r"^(?:financial |fin |savings? |delivery |budget )?(?:year|fy|yr|period)s?(?: of (?:saving|"
            r"delivery))?$|^year (?:of saving|saved|from)"
        ),
    ),
    (
        Role.START,
        (
            r"\bstart(?:s|ing|ed)?\b|"
            r"\b(?:implementation|effective|go[- ]?live|commencement|delivery|from|live) date|^date$|"
            r"\bdate (?:from|of implementation|effective)|\bgo[- ]live\b|\bcommenc|^(?:effective )?from$"
        ),
    ),
    (
        Role.STATUS,
        r"\bstatus\b|\bprogress\b|\bdeliverab|^delivered|\blikelihood|\bon track",
    ),
    (
        Role.OWNER,
        (
            r"\bowners?\b|"
            r"\b(?:lead|responsible|accountable|named|nominated|chief|link) (?:\w+ )?(?:officer|director|person|"
            r"manager|name|lead)s?\b|"
            r"^lead$|\bresponsible(?: for\b.*)?$|\bresponsibility(?: of\b.*)?$|\baccountab|\bsros?\b|"
            r"\bbudget (?:holder|manager)|"
            r"\b(?:service|directorate|departmental|project|programme|delivery|finance|business|scheme|operational|"
            r"strategic|executive|savings?|proposal|director ?/?|manager ?/?|officer ?/?) leads?$|"
            r"^(?:\w+ (?:& \w+ )?)?(?:director|manager|head of service|officer|sponsor)s?$|\bsponsor|"
            r"\b(?:accountable|responsible) head|^responsible$|\bproject manager"
        ),
    ),
    (
        Role.TOTAL,
        (
            r"^(?:grand |overall |net |sub[- ]?)?totals?\b|\btotals?$|"
            r"^cumulative(?: (?:total|savings?))?$|^sum\b|^overall\b|"
            r"\b(?:all|\d|two|three|four|five|six)[- ]years?\b|^mtf[sp](?: period)?(?: total)?$|"
            r"\bover (?:the )?(?:period|years|mtf[sp])|\btotal (?:over|for|all|across)|\bwhole[- ]life"
        ),
    ),
    (
        Role.COST,
        (
            r"\b(?:costs?|investments?|implementation|redundanc\w+|capital|one[- ]off "
            r"funding)\b(?!.{0,12}\b(?:reduc|sav|avoid|effic|control))"
        ),
    ),
    (
        Role.PART,
        (
            r"\bvariance|\bshortfall|\bgap\b|\bmovement\b|\bdifference\b|\bbase budget|"
            r"\bnet (?:budget|expenditure)|\bgross (?:budget|expenditure)|\bcontrollable|\bcurrent budget|"
            r"\b(?:20\d\d|original|revised|service) budget|^budget$|\brisk (?:score|rating)|\bscore\b|"
            r"\bundelivered|\bat risk\b|^balance$"
        ),
    ),
    (
        Role.PRESSURE,
        r"\bpressures?\b|\bgrowth\b|\binflation\b|\bcost increase|\bunavoidable",
    ),
    (
        Role.WORKSTREAM,
        r"\bwork ?-?streams?\b|\bprogramme board|^programme$",
    ),
    (
        Role.NAME,
        (
            r"\b(?:proposal|saving|savings|project|initiative|scheme|line|item|measure|short|budget|brief|"
            r"option) (?:proposals? )?(?:title|name|descriptions?|details?|proposals?|summary|item|"
            r"options?)s?\b|\btitle\b|\bdescriptions? of\b|\bname of\b|^names?$|\bproposals?$|"
            r"^(?:proposed )?(?:budget )?(?:saving|savings|project|initiative|scheme|item|measure|option|"
            r"detail|details|efficiency)s?$"
        ),
    ),
    (
        Role.NAME,
        r"\bdescri(?:ption|be)|\bdetails?\b|\bsummary\b|\bwhat\b.{0,30}\b(?:saving|change|do)",
    ),
    (
        Role.NOTE,
        (
            r"\bnotes?\b|\bcomments?\b|\bcommentary\b|\brationale\b|\bnarrative\b|\bremarks?\b|"
            r"\bexplanation|\bimpact\b|\bassumptions?\b|\bfurther (?:detail|information)|\bbasis\b|"
            r"\bmitigation|\bbackground\b|\bconsultation"
        ),
    ),
    (
        Role.HEADING,
        (
            r"\bservices?\b|\bdirectorates?\b|\bdepartments?\b|\bportfolios?\b|\bdivisions?\b|\bgroups?\b|"
            r"\bthemes?\b|\bsections?\b|\bareas?\b|\bcategor(?:y|ies)\b|\bheadings?\b|\bblocks?\b|"
            r"\bteams?\b|\bstrands?\b|\bcommittees?\b|\bcabinet\b|\bfunctions?\b|\bunits?\b|\bpillars?\b|"
            r"\bcluster|\bbudget (?:head|line)"
        ),
    ),
    (
        Role.AMOUNT,
        (
            r"^(?:net |annual |estimated |proposed |total |budget |value of |amount of |gross "
            r")*(?:savings?|amounts?|values?|reductions?|efficienc(?:y|ies)|benefits?)(?: (?:amount|value|"
            r"proposed|target|total|plan|planned))?s?$|^(?:plan|planned|target)(?: savings?)?$"
        ),
    ),
)
_ROLE_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)

_SERIES: tuple[tuple[Series, str], ...] = (
    (
        Series.PART,
        (
            r"\bful+[- ]year\b|\bfye\b|%|\bper ?cent|\bpercentage|\bpct\b|"
            r"\b(?:w?fte|wte|ftes|posts?|headcount|staff)\b|\bvariance|\bshortfall|\bgap\b|\bmovement|"
            r"\bchange\b|\bdifference|\bundelivered|\bnot (?:delivered|achieved)|\bunachiev|\bslippage|"
            r"\bat risk\b|\bremaining|\boutstanding|"
            r"\b(?:base|net|gross|service|current|controllable) (?:budget|expenditure)(?! (?:saving|"
            r"reduction))|\brisk\b|\bscore\b|\bconfidence|\bvolume|\bclients|\brag\b|\bstatus\b|"
            r"\bcumulative total\b|\bto go\b"
        ),
    ),
    (
        Series.COST,
        (
            r"\b(?:costs?|investments?|implementation|redundanc\w+|capital)\b(?!.{0,12}\b(?:reduc|sav|"
            r"avoid|effic|control))"
        ),
    ),
    (
        Series.PRESSURE,
        r"\bpressures?\b|\bgrowth\b|\binflation\b|\bunavoidable",
    ),
    (
        Series.ACTUAL,
        (
            r"\bactuals?\b|\bachieved\b|\bdelivered\b|\brealised\b|\boutturn\b|\bsecured\b|\bto date\b|"
            r"\bytd\b|\bvalidated\b|\bclaimed\b|\bin the bank"
        ),
    ),
    (
        Series.FORECAST,
        (
            r"\bforecasts?\b|\bproject(?:ed|ion)s?\b|\bexpected\b|\bestimated outturn|\blikely\b|"
            r"\bf/?cast\b"
        ),
    ),
    (
        Series.REVISED,
        r"\brevised\b|\blatest\b|\bupdated\b|\bre-?profiled\b|\brestated\b",
    ),
    (
        Series.GROSS,
        r"\bgross\b",
    ),
    (
        Series.NET,
        r"\bnet\b",
    ),
    (
        Series.PLAN,
        (
            r"\bplan(?:ned|s)?\b|\btargets?\b|\boriginal(?:ly)?\b|\bbaseline\b|\bbudgeted\b|\bapproved\b|"
            r"\bagreed\b"
        ),
    ),
    (
        Series.BUDGET,
        r"\bbudgets?\b(?! (?:saving|reduction|proposal|round))",
    ),
    (
        Series.SAVING,
        (
            r"\bsavings?\b|\befficienc|\breductions?\b|\bproposals?\b|\bproposed\b|\bamounts?\b|"
            r"\bvalues?\b|\bbenefits?\b|\bincome\b|\bprofile\b"
        ),
    ),
)
_SERIES_PATTERNS = tuple((series, re.compile(pattern)) for series, pattern in _SERIES)


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
