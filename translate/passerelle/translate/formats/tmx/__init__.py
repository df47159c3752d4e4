"""Translation memory exchange, TMX 1.4b."""
