"""News of insights. Declared here, received by the app above."""

from django.dispatch import Signal

#: Sent after a comparison was started. Arguments: comparison (Comparison), people (list of User), by (User), now.
comparison_started = Signal()
