"""What came of it, a file a noun: blind comparisons, experiments."""

from merchant_portal.insights.models.comparisons import Comparison, ComparisonEvent, Pair, Vote, Voter
from merchant_portal.insights.models.experiments import (
    Arm,
    Experiment,
    ExperimentEvent,
    ExperimentLine,
    Observation,
    ShopToken,
)

__all__ = [
    "Arm",
    "Comparison",
    "ComparisonEvent",
    "Experiment",
    "ExperimentEvent",
    "ExperimentLine",
    "Observation",
    "Pair",
    "ShopToken",
    "Vote",
    "Voter",
]
