"""What an EPUB file is made of: its container, its package document, its navigation, its content documents."""
