"""Pages of whistles: lists, blowing one, the page of one, the times to answer."""
