"""What a person sees in a browser: pages rendered here from the search's answers, readable without scripts."""
