"""A module for each format, or family of formats; each ends with a `FORMAT`."""
