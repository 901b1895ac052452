"""Officers' screens about people."""
