"""Thinking about it: reflections and their versions, coaching questions."""
