"""Who gets which answer: imports of persons."""
