"""KPIs against hand-worked traces, and what is read back from events against the worlds themselves."""
