"""The settings as a pane, made from the schema: on the mirror and in a window on a desk."""

from ui.settings.pane import Pane
from ui.settings.pinpad import PinPad
from ui.settings.preview import Preview
from ui.settings.style import Scale

__all__ = ["Pane", "PinPad", "Preview", "Scale"]
