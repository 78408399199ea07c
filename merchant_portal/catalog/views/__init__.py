"""Pages of the catalogue, a file a noun."""
