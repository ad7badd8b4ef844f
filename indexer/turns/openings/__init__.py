"""Which lines open turns: what may be a label, what is known of it, and the decision over the whole document."""
