"""Businesses and cooperatives in the admin."""
