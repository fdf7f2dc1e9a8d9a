from hypothesis import given
from hypothesis import strategies as st

from savings.rules.merging import (
    NEW,
    Conflict,
    FileLine,
    HeldLine,
    match_lines,
    merge_cells,
    settled,
    unmatched,
)

TEXTS = st.none() | st.sampled_from(["a", "b", "c"])
YEAR_CELLS = st.dictionaries(
    st.sampled_from(["2024/25", "2025/26", "2026/27"]), st.none() | st.sampled_from(["1.00", "2.00"])
)
WORD_CELLS = st.dictionaries(st.sampled_from(["name", "heading", "owner_email", "note"]), TEXTS)
CELLS = st.builds(lambda words, years: {**words, **years}, WORD_CELLS, YEAR_CELLS)


def held(key, ref=None, name="Fostering", heading="Care", *, printed=True, **more):
    return HeldLine(key, {"ref": ref, "name": name, "heading": heading, **more}, ref_is_printed=printed)


def row(number, ref=None, name="Fostering", heading="Care", sent_as="", **more):
    return FileLine(number, {"ref": ref, "name": name, "heading": heading, **more}, sent_as)


class TestMergeCells:
    @given(cells=CELLS, base=st.none() | CELLS)
    def test_of_what_the_ledger_holds_changes_nothing(self, cells, base):
        merged = merge_cells(cells, cells, base)

        assert not merged.changes
        assert not merged.conflicts

    @given(mine=CELLS, now=CELLS, saw=CELLS)
    def test_puts_every_differing_cell_of_the_export_in_one_place(self, mine, now, saw):
        merged = merge_cells(mine, now, saw)

        for key in mine.keys() & saw.keys():
            yours, held_now, sent = mine[key], now.get(key), saw[key]
            assert (key in merged.changes) == (yours != held_now and yours != sent and held_now == sent)
            assert (key in merged.kept) == (yours != held_now and yours == sent)
            assert (key in merged.conflicts) == (yours != held_now and yours != sent and held_now != sent)

    @given(mine=CELLS, now=CELLS, saw=st.none() | CELLS)
    def test_says_before_and_after_as_they_are(self, mine, now, saw):
        merged = merge_cells(mine, now, saw)

        assert all(change == (now.get(key), mine[key]) for key, change in merged.changes.items())

    @given(mine=CELLS, now=CELLS, saw=st.none() | CELLS)
    def test_done_once_has_nothing_more_to_take(self, mine, now, saw):
        merged = merge_cells(mine, now, saw)
        after = {**now, **{key: change[1] for key, change in merged.changes.items()}}

        assert not merge_cells(mine, after, saw).changes

    @given(mine=CELLS, theirs=CELLS, saw=CELLS)
    def test_without_a_clash_it_matters_not_who_comes_first(self, mine, theirs, saw):
        # Both sheets were sent out with the same columns, as an export's are.
        mine, theirs = {**saw, **mine}, {**saw, **theirs}
        keys = mine.keys() & theirs.keys() & saw.keys()
        clashes = {k for k in keys if saw[k] != mine[k] != theirs[k] != saw[k]}
        after_mine = applied({**saw}, merge_cells(mine, saw, saw))
        after_theirs = applied({**saw}, merge_cells(theirs, saw, saw))

        one = applied(after_mine, merge_cells(theirs, after_mine, saw))
        other = applied(after_theirs, merge_cells(mine, after_theirs, saw))

        assert all(one[k] == other[k] for k in keys - clashes)

    def test_without_an_export_a_blank_word_says_nothing_and_a_blank_amount_is_not_known(self):
        merged = merge_cells({"note": None, "2024/25": None}, {"note": "n", "2024/25": "5.00"})

        assert merged.changes == {"2024/25": ("5.00", None)}

    def test_with_an_export_a_blanked_word_was_meant(self):
        merged = merge_cells({"note": None}, {"note": "n"}, {"note": "n"})

        assert merged.changes == {"note": ("n", None)}


def applied(cells, merged):
    return {**cells, **{key: after for key, (_, after) in merged.changes.items()}}


class TestSettled:
    def test_takes_each_answer_and_leaves_what_is_not_answered(self):
        merged = merge_cells(
            {"name": "x", "note": "y", "heading": "z"},
            {"name": "n1", "note": "n2", "heading": "n3"},
            {"name": "s1", "note": "s2", "heading": "s3"},
        )

        after = settled(merged, {"name": "yours", "note": "now"})

        assert after.changes == {"name": ("n1", "x")}
        assert after.kept == ("note",)
        assert after.conflicts == {"heading": Conflict("s3", "n3", "z")}


