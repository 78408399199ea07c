"""The pages of review, a file a purpose: lists, the draft's page and its editing, verdicts."""
