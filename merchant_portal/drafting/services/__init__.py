"""The acts of drafting, a file a noun."""
