"""The XML and JSON in which parliaments publish their debates."""
