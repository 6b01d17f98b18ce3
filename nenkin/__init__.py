"""nenkin: the record of a public pension, and an exact estimate with its working."""
