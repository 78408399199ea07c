"""The model worker: rows leased, written by an engine, saved where the lease still holds.
Only the task calls it; no web process imports it."""
