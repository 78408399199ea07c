"""Every hard claim of a text against the facts of its product.
Knows no law and no platform: `examine` says what is so, `checks.rules` what may be said."""

from copywriter.checks.claims.facts import index_facts
from copywriter.checks.claims.ledger import examine

__all__ = ["examine", "index_facts"]
