"""Filters of the pillars, shared by pages and endpoints."""
