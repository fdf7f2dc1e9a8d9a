"""The hierarchy as a picture and as a list: both of the same parts and lines, whatever they are."""

from uuid import UUID
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from governance.rules.hierarchy import (
    DECISION_MAKER,
    LETTERS,
    REPORTS,
    Chart,
    Part,
    Tie,
    described,
    drawn,
    layers,
    listed,
    said,
)

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(alphabet="abcdefgh <&\"'é-", min_size=1, max_size=60).map(str.strip).filter(bool)


@st.composite
def charts(draw):
    """Any boards with any parents, circles among them, and decision-makers under any of them."""
    size = draw(st.integers(1, 9))
    ids = [UUID(int=n + 1) for n in range(size)]
    kinds = draw(st.lists(st.sampled_from(["officer", "scrutiny", "support"]), min_size=size, max_size=size))
    parts = [Part(i, draw(NAMES), kind, kind.capitalize()) for i, kind in zip(ids, kinds, strict=True)]
    ties = []
    for child in ids:
        parent = draw(st.sampled_from([None, *ids]))
        if parent is not None and parent != child:
            ties.append(Tie(child, parent, REPORTS))
    for n in range(draw(st.integers(0, 3))):
        maker = Part(UUID(int=100 + n), draw(NAMES), DECISION_MAKER, "Post")
        parts.append(maker)
        for board in draw(st.sets(st.sampled_from(ids), max_size=3)):
            ties.append(Tie(maker.id, board, "decides for W1 under"))
    return Chart(tuple(parts), tuple(ties))


def a_chart():
    council, board, panel = (Part(UUID(int=n), name, kind, words) for n, name, kind, words in (
        (1, "Cabinet", "executive", "Executive"),
        (2, "Transformation board", "officer", "Officer board"),
        (3, "Children's scrutiny panel", "scrutiny", "Scrutiny: reviews, never decides"),
    ))  # fmt: skip
    maker = Part(UUID(int=4), "Director of children's services", DECISION_MAKER, "Post under delegation")
    ties = (Tie(board.id, council.id, REPORTS), Tie(maker.id, board.id, "decides for W1 and W2 under"))
    return Chart((council, board, panel, maker), ties)


class TestBothForms:
    @given(charts())
    def test_have_every_part_and_every_line_exactly_once(self, chart):
        svg = ElementTree.fromstring(drawn(chart, title="Boards", key="h"))
        parts, ties = said(listed(chart))

        shapes = [group.attrib["data-part"] for group in svg.iter(f"{SVG}g")]
        lines = [(p.attrib["data-below"], p.attrib["data-above"]) for p in svg.iter(f"{SVG}path")]
        assert sorted(shapes) == sorted(str(part.id) for part in parts)
        assert sorted(shapes) == sorted(str(part.id) for part in chart.parts)
        assert sorted(lines) == sorted((str(tie.below), str(tie.above)) for tie in ties)
        assert sorted(lines) == sorted((str(tie.below), str(tie.above)) for tie in set(chart.ties))

    @given(charts())
    def test_say_the_same_names_as_text(self, chart):
        svg = ElementTree.fromstring(drawn(chart, title="Boards", key="h"))
        parts, _ = said(listed(chart))

        for group in svg.iter(f"{SVG}g"):
            told = "".join(text.text or "" for text in group.iter(f"{SVG}text"))
            (part,) = [one for one in parts if str(one.id) == group.attrib["data-part"]]
            assert told.replace(" ", "") == (part.name + part.kind_words).replace(" ", "")

    @given(charts())
    def test_no_box_lies_on_another(self, chart):
        svg = ElementTree.fromstring(drawn(chart, title="Boards", key="h"))
        boxes = [
            tuple(float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
            for rect in svg.iter(f"{SVG}rect")
        ]

        for n, (x, y, w, h) in enumerate(boxes):
            for ox, oy, ow, oh in boxes[n + 1 :]:
                assert x + w <= ox or ox + ow <= x or y + h <= oy or oy + oh <= y

    @given(charts())
    def test_no_line_of_text_is_longer_than_its_box(self, chart):
        svg = ElementTree.fromstring(drawn(chart, title="Boards", key="h"))

        assert all(
            len(text.text or "") <= LETTERS
            for text in svg.iter(f"{SVG}text")
            if text.attrib.get("font-weight") == "bold"
        )


class TestLayers:
    @given(charts())
    def test_what_hangs_from_something_lies_lower_unless_it_closes_a_circle(self, chart):
        of = layers(chart)
        up = {tie.below: {t.above for t in chart.ties if t.below == tie.below} for tie in chart.ties}

        def reaches(start, goal, seen=()):
            return any(
                one == goal or (one not in seen and reaches(one, goal, (*seen, one)))
                for one in up.get(start, ())
            )

        for tie in chart.ties:
            if not reaches(tie.above, tie.below):
                assert of[tie.below] > of[tie.above]

    def test_a_decision_maker_stands_below_its_board(self):
        assert list(layers(a_chart()).values()) == [0, 1, 0, 2]


class TestListed:
    def test_reads_from_the_top_down(self):
        cabinet, panel = listed(a_chart())

        assert (cabinet.words, panel.words) == (
            "Cabinet (executive)",
            "Children's scrutiny panel (scrutiny: reviews, never decides)",
        )
        (board,) = cabinet.below
        (maker,) = board.below
        assert maker.words == (
            "Director of children's services (post under delegation): decides for W1 and W2 under it"
        )

    def test_a_circle_starts_at_the_first_by_name_and_says_where_it_closes(self):
        a, b = (Part(UUID(int=n), name, "officer", "Officer board") for n, name in ((1, "B"), (2, "A")))
        chart = Chart((a, b), (Tie(a.id, b.id, REPORTS), Tie(b.id, a.id, REPORTS)))

        (top,) = listed(chart)
        assert top.part.name == "A"
        assert top.below[0].below[0].words == "A (officer board), already named above or below"


class TestDrawn:
    def test_is_named_described_and_marks_the_one_looked_at(self):
        chart = a_chart()

        svg = ElementTree.fromstring(drawn(chart, title="Boards & co", key="h", this=UUID(int=2)))

        assert svg.find(f"{SVG}title").text == "Boards & co"
        assert svg.find(f"{SVG}desc").text == described(chart)
        assert svg.attrib["aria-labelledby"] == "h-name h-words"
        widths = [rect.attrib["stroke-width"] for rect in svg.iter(f"{SVG}rect")]
        assert sorted(widths) == ["1.5", "1.5", "1.5", "3"]
        assert described(chart) == (
            "3 boards and teams and 1 decision-maker, joined by 2 lines. The list says the same."
        )

    def test_scrutiny_and_support_have_a_broken_line(self):
        svg = ElementTree.fromstring(drawn(a_chart(), title="Boards", key="h"))

        broken = [
            group.attrib["data-part"]
            for group in svg.iter(f"{SVG}g")
            if "stroke-dasharray" in group.find(f"{SVG}rect").attrib
        ]
        assert broken == [str(UUID(int=3))]

    def test_says_nothing_where_there_is_nothing(self):
        assert "0 boards" in drawn(Chart((), ()), title="None", key="h")

    def test_carries_no_script_style_or_address(self):
        text = drawn(a_chart(), title="Boards", key="h").replace("http://www.w3.org/2000/svg", "")

        assert all(word not in text for word in ("script", "style=", "http", "onload"))
