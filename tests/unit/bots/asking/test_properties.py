"""What must hold of every question: restating is read back, small words change nothing, turning words do."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bots.rules.asking.allowing import allowed
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Filter, Query, Shape, Time
from bots.rules.asking.reading import understand
from bots.rules.asking.restating import restated
from bots.rules.asking.say import words_of
from programme.rules.calendar import FinancialYear
from tests.unit.bots.asking import names
from tests.unit.bots.asking.names import GROUPS, JANE, NORTHSHIRE, NORTHSHIRE_LINES, TODAY

NAMES = names.unseen()
LINES = [line for line, _ in NORTHSHIRE_LINES.values()]
MONEY = sorted(
    key
    for key, metric in METRICS.items()
    if metric.family == "money" and key not in ("provision", "range", "stated")
)
FILTERS = [
    Filter("shape", "one_off"),
    Filter("shape", "recurring"),
    Filter("outlook", "at_risk"),
    Filter("kind", "income"),
    Filter("amount", ">500000"),
    Filter("amount", "<=25000"),
    Filter("owner", "none"),
    Filter("rag", "red"),
    Filter("maturity", "3"),
    Filter("validated", "any"),
]
years = st.integers(2020, 2035).map(lambda april: Time(years=(FinancialYear(april),))) | st.just(Time())
subjects = (
    st.sampled_from([(NORTHSHIRE,), (JANE,), *[(g,) for g in GROUPS.values()], *[(line,) for line in LINES]])
    | st.lists(
        st.sampled_from(sorted(GROUPS.values(), key=lambda g: g.name)), min_size=2, max_size=3, unique=True
    ).map(tuple)
    | st.lists(st.sampled_from(LINES), min_size=2, max_size=4, unique=True).map(tuple)
)


@st.composite
def queries(draw):
    """Queries of the money that a question may come to."""
    shape = draw(
        st.sampled_from([Shape.FIGURE, Shape.FIGURE, Shape.TOP, Shape.LIST, Shape.COUNT, Shape.SPLIT])
    )
    about, time = draw(subjects), draw(years)
    filters = tuple(draw(st.lists(st.sampled_from(FILTERS), max_size=1)))
    if shape is Shape.FIGURE:
        metric = draw(st.sampled_from(MONEY))
        query = Query(
            shape, metric, about, time=time, unit=draw(st.sampled_from(["", "thousands", "millions"]))
        )
    elif shape is Shape.SPLIT:
        query = Query(
            shape,
            "plan",
            about,
            time=time,
            by=draw(st.sampled_from(["heading", "year", "kind", "owner", "workstream"])),
        )
    else:
        metric = (
            "plan" if shape is Shape.TOP or time.years or any(f.name == "amount" for f in filters) else "line"
        )
        query = Query(shape, metric, about, time=time, filters=filters, rows="lines")
        if about == (NORTHSHIRE,):
            query = replace(query, subjects=(), programmes=about)
        if shape is Shape.TOP:
            query = replace(
                query, order=draw(st.sampled_from(["biggest", "smallest"])), n=draw(st.integers(1, 12))
            )
    assume(allowed(query))
    return query


class TestRestating:
    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(queries())
    def test_is_read_as_the_same_again(self, query):
        assert understand(restated(query), NAMES, today=TODAY).answerable == query

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(queries())
    def test_can_be_said(self, query):
        assert words_of(query)


QUESTIONS = [
    (("savings", "24S365", "2024/25"), {}),
    (("status", "Wessex Dance"), {}),
    (("what slipped", "since 1 Oct 2026"), {}),
    (("total savings", "southampton-cl", "2026/27"), {}),
    (("how many lines", "Efficiencies"), {}),
    (("biggest saving", "Efficiencies", "2025/26"), {}),
    (("at risk", "Efficiencies", "2025/26"), {}),
]
FILLERS = [
    "please",
    "the",
    "for",
    "in",
    "of",
    "can you tell me",
    "hi",
    "our",
    "?",
    "!",
    "thanks",
    "quick one",
    "ta",
]
TURNING = [
    "not",
    "except",
    "excluding",
    "without",
    "or",
    "versus",
    "unless",
    "average",
    "never",
    "if",
    "than",
    "only if",
    "apart from",
]


def read(text: str) -> Query | None:
    return understand(text, EVERYTHING, today=TODAY).answerable


EVERYTHING = names.lexicon(*names.EVERYTHING)


class TestSmallChanges:
    @given(
        st.sampled_from(QUESTIONS),
        st.randoms(use_true_random=False),
        st.lists(st.sampled_from(FILLERS), max_size=4),
    )
    def test_of_case_and_filler_keep_the_reading(self, question, random, fillers):
        said = list(question[0])
        plain = read(" ".join(said))
        for filler in fillers:
            said.insert(random.randrange(len(said) + 1), filler)
        text = " ".join(said)

        assert plain is not None
        for spoken in (text, text.upper(), text.title()):
            assert read(spoken) == plain

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(QUESTIONS), st.randoms(use_true_random=False))
    def test_of_order_keep_the_reading(self, question, random):
        said = list(question[0])
        plain = read(" ".join(said))
        random.shuffle(said)

        assert read(" ".join(said)) == plain

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(QUESTIONS), st.sampled_from(TURNING), st.data())
    def test_by_a_word_that_turns_the_meaning_change_or_refuse(self, question, turning, data):
        plain = read(" ".join(question[0]))
        said = " ".join(question[0]).split()
        said.insert(data.draw(st.integers(0, len(said))), turning)

        assert read(" ".join(said)) != plain

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(QUESTIONS), st.data())
    def test_of_one_digit_never_keep_the_reading(self, question, data):
        text = " ".join(question[0])
        places = [place for place, sign in enumerate(text) if sign.isdigit()]
        assume(places)
        place = data.draw(st.sampled_from(places))
        digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))

        assert read(text[:place] + digit + text[place + 1 :]) != read(text)


ANYTHING = st.text(max_size=3000) | st.lists(
    st.sampled_from(
        [
            "savings",
            "24S365",
            "2024/25",
            "FY25",
            "11/12",
            "not",
            "except",
            "and",
            "vs",
            "\U0001f600",
            "\u00a35m",
            "Gwasanaethau C\u0175n M\u00f4n",
            "top",
            "5",
            "by",
            "heading",
            "red",
            "of",
            ",",
            "\n",
            "than",
            "over",
            "who",
        ]
    ),
    max_size=25,
).map(" ".join)


class TestAnythingTyped:
    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(ANYTHING)
    def test_never_breaks_it_and_is_read_in_full_or_not_at_all(self, text):
        found = understand(text, EVERYTHING, today=TODAY)

        assert not (found.readings and found.not_heard)
        for query in found.readings:
            assert words_of(query)
            assert restated(query)
