"""The language server: findings in a text editor while someone types (LSP 3.17, over standard input and output)."""
