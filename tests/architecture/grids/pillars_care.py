"""Who gets which answer: migration services and parenting."""
