"""KPIs against hand-worked traces."""
