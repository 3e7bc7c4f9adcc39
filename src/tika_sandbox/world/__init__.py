"""State and rules of the local Discord. Every verb takes the acting principal; no I/O and no JSON in here."""
