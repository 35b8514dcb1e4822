"""What every claim is made with: its form, the laboratory, the space of assumed parameters, and the judge."""
