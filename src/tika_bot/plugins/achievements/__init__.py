"""Achievements: what members reach is found, paid once and shown off."""
