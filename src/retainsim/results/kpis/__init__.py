"""The KPIs: what each is called and means, beside how it is measured; a file per group."""
