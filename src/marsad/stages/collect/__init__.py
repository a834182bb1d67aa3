"""Collecting: sources followed, what they sent kept as captures."""
