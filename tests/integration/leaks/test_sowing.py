from __future__ import annotations

from tests.integration.leaks.sowing import LEVELS, Field, hanging, marked, texts_of


class TestSowing:
    def test_leaves_no_model_out(self, untold: Field) -> None:
        labels = {s.label for s in untold.words.values()}

        assert {m._meta.label for m in [*marked(), *hanging()] if any(texts_of(m))} <= labels
        for level in LEVELS:
            assert len(untold.of(level)) > 100
