"""How Mulin reads text: bigrams, place words, similarity, topics, suggestion."""
