"""What touches sockets: REST, gateway, CDN, limits, and the judge of all that passes."""
