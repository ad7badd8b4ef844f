"""The HTTP API: routes, parameters, forms of answers. It searches and browses through other packages."""
