"""Files to an index: readers, attribution, passages, the catalog and what is derived from it."""
