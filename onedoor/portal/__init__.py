"""居民端 — the residents' door: file a request, follow it, answer, rate."""
