"""繰上げ・繰下げ, 在職老齢年金, yearly revision: what changes an amount after it is computed."""
