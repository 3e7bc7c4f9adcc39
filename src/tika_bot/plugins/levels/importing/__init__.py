"""Members' levels from files: other bots' and our own. Pure: bytes go in, what to change comes out."""
