"""The API's description in OpenAPI: what Litestar derives from the handlers, completed, and shown as a page."""
