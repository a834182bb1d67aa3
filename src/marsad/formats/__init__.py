"""How feeds, sitemaps, WARC files and Telegram's exports are laid out: bytes in, plain records out, without network or clock."""
