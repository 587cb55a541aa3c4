"""Tables on any folder in the corpus format."""
