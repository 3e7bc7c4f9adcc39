"""What is kept about a member, to see, to take along and to delete."""
