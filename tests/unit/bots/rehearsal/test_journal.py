"""What is on disk comes back, and only whole lines of it."""

from __future__ import annotations

from pathlib import Path

from bots.rehearsal.clock import Clock
from bots.rehearsal.journal import MOST_ROWS, Journal, Row


def read_again(folder: Path, table: str) -> dict[str, Row]:
    journal = Journal(folder)
    journal.close()
    return journal.rows(table)


class TestJournal:
    def test_the_last_row_of_a_key_wins_in_the_first_place(self, tmp_path: Path) -> None:
        journal = Journal(tmp_path)
        journal.put("message", "a", {"text": "one"})
        journal.put("message", "b", {"text": "two"})
        journal.put("message", "a", {"text": "edited"})
        journal.close()

        assert list(read_again(tmp_path, "message").values()) == [{"text": "edited"}, {"text": "two"}]

    def test_a_torn_line_is_left_out(self, tmp_path: Path) -> None:
        journal = Journal(tmp_path)
        journal.put("mail", "1", {"raw": "£"})
        journal.close()
        with (tmp_path / "rehearsal.jsonl").open("a") as file:
            file.write('["mail","2",{"ra')

        assert read_again(tmp_path, "mail") == {"1": {"raw": "£"}}

    def test_old_calls_are_let_go_at_a_restart(self, tmp_path: Path) -> None:
        journal = Journal(tmp_path)
        for number in range(MOST_ROWS["call"] + 1):
            journal.put("call", str(number), {})
        journal.close()

        assert "0" not in read_again(tmp_path, "call")

    def test_without_a_folder_nothing_is_kept(self) -> None:
        journal = Journal(None)

        journal.put("mail", "1", {})

        assert journal.rows("mail") == {}


class TestTimestamps:
    def test_never_repeat_and_never_go_back(self) -> None:
        clock = Clock()
        clock.has_issued("9999999999.000005")

        stamps = [clock.next_ts() for _ in range(3)]

        assert stamps == ["9999999999.000006", "9999999999.000007", "9999999999.000008"]
