"""Pages of residents: report, follow, rate."""
