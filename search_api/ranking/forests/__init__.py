"""Forests of regression trees, and the learned order that ships, which is made of them."""
