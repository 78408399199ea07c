"""What came of it, a file a noun: blind comparisons."""

from merchant_portal.insights.models.comparisons import Comparison, ComparisonEvent, Pair, Vote, Voter

__all__ = ["Comparison", "ComparisonEvent", "Pair", "Vote", "Voter"]
