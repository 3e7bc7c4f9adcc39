"""Scenes: what people did and saw, as a file that a person can read and a test can play again."""
