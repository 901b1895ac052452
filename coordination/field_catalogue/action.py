"""Actions, their dates and their progress in the record of processing."""
