"""Switches, settings and plugins: what those who manage a server, and those who run the bot, need."""
