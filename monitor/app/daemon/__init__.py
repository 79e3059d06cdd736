"""The daemon: start, the loops that carry the road, and a stop that hands back what is in hand."""
