"""What goes to many at once: broadcasts and corrections."""
