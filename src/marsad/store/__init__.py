"""What is kept: captures in an archive, records in SQLite or PostgreSQL."""
