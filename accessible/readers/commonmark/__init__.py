"""Markdown → HTML that knows where each piece of it stands in the source.

The parser is markdown-it-py: it follows CommonMark 0.31 to the letter, is well kept, and is linear where others are
not. What CommonMark does not have is as pandoc, GitHub and their kin write it: tables, strikethrough, definition lists,
task lists, footnotes, attributes in braces. `parser` puts it together, the other files are its rules, `writing` gives
the HTML, and `places` moves a tree of that to where its pieces stand in the source.

Where Markdown as others have it loses words without a message (cells beyond the last column, notes that nobody refers
to, text behind the deepest level), it does not here.
"""
