"""台账 — 地、物、组织、房屋 of a grid; people only as a service to them needs. Each field has an owner and a day on which it was checked."""
