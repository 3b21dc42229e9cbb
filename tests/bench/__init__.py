"""Measures the main pages as the number of participants grows; `./dev bench` runs it."""
