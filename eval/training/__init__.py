"""Training what ships with the package: the ranking model and the answer decision."""
