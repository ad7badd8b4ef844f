"""The only SQL: opening the catalog (`connect`), writing it (`write`), reading it (`read`, `checks`)."""
