"""The review desk: a window for the physiotherapist, from a person down to one repetition."""
