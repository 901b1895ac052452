"""Batches of rows on their way into the registry."""
