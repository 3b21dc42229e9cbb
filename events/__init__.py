"""What happened and who is told: the event log, notices and jobs."""
