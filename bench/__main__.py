"""`make bench`: each benchmark's table, and its figures in bench/results/."""

from __future__ import annotations

from bench import path_of_one_change


def main() -> None:
    """Run every benchmark."""
    path_of_one_change.run()


if __name__ == "__main__":
    main()
