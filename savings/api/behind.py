"""How what stands behind delivery goes out: claims, validations, evidence, cover, one-off money, net, settlements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programme.api.fields import EARLIEST, LATEST, PoundsField, ProgrammeRefSerializer
from programme.rules.calendar import FinancialYear
from savings.models.delivery import COST_KINDS, COST_SOURCES
from savings.queries.delivery import (
    ProgrammeDelivery,
    SavingDelivery,
)
from savings.rules.evidence import ANSWER_WORDS, GRADE_WORDS, QUESTIONS, shares_words
from savings.rules.net import NetYear
from savings.rules.pressures import CHOICE_WORDS
from savings.rules.profile import to_pence
from savings.rules.validation import WAITING_WORDS

CHOICES: Final = [(choice.value, words) for choice, words in CHOICE_WORDS.items()]
WAITINGS: Final = [(waiting.value, words) for waiting, words in WAITING_WORDS.items()]
COSTS: Final = list(COST_KINDS.items())
SOURCES: Final = list(COST_SOURCES.items())
ASKED: Final = list(QUESTIONS.items())
ANSWERS: Final = [(answer.value, words) for answer, words in ANSWER_WORDS.items()]
GRADES: Final = [(grade.value, words) for grade, words in GRADE_WORDS.items()]


@extend_schema_field({"type": "string", "example": "2024/25"})
class YearField(serializers.Field[Any, Any, Any, Any]):
    """A financial year as papers write it: 2024/25."""

    def to_internal_value(self, data: Any) -> FinancialYear:
        try:
            year = FinancialYear.parse(data if isinstance(data, str) else "")
        except ValueError as problem:
            raise serializers.ValidationError([str(problem)]) from problem
        if not EARLIEST.year <= year.start_year < LATEST.year:
            raise serializers.ValidationError([f"Give a year from {EARLIEST.year} to {LATEST.year}."])
        return year

    def to_representation(self, value: Any) -> str:
        return str(value)


class ClaimSerializer(serializers.Serializer[Any]):
    """What the owner says is delivered of a year. The newest of a year stands; one without an amount takes it back."""

    id = serializers.UUIDField()
    year = YearField()
    amount = PoundsField(allow_null=True)
    reason = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField()
    stands = serializers.BooleanField()


class ValidationSerializer(serializers.Serializer[Any]):
    """What finance has seen of a year, or of months of it. Those that stand add up."""

    id = serializers.UUIDField()
    year = YearField()
    period = serializers.CharField(help_text="M1-M5; blank for the whole year")
    amount = PoundsField()
    evidence = serializers.CharField()
    budget_evidence = serializers.CharField(help_text="What shows that the base budget is reduced")
    spend_evidence = serializers.CharField(help_text="What shows that spend or income followed it")
    beyond_claim = serializers.CharField(help_text="Why finance validates more than is claimed")
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField()
    stands = serializers.BooleanField()
    taken_back = serializers.CharField(help_text="Why it no longer stands")
    taken_back_at = serializers.DateTimeField(allow_null=True)
    taken_back_by = serializers.CharField()


class AnsweredSerializer(serializers.Serializer[Any]):
    """One of the six questions that tell whether a saving is real, and its answer."""

    question = serializers.ChoiceField(choices=ASKED)
    words = serializers.CharField()
    answer = serializers.ChoiceField(choices=ANSWERS)


class EvidenceSerializer(serializers.Serializer[Any]):
    """How good the evidence of a saving is, by its newest review."""

    grade = serializers.ChoiceField(choices=GRADES)
    grade_words = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    note = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField()

    def get_grade_words(self, row: Any) -> str:
        return GRADE_WORDS[row.grade]

    @extend_schema_field(AnsweredSerializer(many=True))
    def get_answers(self, row: Any) -> list[Mapping[str, str]]:
        return [
            {"question": q, "words": QUESTIONS[q], "answer": answer.value}
            for q, answer in row.answers.items()
        ]


class LinkedLineSerializer(serializers.Serializer[Any]):
    """The other line of a replacement."""

    id = serializers.UUIDField(source="other_id")
    ref = serializers.CharField()
    name = serializers.CharField()
    programme = serializers.CharField(source="programme_code")
    reason = serializers.CharField()


class CoverYearSerializer(serializers.Serializer[Any]):
    """What replacements cover of a line in a year: covered + uncovered = plan."""

    year = YearField()
    plan = PoundsField(allow_null=True)
    covered = PoundsField(allow_null=True)
    uncovered = PoundsField(allow_null=True)


class CoverSerializer(serializers.Serializer[Any]):
    """What replacements cover, and the recurring gap they leave: a yearly rate, in no year's amount."""

    words = serializers.CharField()
    recurring_open = PoundsField(allow_null=True)
    years = CoverYearSerializer(many=True)


