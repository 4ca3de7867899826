"""Pages nobody would write, through the parser and all facts, each watched for time and memory."""
