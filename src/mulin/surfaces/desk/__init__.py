"""Pages of the desk: inbox, dispatch, the case, assigned work."""
