"""The learning side: corpora, networks, training, evaluation, export. It imports mirror; mirror never imports it."""
