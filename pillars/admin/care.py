"""Migration services and parenting in the admin."""
