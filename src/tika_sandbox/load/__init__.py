"""A stage for load: thousands of guilds and a million members that exist only as arithmetic."""
