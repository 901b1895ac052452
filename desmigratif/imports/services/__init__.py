"""Changes of import batches."""
