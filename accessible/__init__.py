"""Turns an article or a book into a publication that a blind, dyslexic or busy reader can use today."""
