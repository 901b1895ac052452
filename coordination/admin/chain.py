"""Meetings, visits, findings, recommendations, good practices in the admin."""
