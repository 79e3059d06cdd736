"""The texts of the demo story, all written for it: no outlet and no article in them is real."""
