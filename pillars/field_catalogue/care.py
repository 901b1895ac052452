"""Migration services and parenting in the record of processing."""
