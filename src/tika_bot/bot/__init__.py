"""The Discord wing: what Discord says becomes calls into the core, what the core says becomes requests."""
