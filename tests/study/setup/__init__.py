"""What is asked, and what worlds are made of."""
