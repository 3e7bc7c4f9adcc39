"""Levels: XP for taking part, ranks, boards and cards."""
