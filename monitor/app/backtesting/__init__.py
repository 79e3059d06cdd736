"""Parts of `monitor backtest`: what of a replay is kept, and what is made of it."""
