"""Text to vectors: the Encoder interface, sentence-transformers behind it, finding a model."""

import os

# Nothing is sent to anybody. ONNX Runtime writes down how it is used, and sends it to its makers, unless this is set
# before it is imported: the one thing that is done when a module of ours is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
