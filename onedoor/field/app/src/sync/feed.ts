// 网格内容 — what travels with the worker: tasks, own reports, entries of the own grid, the map.
import type { Vault } from "../store/vault";
import type { Entry, Feed } from "../types";
import type { Api } from "./api";
import type { Shape } from "../map/shape";
import { skewOf } from "./skew";

export interface Kept {
  feed: Omit<Feed, "entries" | "gone" | "whole">;
  etag: string;
}

/** What a server may leave out. */
const NOTHING = { tasks: [], proposed: [], mine: [], cards: [], topics: [], registers: [], categories: [], open_here: [] };

/** A part of the entries is laid over those that are here; without a cursor it was the whole. */
export function mergeEntries(here: Entry[], fresh: Entry[], gone: string[], whole: boolean): Entry[] {
  const kept = new Map((whole ? [] : here).map((entry) => [entry.id, entry]));
  for (const entry of fresh) kept.set(entry.id, entry);
  for (const id of gone) kept.delete(id);
  return [...kept.values()];
}

export async function fetchFeed(api: Api, vault: Vault): Promise<{ skew: number; feed: Kept["feed"] } | null> {
  const old = await vault.get<Kept>("feed");
  const here = await vault.get<Entry[]>("entries");
  // Without what was here before, a part is not enough.
  const cursor = (here && old?.feed.cursor) ?? "";
  const asked = Date.now();
  const address = cursor ? `/field/feed?since=${encodeURIComponent(cursor)}` : "/field/feed";
  const { body, etag } = await api.get<Feed>(address, here && old?.etag);
  if (!body) return null;
  const { entries, gone, whole, ...rest } = body;
  const feed = { ...NOTHING, ...rest };
  await vault.put("entries", "entries", mergeEntries(here ?? [], entries ?? [], gone ?? [], whole ?? !cursor));
  await vault.put("feed", "feed", { feed, etag } satisfies Kept);
  if (feed.until) await vault.prolong(feed.until);
  return { skew: skewOf(asked, Date.now(), feed.at), feed };
}

export interface KeptMap {
  shapes: Shape[];
  etag: string;
}

export async function fetchMap(api: Api, vault: Vault): Promise<void> {
  const old = await vault.get<KeptMap>("map");
  const { body, etag } = await api.get<{ features: Shape[] }>("/field/map", old?.etag);
  if (body) await vault.put("map", "map", { shapes: body.features, etag } satisfies KeptMap);
}
