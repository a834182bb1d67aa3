"""The store's migrations, run from code; `versions/` holds one file a step."""