class TestMatchLines:
    def test_finds_a_ref_whatever_its_case_and_spaces(self):
        [match] = match_lines([row(5, " 24 s1", "Another name")], [held("a", "24S1"), held("b", "24S10")])

        assert match.key == "a"

    def test_a_new_ref_is_a_new_line(self):
        [match] = match_lines([row(5, "24S2", "Something else")], [held("a", "24S1")])

        assert match.key is None
        assert not match.is_open

    def test_without_a_ref_goes_by_name_and_heading(self):
        lines = [row(5, name="fostering  ", heading="CARE"), row(6, name="Fostering", heading="Transport")]
        known = [held("a", "L1", printed=False), held("b", "L2", heading="Transport", printed=False)]

        assert [m.key for m in match_lines(lines, known)] == ["a", "b"]

    def test_a_ref_printed_for_the_first_time_is_given_to_the_line_of_that_name(self):
        [match] = match_lines([row(5, "24S1")], [held("a", "L1", printed=False)])

        assert match.key == "a"

    def test_our_own_ref_finds_no_line_of_another_name(self):
        [match] = match_lines([row(5, "L1", "Buses")], [held("a", "L1", printed=False)])

        assert match.key is None

    def test_the_same_name_under_another_heading_is_a_question(self):
        [match] = match_lines([row(5, heading="Buses")], [held("a", "L1", printed=False)])

        assert match.is_open
        assert match.candidates == ("a",)

    def test_two_lines_of_one_name_are_told_apart_by_their_amounts(self):
        lines = [row(5, **{"2024/25": "2.00"}), row(6, **{"2024/25": "1.00"})]
        known = [
            held("a", "L1", printed=False, **{"2024/25": "1.00"}),
            held("b", "L2", printed=False, **{"2024/25": "2.00"}),
        ]

        assert [m.key for m in match_lines(lines, known)] == ["b", "a"]

    def test_two_lines_of_one_name_that_both_changed_are_a_question(self):
        lines = [row(5, **{"2024/25": "7.00"}), row(6, **{"2024/25": "8.00"})]
        known = [
            held("a", "L1", printed=False, **{"2024/25": "1.00"}),
            held("b", "L2", printed=False, **{"2024/25": "2.00"}),
        ]

        assert all(m.is_open and m.candidates == ("a", "b") for m in match_lines(lines, known))

    def test_one_ref_on_two_rows_is_a_question_about_both(self):
        matches = match_lines([row(5, "24S1"), row(9, "24s1")], [held("a", "24S1")])

        assert all("rows 5, 9" in m.words for m in matches)

    def test_a_row_an_export_marked_is_its_line_whatever_was_edited(self):
        [match] = match_lines([row(5, "24S9", "All new", sent_as="a")], [held("a", "24S1")])

        assert match.key == "a"

    def test_of_two_copies_of_a_marked_row_the_one_with_its_ref_is_the_line(self):
        lines = [row(5, "24S1", sent_as="a"), row(6, None, "A new one", sent_as="a")]

        assert [m.key for m in match_lines(lines, [held("a", "24S1")])] == ["a", None]

    def test_an_answer_settles_which_line_it_is(self):
        known = [held("a", "L1", printed=False), held("b", "L2", heading="Roads", printed=False)]

        [taken] = match_lines([row(5, heading="Buses")], known, answers={5: "b"})
        [new] = match_lines([row(5, heading="Buses")], known, answers={5: NEW})

        assert taken.key == "b"
        assert new.key is None
        assert not new.is_open

    @given(
        rows=st.lists(st.tuples(TEXTS, st.sampled_from(["x", "y"]), TEXTS, YEAR_CELLS), max_size=7),
        known=st.lists(
            st.tuples(TEXTS, st.sampled_from(["x", "y"]), TEXTS, YEAR_CELLS, st.booleans()), max_size=7
        ),
    )
    def test_no_line_is_two_rows(self, rows, known):
        lines = [row(n, r, name, h, **cells) for n, (r, name, h, cells) in enumerate(rows)]
        refs = [r or f"L{n}" for n, (r, *_) in enumerate(known)]
        ledger = [
            held(str(n), ref, name, h, printed=p, **cells)
            for n, (ref, (_, name, h, cells, p)) in enumerate(zip(refs, known, strict=True))
        ]

        matches = match_lines(lines, ledger)

        taken = [m.key for m in matches if m.key is not None]
        assert len(taken) == len(set(taken))
        assert [m.row for m in matches] == [line.row for line in lines]
        assert set(unmatched(matches, ledger)).isdisjoint(taken)

    @given(
        known=st.lists(
            st.tuples(st.sampled_from(["x", "y"]), st.sampled_from(["h", "i"]), YEAR_CELLS), max_size=8
        ),
        order=st.randoms(use_true_random=False),
    )
    def test_the_same_sheet_in_any_order_finds_every_line(self, known, order):
        ledger = [
            held(str(n), f"L{n}", name, h, printed=False, **cells) for n, (name, h, cells) in enumerate(known)
        ]
        blank = dict.fromkeys(["2024/25", "2025/26", "2026/27"])
        lines = [row(n, None, name, h, **{**blank, **cells}) for n, (name, h, cells) in enumerate(known)]
        order.shuffle(lines)

        matches = match_lines(lines, ledger)

        by_key = {line.key: line for line in ledger}
        for line, match in zip(lines, matches, strict=True):
            found = by_key[match.key].cells
            assert all(found.get(key) == value for key, value in line.cells.items() if key != "ref")
