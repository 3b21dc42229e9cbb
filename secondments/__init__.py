"""Being on it: programmes and their versions, groups, windows, participants and mentors."""
