"""The version of the code, which every record carries."""

VERSION = "0.1.0"
PROJECT_URL = "https://github.com/marsad-project/marsad"
"""Where a publisher whose pages were visited finds out by what: part of the user agent."""
