"""The comparisons of the report, one module each."""
