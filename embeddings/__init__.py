"""Text to vectors: the Encoder interface, sentence-transformers behind it, finding a model."""

import os

# ONNX Runtime keeps a record of its use, and has code to send it to its makers, unless this is set before it is
# imported. It is the only work that is done when one of our modules is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
