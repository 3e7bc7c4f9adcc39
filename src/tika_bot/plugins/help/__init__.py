"""What can be done here, and how."""
