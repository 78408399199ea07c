"""The pages of drafting, a file a noun."""
