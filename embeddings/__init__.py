"""Text to vectors: the Encoder interface, its implementations, and finding a model."""

import os

# ONNX Runtime records its use and can send the record to its makers, unless this is set before it is imported.
# Nothing else runs when one of our modules is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
