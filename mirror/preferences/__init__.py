"""Preferences: settings written back, profiles and their PINs, and the command lines of both."""
