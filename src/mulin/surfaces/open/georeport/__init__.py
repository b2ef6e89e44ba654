"""Open311 GeoReport v2: the door through which any city's apps can report and read public matters."""
