"""What the default worker does for the catalogue, a file a job: read a file, write it, undo it."""
