"""The pages for people: rendered on the server from answers of the search, readable without scripts."""
