"""`make bench`: each benchmark's table, and its figures in bench/results/."""

from __future__ import annotations

from bench import acknowledging, asking, digests, exporting, importing, packs, path_of_one_change, positions


def main() -> None:
    """Run every benchmark."""
    path_of_one_change.run()
    importing.run()
    positions.run()
    exporting.run()
    digests.run()
    packs.run()
    asking.run()
    acknowledging.run()


if __name__ == "__main__":
    main()
