"""The routes of the API: each module one subject."""
