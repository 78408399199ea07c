"""News of drafting. Declared here, received by the apps above."""

from django.dispatch import Signal

#: Sent after a request got its candidates. Arguments: request (Request), draft (Draft), now.
copy_written = Signal()
#: Sent after a batch reached done or cancelled. Arguments: batch (Batch), now.
batch_finished = Signal()
#: Sent when the rules that a shop's texts are held to changed. Arguments: merchant (Merchant | None for all), now.
packs_changed = Signal()
#: Sent after a draft changed its state. Arguments: draft (Draft), old (str), by (User | None), now.
draft_moved = Signal()
