"""Notice: what the product is not, in one sentence, wherever figures are shown (docs/not-a-medical-device.md says more)."""

from __future__ import annotations

NOTICE = "Not a medical device: estimates from one camera, for training; not for diagnosis or decisions about treatment."
