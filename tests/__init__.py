"""The tests: one folder per floor, and a few that look at the house as a whole."""
