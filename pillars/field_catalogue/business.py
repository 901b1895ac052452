"""Businesses and cooperatives in the record of processing."""
