"""What is shown: tables and sentences for the terminal."""
