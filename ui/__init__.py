"""The window: Qt. It imports the engine, never the other way round."""
