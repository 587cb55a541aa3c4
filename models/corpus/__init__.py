"""Recorded and generated movements in one form: readers, lifting, augmentation, composition."""

from models.corpus.sequence import Corpus, CorpusError, Sequence

__all__ = ["Corpus", "CorpusError", "Sequence"]
