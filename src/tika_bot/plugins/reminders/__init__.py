"""Reminders: a member says when and what, and is told in time, once, in their own zone."""
