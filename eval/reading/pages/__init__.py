"""Writing gold transcripts as files: layouts, noises, and pages whose words have known owners."""
