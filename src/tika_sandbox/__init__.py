"""A Discord on your desk: a local server that speaks Discord's protocol. Knows nothing of the bot."""
