"""Filters of the coordination, shared by pages and endpoints."""
