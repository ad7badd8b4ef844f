"""What is derived from the catalog and searched: words (Tantivy), vectors (FAISS), the passage table."""
