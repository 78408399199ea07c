"""Acts of insights, a file a noun: comparisons."""

from merchant_portal.insights.services.comparisons import (
    ComparisonClosed,
    NothingToCompare,
    VotesMissing,
    cast_vote,
    close_comparison,
    finish_voting,
    start_comparison,
    take_back_vote,
)

__all__ = [
    "ComparisonClosed",
    "NothingToCompare",
    "VotesMissing",
    "cast_vote",
    "close_comparison",
    "finish_voting",
    "start_comparison",
    "take_back_vote",
]
