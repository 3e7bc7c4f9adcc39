"""Discord's REST interface: a table of routes, and one function that answers a request by it."""
