"""OAuth2 on the wire: the authorize page, the token exchange, and what a Bearer token may ask."""
