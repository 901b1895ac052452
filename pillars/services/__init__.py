"""Changes of the pillars, by the names of their modules."""
