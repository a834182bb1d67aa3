"""The workbench: an API over the store and the page that shows it."""
