"""Teaching by showing: from a few repetitions of a movement that nobody named to an exercise that can be counted and scored."""
