"""The benchmark of interpretation: what a question asks for, compared with what the search reads out of it."""
