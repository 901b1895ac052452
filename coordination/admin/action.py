"""Actions, their dates and their progress in the admin."""