class MitigationSerializer(serializers.Serializer[Any]):
    """Money found once, for one year."""

    id = serializers.UUIDField()
    year = YearField()
    amount = PoundsField()
    what = serializers.CharField()
    withdrawn = serializers.CharField(help_text="Why it is not there after all")
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField()


class GapSerializer(serializers.Serializer[Any]):
    """The gap of one year, and beside it what goes missing every year."""

    year = YearField()
    shortfall = PoundsField(allow_null=True)
    mitigated = PoundsField()
    open = PoundsField(allow_null=True)
    recurring = PoundsField(allow_null=True, help_text="A rate, of no one year")
    words = serializers.CharField()


class CostSerializer(serializers.Serializer[Any]):
    """What a saving costs in a year. Null is a cost that is there and not known."""

    kind = serializers.ChoiceField(choices=COSTS)
    year = YearField()
    amount = PoundsField(allow_null=True)
    source = serializers.ChoiceField(choices=SOURCES, allow_blank=True)  # type: ignore[assignment]
    borne_by_service = serializers.BooleanField(allow_null=True)
    note = serializers.CharField()


class NetYearSerializer(serializers.Serializer[Any]):
    """One year: net = gross - one_off - running - lost_income. Null is not known; nil of a cost nobody stated."""

    year = YearField()
    gross = PoundsField(allow_null=True)
    one_off = PoundsField(allow_null=True)
    running = PoundsField(allow_null=True)
    lost_income = PoundsField(allow_null=True)
    net = PoundsField(allow_null=True)
    recurring_net = PoundsField(allow_null=True)
    stated = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=COSTS)))
    def get_stated(self, row: NetYear) -> list[str]:
        return sorted(kind.value for kind in row.stated)


class NetSerializer(serializers.Serializer[Any]):
    """A saving net of what it costs. Payback in years is null where there is none; the words say why."""

    investment = PoundsField(allow_null=True)
    recurring_net = PoundsField(allow_null=True)
    payback_years = serializers.SerializerMethodField()
    payback_words = serializers.CharField()
    years = NetYearSerializer(many=True)

    @extend_schema_field(serializers.CharField(allow_null=True, help_text="Two decimals: 1.50"))
    def get_payback_years(self, row: Any) -> str | None:
        return None if row.payback is None else f"{to_pence(row.payback):.2f}"


class SettlementSerializer(serializers.Serializer[Any]):
    """What finance settled for the budget of a year."""

    id = serializers.UUIDField()
    year = YearField()
    choice = serializers.ChoiceField(choices=CHOICES)
    words = serializers.CharField()
    amount = PoundsField(allow_null=True)
    pressure_id = serializers.UUIDField(allow_null=True)
    reason = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField()
    undone = serializers.CharField(help_text="Why it no longer stands")


