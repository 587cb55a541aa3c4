"""The review's numbers: what logged sessions say about a person, for the desk, the PDF and the exports. No Qt."""
