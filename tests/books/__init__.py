"""Sample texts."""
