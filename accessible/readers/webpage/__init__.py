"""What is known of web pages beside their markup: where the article is, what the page says of itself in its head."""
