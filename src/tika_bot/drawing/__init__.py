"""Pictures without Discord: letters of every script, cached layers, encoders. Pillow waits for first use."""
