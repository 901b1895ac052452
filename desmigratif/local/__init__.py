"""Everything one machine needs: an embedded PostgreSQL and Valkey, their keys and places, and the commands on them.

The modules here use the standard library only (and psycopg2 to wait for the server), because the settings read
`layout` before Django is set up.
"""
