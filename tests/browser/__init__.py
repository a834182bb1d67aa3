"""A package, so that Chromium can end with it: pytest gives a folder without this file no scope of its own."""
