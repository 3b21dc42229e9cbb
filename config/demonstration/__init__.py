"""The living demonstration: an invented school year around today, told through the floors' own operations."""
