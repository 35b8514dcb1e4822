"""What is kept of a world: the KPI dictionary, the facts they need, and how they are computed from a trace."""
