"""Questions about rounds; none of them writes."""
