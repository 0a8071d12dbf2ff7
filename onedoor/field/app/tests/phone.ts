// A phone for tests: a real vault on an IndexedDB of its own, with fewer rounds so that tests are quick.
import { Database } from "../src/store/db";
import { Vault } from "../src/store/vault";
import { Api } from "../src/sync/api";
import { Outbox } from "../src/sync/outbox";
import type { FakeServer } from "./fake_server";

export const PIN = "482915";
export const SHARE = btoa(String.fromCharCode(...new Uint8Array(32).fill(7)));
export const LATER = new Date(Date.now() + 14 * 86_400_000).toISOString();

let number = 0;

export async function phone() {
  number += 1;
  const vault = new Vault(new Database(`phone-${number}`), 1000);
  await vault.found("0190-phone", PIN, SHARE, LATER);
  return { vault, outbox: new Outbox(vault, -1000) };
}

export function api(server: FakeServer): Api {
  return new Api({ phone: "p", token: "t" }, server.fetch);
}

export function words(item: { body: Record<string, unknown> }): unknown {
  return item.body.words;
}

export const report = (words: string) => ({ kind: "report" as const, title: words, body: { words } });
