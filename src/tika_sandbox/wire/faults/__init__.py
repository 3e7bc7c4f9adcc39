"""Bad weather by seed: a layer over gateway and REST that does what networks and Discord do on a bad day."""
