"""TAXII 2.1 (OASIS Standard, 10 June 2021): what is shared, over HTTP, as other platforms ask for it."""
