"""A guest with every way of answering."""
