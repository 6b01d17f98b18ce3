"""The nation: the law's rules compiled, many people in columns and files. Needs `nenkin[batch]`."""
