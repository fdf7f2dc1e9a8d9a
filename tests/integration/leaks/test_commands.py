"""No word of what is closed in anything that a command prints, writes to a file or says when it refuses."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from programme.models import Person
from tests.integration.leaks.reading import parts
from tests.integration.leaks.sowing import AMOUNTS, LEVELS, Field

CODE, BOARD = "open-programme", "open-board"
PRINTED = (
    ("programmes",),
    ("people",),
    ("boards",),
    ("position", "--programme", CODE),
    ("changes", "--programme", CODE, "--since", "2026-08-01"),
    ("digest", "--board", BOARD),
    ("ask", "savings status"),
    ("ask", "Savings status of Open programme"),
    ("ask", "Which milestones slipped in Open programme?"),
    ("ask", "What is red in Open programme?"),
)
FILES = (
    ("export_savings", "--programme", CODE, "--out", "savings.xlsx"),
    ("export_savings", "--programme", CODE, "--out", "savings.csv"),
    ("board_pack", "--board", BOARD, "--out", "pack.pdf"),
    ("board_pack", "--board", BOARD, "--public", "--out", "public.pdf"),
    ("highlight_report", "--board", BOARD, "--out", "report.docx"),
    ("highlight_report", "--board", BOARD, "--public", "--out", "public.docx"),
)
NEVER_CLOSED = {"digest", "ask"}  # said as messages are, whoever reads


def run(made: Field, reader: str, command: tuple[str, ...], folder: Path) -> str:
    """Return all that a command gives: what it prints, refuses with and writes."""
    who = () if reader == "nobody" else ("--as", Person.objects.get(pk=made.people[reader].person_id).email)
    name, *options = [
        str(folder / one) if one.endswith((".xlsx", ".csv", ".pdf", ".docx")) else one for one in command
    ]
    out, err = StringIO(), StringIO()
    try:
        call_command(name, *options, *who, stdout=out, stderr=err)
    except CommandError as refused:
        err.write(str(refused))
    except SystemExit as over:
        err.write(str(over))
    files = [text for one in sorted(folder.iterdir()) for text in parts(one.read_bytes())]
    for one in folder.iterdir():
        one.unlink()
    return "\n".join([out.getvalue(), err.getvalue(), *files])


def told(made: Field, text: str, levels: tuple[str, ...]) -> set[str]:
    """Return which words of these levels stand in a text, and the amounts that closed lines alone come to."""
    words = {str(made.words[w]) for w in made.found_in(text) if made.words[w].level in levels}
    return words | ({one for one in AMOUNTS if one in text} if levels == LEVELS else set())


class TestCommands:
    @pytest.mark.parametrize("command", [*PRINTED, *FILES], ids=" ".join)
    def test_give_nothing_closed_to_whoever_may_not_see_it(
        self, made: Field, command: tuple[str, ...], tmp_path: Path
    ) -> None:
        for reader in ("nobody", "uncleared"):
            for more in ((), ("--json",)):
                assert told(made, run(made, reader, (*command, *more), tmp_path), LEVELS) == set(), (
                    reader,
                    more,
                )
        listed = run(made, "outsider", command, tmp_path)
        assert told(made, listed, LEVELS if command[0] in NEVER_CLOSED else ("listed",)) == set()

    @pytest.mark.parametrize("name", ["digest", "ask"])
    def test_say_nothing_closed_even_to_whoever_is_cleared(
        self, made: Field, name: str, tmp_path: Path
    ) -> None:
        for command in [one for one in PRINTED if one[0] == name]:
            assert told(made, run(made, "insider", command, tmp_path), LEVELS) == set()

    def test_give_closed_lines_to_whoever_is_cleared_and_nothing_closed_in_public(
        self, made: Field, tmp_path: Path
    ) -> None:
        for command in FILES:
            found = told(made, run(made, "insider", command, tmp_path), LEVELS)
            assert bool(found) is ("--public" not in command), command

    def test_of_the_machine_print_no_words(self, made: Field, tmp_path: Path) -> None:
        for command in (("verify_alerts",), ("assess_risk",), ("outbox", "list"), ("outbox", "status")):
            assert told(made, run(made, "nobody", command, tmp_path), LEVELS) == set(), command

    @pytest.mark.parametrize("reader", ["nobody", "uncleared"])
    def test_refuse_what_is_closed_as_they_refuse_what_is_not_there(
        self, made: Field, reader: str, tmp_path: Path
    ) -> None:
        closed = [
            r for r in made.rows if r._meta.label in ("programme.Programme", "governance.Board") and r.code
        ]
        hidden = [r for r in closed if made.found_in(" ".join(map(str, vars(r).values()))) - made.of("open")]
        assert hidden
        for row in hidden:
            there, nowhere = str(row.code), f"x{uuid4().hex[:6]}"
            for command in [*PRINTED, *FILES]:
                option = "--board" if row._meta.label == "governance.Board" else "--programme"
                if option not in command:
                    continue
                own = BOARD if option == "--board" else CODE
                one, two = (
                    run(made, reader, tuple(code if word == own else word for word in command), tmp_path)
                    for code in (there, nowhere)
                )
                assert one.replace(there, "CODE") == two.replace(nowhere, "CODE"), command