class SavingDeliverySerializer(serializers.Serializer[Any]):
    """What stands behind one saving's delivery."""

    id = serializers.UUIDField(source="saving.id")
    version = serializers.IntegerField()
    ref = serializers.CharField(source="saving.ref")
    name = serializers.CharField(source="saving.name")
    programme = serializers.SerializerMethodField()
    waiting = serializers.ListField(child=serializers.ChoiceField(choices=WAITINGS), help_text="For finance")
    delivered = serializers.CharField(help_text="How far a line called delivered is; blank for any other")
    claims = ClaimSerializer(many=True)
    validations = ValidationSerializer(many=True)
    evidence = EvidenceSerializer(allow_null=True)
    replaces = LinkedLineSerializer(allow_null=True)
    replacements = LinkedLineSerializer(many=True)
    cover = CoverSerializer(allow_null=True)
    mitigations = MitigationSerializer(many=True)
    gaps = GapSerializer(many=True)
    costs = CostSerializer(many=True)
    net = NetSerializer()
    settlements = SettlementSerializer(many=True)

    @extend_schema_field(ProgrammeRefSerializer())
    def get_programme(self, row: SavingDelivery) -> Any:
        return ProgrammeRefSerializer().to_representation(row.saving)


class ShareSerializer(serializers.Serializer[Any]):
    """The lines of one grade of evidence, and the share of the value they are."""

    grade = serializers.ChoiceField(choices=GRADES)
    lines = serializers.IntegerField()
    lines_known = serializers.IntegerField()
    pounds = PoundsField()
    percent = serializers.IntegerField(allow_null=True)


class NetTotalSerializer(serializers.Serializer[Any]):
    """The net of a programme's lines in a year, over those where it is known: `known` of `of`."""

    year = YearField()
    gross = PoundsField()
    one_off = PoundsField()
    running = PoundsField()
    lost_income = PoundsField()
    net = PoundsField()
    known = serializers.IntegerField()
    of = serializers.IntegerField()


class SourceTotalSerializer(serializers.Serializer[Any]):
    """One-off investment of all years from one source; null where an amount of it is not known."""

    source = serializers.ChoiceField(choices=SOURCES, allow_blank=True)  # type: ignore[assignment]
    borne_by_service = serializers.BooleanField(allow_null=True)
    amount = PoundsField(allow_null=True)


class WaitingCountSerializer(serializers.Serializer[Any]):
    """How many lines wait for finance, and for what."""

    waiting = serializers.ChoiceField(choices=WAITINGS)
    words = serializers.CharField()
    lines = serializers.IntegerField()


class DeliveryProgrammeSerializer(serializers.Serializer[Any]):
    """The programme these figures are of. An illustrative one holds invented figures."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    illustrative = serializers.BooleanField()


class ProgrammeDeliverySerializer(serializers.Serializer[Any]):
    """What stands behind a programme's delivery in a year, over the lines you may see."""

    programme = DeliveryProgrammeSerializer()
    year = YearField()
    over = serializers.CharField(help_text="Over which lines, in the same words whether or not any is hidden")
    lines = serializers.IntegerField(help_text="Adjustments apart")
    evidence = ShareSerializer(many=True)
    evidence_words = serializers.SerializerMethodField()
    adjustments = PoundsField(help_text="Of adjustments that name no line, which no grade takes in")
    waiting = serializers.SerializerMethodField()
    shortfall = PoundsField(help_text="Over the lines whose gap is known")
    mitigated = PoundsField(help_text="What one-off money closes of it")
    open = PoundsField(help_text="What stays open of it")
    recurring = PoundsField(help_text="What goes missing every year: a rate, in none of the above")
    gaps_known = serializers.IntegerField()
    net = NetTotalSerializer(many=True)
    sources = SourceTotalSerializer(many=True)

    def get_evidence_words(self, row: ProgrammeDelivery) -> str:
        return shares_words(row.evidence)

    @extend_schema_field(WaitingCountSerializer(many=True))
    def get_waiting(self, row: ProgrammeDelivery) -> list[Mapping[str, Any]]:
        return [
            {"waiting": w.value, "words": WAITING_WORDS[w], "lines": lines}
            for w, lines in row.waiting.items()
        ]
