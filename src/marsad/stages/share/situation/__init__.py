"""The situation report: what changed in an area, what happened, what is disputed and what is feared, each sentence with its evidence."""
