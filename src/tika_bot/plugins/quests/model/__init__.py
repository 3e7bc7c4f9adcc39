"""Nouns and rules of quests. No time, dice or database: those come as arguments."""
