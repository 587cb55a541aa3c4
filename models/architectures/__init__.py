"""Networks, one file each, naming its source."""
