"""What the reader of Word documents (`docx`) is made of: the parts of a document, and what is said in them."""
