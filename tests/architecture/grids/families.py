"""Who gets which answer: families, memberships and children."""
