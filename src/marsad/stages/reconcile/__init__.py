"""Reconciling: reports of many documents made into events that keep their disagreements."""
