"""The builder: from marked-up text to blocks."""
