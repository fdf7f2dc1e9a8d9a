"""What must hold of every question: restating is read back, small words change nothing, turning words do."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bots.rules.grammar import understand
from bots.rules.lexicon import Lexicon
from bots.rules.reading import Intent, Reading, Slots
from bots.rules.vocabulary import TURNING
from programme.rules.calendar import FinancialYear
from tests.unit.bots import names
from tests.unit.bots.names import TODAY

WORDS = [
    "Fostering", "Adoption", "Service", "redesign", "Transport", "Care", "Leavers", "Hubs", "Music", "income", "Post",
    "16", "22", "2023/24", "not", "and", "for", "of", "the", "red", "savings", "status", "total", "slipped", "line",
    "programme", "workstream", "&", "Children's", "Môn", "M5", "W3", "since", "year", "in", "31", "May",
]  # fmt: skip
REFS = ["24S1", "24S2", "L1", "L2", "W1", "W2", "WS3", "3", "S-4", "22S5"]
EVERYTHING = Lexicon(names.EVERYTHING, councils=names.COUNCILS, lines=names.LINES)

years = st.none() | st.integers(2000, 2098).map(FinancialYear)
days = st.none() | st.dates(date(2020, 1, 1), TODAY)
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


def reading_of(thing, intent, year, since):
    """Return a reading that the grammar has, of a thing."""
    if intent is Intent.RED or (intent is Intent.SLIPPED and thing.kind == "programme"):
        return Reading(
            intent,
            Slots(
                programmes=(thing,) if thing.kind == "programme" else (),
                since=since if intent is not Intent.RED else None,
            ),
        )
    if intent is Intent.SLIPPED and thing.kind == "workstream":
        return Reading(intent, Slots(subject=thing, since=since))
    if intent is Intent.STATUS and thing.kind in ("workstream", "programme"):
        return Reading(intent, Slots(subject=thing))
    return Reading(Intent.SAVINGS, Slots(subject=thing, year=year))


@st.composite
def lexicons(draw):
    """Any names at all, those of the grammar's own words among them."""
    things = []
    for n in range(draw(st.integers(1, 2))):
        programme = names.a_programme(
            draw(st.sampled_from(["alpha", "beta-2", "sp2023", "red", "a-story"])) + str(n), draw(phrases)
        )
        things.append(programme)
        refs = draw(st.lists(st.sampled_from(REFS), unique=True, max_size=4))
        for ref in refs:
            things.append(
                names.within(programme, draw(st.sampled_from(["workstream", "saving"])), draw(phrases), ref)
            )
        for heading in draw(st.lists(phrases, max_size=2, unique=True)):
            things.append(names.within(programme, "heading", heading))
    return tuple({(t.kind, t.programme_code, t.ref or t.name.casefold()): t for t in things}.values())


class TestRestatedQuestions:
    @given(
        st.sampled_from(names.EVERYTHING),
        st.sampled_from([i for i in Intent if i is not Intent.HELP]),
        years,
        days,
    )
    def test_are_read_as_what_they_restate(self, thing, intent, year, since):
        reading = reading_of(thing, intent, year, since)

        assert understand(reading.restated, EVERYTHING, today=TODAY).answerable == reading

    @settings(max_examples=400)
    @given(
        lexicons(), st.data(), st.sampled_from([Intent.STATUS, Intent.SAVINGS, Intent.SLIPPED]), years, days
    )
    def test_are_never_read_as_another_whatever_things_are_called(self, things, data, intent, year, since):
        reading = reading_of(data.draw(st.sampled_from(things)), intent, year, since)

        found = understand(reading.restated, Lexicon(things), today=TODAY)

        assert reading in found.readings
        assert found.answerable in (reading, None)


QUESTIONS = [
    (
        ["savings", "24S365", "2024/25"],
        Reading(Intent.SAVINGS, Slots(subject=names.AGENCY, year=FinancialYear(2024))),
    ),
    (
        ["savings", "Fostering", "this year"],
        Reading(Intent.SAVINGS, Slots(subject=names.FOSTERING, year=FinancialYear(2026))),
    ),
    (["status", "W4"], Reading(Intent.STATUS, Slots(subject=names.DANCE))),
    (["red", "southampton-cl"], Reading(Intent.RED, Slots(programmes=(names.SOUTHAMPTON,)))),
    (
        ["slipped", "since 1 Oct 2026", "somerset-ct"],
        Reading(Intent.SLIPPED, Slots(programmes=(names.SOMERSET,), since=date(2026, 10, 1))),
    ),
]
FILLERS = [
    "please",
    "the",
    "for",
    "in",
    "of",
    "what is",
    "show me",
    "can you",
    "tell me",
    "hi",
    "our",
    "?",
    "!",
    ",",
]


class TestSmallChanges:
    @given(
        st.sampled_from(QUESTIONS),
        st.randoms(use_true_random=False),
        st.lists(st.sampled_from(FILLERS), max_size=4),
    )
    def test_of_order_case_and_filler_keep_the_reading(self, question, random, fillers):
        parts, reading = question
        said = [*parts]
        random.shuffle(said)
        for filler in fillers:
            said.insert(random.randrange(len(said) + 1), filler)
        text = " ".join(said)

        for spoken in (text, text.upper(), text.title()):
            assert understand(spoken, EVERYTHING, today=TODAY).answerable == reading

    @given(st.sampled_from(QUESTIONS), st.sampled_from(sorted(TURNING)), st.data())
    def test_by_a_word_that_turns_the_meaning_leave_no_answer(self, question, turning, data):
        said = " ".join(question[0]).split()
        said.insert(data.draw(st.integers(0, len(said))), turning)

        assert understand(" ".join(said), EVERYTHING, today=TODAY).answerable is None

    @given(st.sampled_from(QUESTIONS), st.data())
    def test_of_one_digit_never_keep_the_reading(self, question, data):
        text = " ".join(question[0])
        places = [place for place, sign in enumerate(text) if sign.isdigit()]
        if not places:
            return
        place = data.draw(st.sampled_from(places))
        digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))

        found = understand(text[:place] + digit + text[place + 1 :], EVERYTHING, today=TODAY)

        assert found.answerable != question[1]

    @given(st.sampled_from(QUESTIONS), st.text(min_size=1, max_size=12))
    def test_by_words_nobody_knows_leave_no_answer_of_another_kind(self, question, noise):
        found = understand(f"{' '.join(question[0])} {noise}", EVERYTHING, today=TODAY)

        assert found.answerable is None or found.answerable.intent is question[1].intent


class TestAnythingTyped:
    @settings(max_examples=300)
    @given(st.text(max_size=200))
    def test_never_breaks_it(self, text):
        understand(text, EVERYTHING, today=TODAY)

    @settings(max_examples=300)
    @given(
        st.lists(
            st.sampled_from(
                [*WORDS, *REFS, "2024/25", "FY25", "11/12", "October", "help", "savings", "status"]
            ),
            max_size=20,
        )
    )
    def test_of_its_own_words_never_breaks_it_and_is_read_in_full_or_not_at_all(self, said):
        found = understand(" ".join(said), EVERYTHING, today=TODAY)

        assert bool(found.readings) != bool(found.heard or found.not_heard) or not (
            found.readings or found.heard
        )
