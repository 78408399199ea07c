"""Pages of insights, a file a noun."""
