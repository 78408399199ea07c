"""Pages of people and of a shop's seats, a file a subject."""
