"""The websocket side of Discord: sessions, who hears what, compression, resuming."""
