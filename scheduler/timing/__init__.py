"""When something is due: times of day, time zones, turns, quiet hours."""
