"""Data to judge rules with: annotated text, clean text, and what the rules do on them."""
