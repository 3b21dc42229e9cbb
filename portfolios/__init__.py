"""What it amounts to: the board, the sheet for SLT, presentations of impact and feedback on them."""
