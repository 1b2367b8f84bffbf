"""What programs of others make of our books: validators, a browser, a screen reader."""
