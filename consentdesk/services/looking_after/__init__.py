"""Look after: copies that must go, photos whose time is over, what people ask to see or erase."""
