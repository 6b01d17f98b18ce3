"""The `nenkin` command: the law from a file on the command line."""
