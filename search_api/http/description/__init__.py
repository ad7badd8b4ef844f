"""The API's description in OpenAPI: what Litestar reads off the handlers, completed, and shown as a page."""
