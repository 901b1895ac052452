"""Changes of the coordination, by the names of their modules."""
