"""Meetings, visits, findings, recommendations, good practices in the record of processing."""
