"""Read models of dashboards; never writes domain rows."""
