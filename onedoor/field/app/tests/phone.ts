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

/** Everything that this phone has to send. */
export async function exchange(outbox: Outbox, server: FakeServer): Promise<void> {
  await outbox.send(api(server));
  await outbox.sendPhotos(api(server));
}

/** One bit of a record turns over, as on an old memory card. */
export async function damage(vault: Vault, id: string): Promise<void> {
  const row = await vault.db.records.get(id);
  if (!row) throw new Error("nothing to damage");
  const data = row.box.data.slice(0);
  new DataView(data).setUint8(3, new DataView(data).getUint8(3) ^ 1);
  await vault.db.records.put({ ...row, box: { ...row.box, data } });
}

export function words(item: { body: Record<string, unknown> }): unknown {
  return item.body.words;
}

export const report = (words: string) => ({ kind: "report" as const, title: words, body: { words } });
