"""Archives of articles: JSON Lines and Parquet, a record an article in, a row an article out."""
