"""调查问卷 — forms of others' making (XLSForm), filled in by others' phones (OpenRosa), each with purpose, owner and end."""
