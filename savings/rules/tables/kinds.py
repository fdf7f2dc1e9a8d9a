"""The kinds of plain table and the headings their columns go by. A heading that is in no list is said to be unread.

Lists hold headings as `reading.heading_words` leaves them. A new spelling met in a council's sheet is added here.

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

from typing import Final

from savings.rules.tables.reading import Column, Kind, spelt

MILESTONES: Final = Kind(
    "milestones",
    (
        Column(
            "ref",
            "ref",
            spelt(
                """
                ref | reference | id | milestone id | milestone ref | milestone no | no | number |
                unique id
                """
            ),
        ),
        Column(
            "name",
            "name",
            spelt(
                """
                milestone | milestone name | name | description | milestone description | key milestone
                | task | activity | deliverable | action
                """
            ),
        ),
        Column(
            "workstream",
            "workstream",
            spelt(
                """
                workstream | work stream | workstream ref | workstream no | workstream name | project |
                theme | strand
                """
            ),
        ),
        Column(
            "owner",
            "owner",
            spelt(
                """
                owner | owner email | lead | lead officer | responsible officer | accountable officer |
                named lead | sro | responsible | workstream lead | project manager | owner name |
                milestone owner
                """
            ),
        ),
        Column("kind", "kind", spelt("kind | type | milestone type | start launch or complete")),
        Column(
            "start",
            "start of the work",
            spelt(
                """
                start | start date | started | planned start | work starts
                """
            ),
        ),
        Column(
            "baseline",
            "baseline date",
            spelt(
                """
                baseline | baseline date | original date | planned date | planned | plan date | target
                date | planned end | planned finish | end date | due date | due | deadline | baseline
                finish | date
                """
            ),
        ),
        Column(
            "forecast",
            "forecast date",
            spelt(
                """
                forecast | forecast date | revised date | revised | current forecast | expected |
                expected date | latest forecast | projected date | revised end date | forecast finish |
                anticipated date
                """
            ),
        ),
        Column(
            "actual",
            "actual date",
            spelt(
                """
                actual | actual date | completed | date completed | completion date | achieved | actual
                finish | date achieved | completed on | done
                """
            ),
        ),
        Column(
            "as_published",
            "timescale as published",
            spelt(
                """
                when | when as published | timescale | timescales | timing | as published
                """
            ),
        ),
        Column(
            "decision",
            "decision",
            spelt(
                """
                decision | decision ref | decision reference | by decision | authorised by | authority |
                change request | baseline decision
                """
            ),
        ),
        Column(
            "reason",
            "reason of the change",
            spelt(
                """
                reason | reason for change | reason for movement | commentary | comment | comments |
                update | why
                """
            ),
        ),
    ),
    needs=(("name",), ("baseline", "forecast", "actual", "as_published")),
)

WORKSTREAMS: Final = Kind(
    "workstreams",
    (
        Column(
            "ref",
            "ref",
            spelt(
                """
                ref | reference | id | workstream no | workstream ref | workstream id | no | number |
                code
                """
            ),
        ),
        Column(
            "name",
            "name",
            spelt(
                """
                workstream | work stream | workstream name | name | title | project | project name |
                strand
                """
            ),
        ),
        Column(
            "owner",
            "owner",
            spelt(
                """
                owner | owner email | lead | lead officer | responsible officer | accountable officer |
                named lead | sro | responsible | workstream lead | project manager | owner name |
                milestone owner
                """
            ),
        ),
        Column(
            "summary",
            "summary",
            spelt(
                """
                summary | description | scope | approach | approach summary | purpose | objective | what
                it does
                """
            ),
        ),
        Column("start", "start date", spelt("start | start date | started | planned start")),
        Column(
            "cadence",
            "days between reports",
            spelt(
                """
                cadence | cadence days | reports every days | reporting cadence | reporting frequency
                days
                """
            ),
        ),
    ),
    needs=(("ref",), ("name",)),
)

INDICATORS: Final = Kind(
    "indicators",
    (
        Column(
            "name",
            "indicator",
            spelt(
                """
                indicator | indicator name | measure | kpi | metric | performance indicator |
                performance measure
                """
            ),
        ),
        Column(
            "workstream",
            "workstream",
            spelt(
                """
                workstream | work stream | workstream ref | workstream no | workstream name | project |
                theme | strand
                """
            ),
        ),
        Column(
            "polarity",
            "which way is better",
            spelt(
                """
                polarity | better | good is | direction of good | bigger or smaller is better | aim to
                """
            ),
        ),
        Column("basis", "basis", spelt("basis | type | actual or target | kind of figure | series")),
        Column("value", "value", spelt("value | reading | figure | result | performance | number")),
        Column(
            "actual",
            "actual",
            spelt(
                """
                actual | current | current value | latest | outturn | actual value
                """
            ),
        ),
        Column("target", "target", spelt("target | aim | goal | target value")),
        Column("forecast", "forecast", spelt("forecast | projection | forecast value | predicted")),
        Column("unit", "unit", spelt("unit | units | unit of measure | measured in")),
        Column(
            "period",
            "period",
            spelt(
                """
                period | period as published | time period | when | reporting period
                """
            ),
        ),
        Column("date", "date", spelt("date | as at | as at date | reading date | date of reading")),
        Column("year", "financial year", spelt("year | financial year | fy")),
        Column(
            "months",
            "months of a year to date",
            spelt(
                """
                months | months covered | months of year to date
                """
            ),
        ),
        Column("source", "source", spelt("source | source document | document | data source")),
        Column("note", "note", spelt("note | notes | comment | comments | commentary")),
    ),
    needs=(("name",), ("value", "actual", "target", "forecast")),
)

PEOPLE: Final = Kind(
    "people",
    (
        Column("name", "name", spelt("name | full name | person | officer | member | person name")),
        Column(
            "email",
            "email",
            spelt(
                """
                email | e-mail | email address | e-mail address | work email | mail
                """
            ),
        ),
        Column(
            "role",
            "role",
            spelt(
                """
                role | roles | grant | programme role | role in the programme | access
                """
            ),
        ),
        Column(
            "scope",
            "scope of the role",
            spelt(
                """
                scope | over | where | role over | covers | workstream | area
                """
            ),
        ),
        Column(
            "cleared",
            "cleared for exempt items",
            spelt(
                """
                cleared | cleared for exempt items | exempt | may see exempt items | exempt clearance |
                clearance
                """
            ),
        ),
    ),
    needs=(("name",), ("email",)),
)

PRESSURES: Final = Kind(
    "pressures",
    (
        Column(
            "ref",
            "ref",
            spelt(
                """
                ref | reference | id | pressure ref | pressure reference | code | unique id
                """
            ),
        ),
        Column(
            "line_no",
            "line number",
            spelt(
                """
                line no | line | no | number | row | item no | line number
                """
            ),
        ),
        Column(
            "name",
            "name",
            spelt(
                """
                pressure | name | description | budget pressure | title | growth | item | proposal |
                growth item | pressure description | budget growth | service pressure
                """
            ),
        ),
        Column(
            "note",
            "note",
            spelt(
                """
                note | notes | comment | comments | commentary | rationale | reason
                """
            ),
        ),
        Column(
            "deferred_from",
            "saving it is deferred from",
            spelt(
                """
                deferred from | deferred saving | saving deferred | replaces saving | linked saving |
                saving ref
                """
            ),
        ),
        Column(
            "amount",
            "pressure",
            spelt(
                """
                pressure | budget pressure | amount | growth | budget | cost | total | cumulative |
                pressure cumulative | value
                """
            ),
            by_year=True,
        ),
    ),
    needs=(("name",), ("amount",)),
)

ROLE_SPELLINGS: Final = {
    "pmo": "pmo",
    "programme office": "pmo",
    "programme management office": "pmo",
    "manager": "manager",
    "programme manager": "manager",
    "lead": "lead",
    "workstream lead": "lead",
    "finance": "finance",
    "finance partner": "finance",
    "section 151": "finance",
    "s151": "finance",
    "chair": "chair",
    "board chair": "chair",
    "member": "member",
    "board member": "member",
    "staff": "staff",
    "scrutiny": "scrutiny",
    "audit": "audit",
    "auditor": "audit",
}
MILESTONE_KINDS: Final = {
    "start": "start",
    "begin": "start",
    "launch": "launch",
    "go live": "launch",
    "go-live": "launch",
    "complete": "complete",
    "completion": "complete",
    "finish": "complete",
    "end": "complete",
}
POLARITIES: Final = {
    "lower": "lower",
    "lower is better": "lower",
    "decrease": "lower",
    "reduce": "lower",
    "smaller": "lower",
    "smaller is better": "lower",
    "down": "lower",
    "higher": "higher",
    "higher is better": "higher",
    "increase": "higher",
    "bigger": "higher",
    "bigger is better": "higher",
    "up": "higher",
    "none": "none",
    "neither": "none",
    "not stated": "none",
    "-": "none",
    "n/a": "none",
}
SNAPSHOT_REF: Final = (
    "ref",
    "reference",
    "id",
    "unique id",
    "saving ref",
    "savings ref",
    "project id",
    "no",
    "line no",
)
SNAPSHOT_RAG: Final = (
    "rag", "brag", "rag rating", "rag status", "overall rag", "delivery rag", "status rag", "current rag", "rating",
    "delivery confidence", "status",
)  # fmt: skip
