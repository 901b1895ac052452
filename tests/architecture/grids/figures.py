"""Who gets which answer: figures with a source and indicators."""
