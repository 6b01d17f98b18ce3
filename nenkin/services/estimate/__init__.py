"""5章 年金見込額の試算: かんたん試算 with the whole working."""
