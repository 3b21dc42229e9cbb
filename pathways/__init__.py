"""Doing it: activities, meetings, projects and their measures, requirements and progress."""
