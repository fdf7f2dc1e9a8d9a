from __future__ import annotations

import pytest

from tests.integration.leaks.sowing import LEVELS, hanging, marked, sown, texts_of

pytestmark = pytest.mark.django_db


class TestSowing:
    def test_leaves_no_model_out(self) -> None:
        made = sown()

        labels = {s.label for s in made.words.values()}
        assert {m._meta.label for m in [*marked(), *hanging()] if any(texts_of(m))} <= labels
        for level in LEVELS:
            assert len(made.of(level)) > 100
