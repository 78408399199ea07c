"""News of the catalogue. Declared here, received by the apps above."""

from django.dispatch import Signal

#: Sent after a product's facts or names changed. Arguments: product (Product), by (User | None), now (datetime).
facts_changed = Signal()
#: Sent after an import reached done. Arguments: imported (Import), by, now.
import_finished = Signal()
#: Sent when a piece of evidence was withdrawn or ran out. Arguments: evidence (Evidence), now.
evidence_lapsed = Signal()
