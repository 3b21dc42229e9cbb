"""Who and where: users, organisations, posts held between dates, terms."""
