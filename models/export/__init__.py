"""From a trained network to what the mirror runs: ONNX with explicit state, and the card beside it."""
