"""HTTP: what is visible, who may, what is meant, one operation, an answer."""
