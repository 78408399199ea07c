"""News of review. Declared here, received by the apps above."""

from django.dispatch import Signal

#: Sent after a text became live. Arguments: copy (ApprovedCopy), by (User), now.
copy_approved = Signal()
#: Sent after a draft was returned or rejected. Arguments: draft (Draft), by (User), now.
draft_returned = Signal()
