"""HTTP: routes, problem details, the application. What is searched and answered is worked out outside of it."""
