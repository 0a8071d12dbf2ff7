import { expect, test } from "vitest";
import { closeJson, fromBase64, newId, openJson } from "../src/keys/box";
import { changePin, importShare, makeLocked, ROUNDS, unlock, weakPin } from "../src/keys/keys";
import { TRIES } from "../src/store/vault";
import { LATER, phone, PIN, SHARE } from "./phone";

const DAY = 86_400_000;
const share = () => importShare(fromBase64(SHARE));

test("the PIN is stretched at least 310,000 times", () => {
  expect(ROUNDS).toBeGreaterThanOrEqual(310_000);
});

test("what is closed opens under the same PIN and share, and under no other", async () => {
  const { locked, dataKey } = await makeLocked(PIN, await share(), 1000);
  const box = await closeJson(dataKey, "one", { words: "路灯不亮" });
  const again = await unlock(locked, PIN, await share());
  expect(again && (await openJson(again, "one", box))).toEqual({ words: "路灯不亮" });
  expect(await unlock(locked, "482916", await share())).toBeNull();
  const other = await importShare(new Uint8Array(32).fill(8));
  expect(await unlock(locked, PIN, other)).toBeNull();
});

test("a box under another id does not open", async () => {
  const { dataKey } = await makeLocked(PIN, await share(), 1000);
  const box = await closeJson(dataKey, "one", 1);
  await expect(openJson(dataKey, "two", box)).rejects.toThrow();
});

test("keys cannot be read out", async () => {
  const { dataKey } = await makeLocked(PIN, await share(), 1000);
  expect([dataKey.extractable, (await share()).extractable]).toEqual([false, false]);
});

test("a changed PIN opens the same data, the old one nothing", async () => {
  const { locked, dataKey } = await makeLocked(PIN, await share(), 1000);
  const box = await closeJson(dataKey, "one", "话");
  const fresh = await changePin(locked, PIN, "730164", await share());
  if (!fresh) throw new Error("not changed");
  expect(await unlock(fresh, PIN, await share())).toBeNull();
  const key = await unlock(fresh, "730164", await share());
  expect(key && (await openJson(key, "one", box))).toBe("话");
  expect(await changePin(locked, "000001", "730164", await share())).toBeNull();
});

test("PINs that everybody tries are weak", () => {
  expect(["111111", "123456", "987654", "482915", "112233"].map(weakPin)).toEqual([true, true, true, false, false]);
});

test("five wrong PINs drop the share; a share fetched anew lets the same PIN in", async () => {
  const { vault } = await phone();
  await vault.put("item", "one", { words: "留着" }, 1);
  vault.lock();
  const tries: string[] = [];
  for (let n = 0; n < TRIES; n += 1) tries.push(await vault.open("000000"));
  expect(tries).toEqual(["wrong", "wrong", "wrong", "wrong", "share-gone"]);
  expect(await vault.open(PIN)).toBe("share-gone");
  await vault.takeShare(SHARE, LATER);
  expect(await vault.open(PIN)).toBe("open");
  expect(await vault.get("one")).toEqual({ words: "留着" });
});

test("a right PIN forgives the wrong ones before it", async () => {
  const { vault } = await phone();
  vault.lock();
  await vault.open("000000");
  await vault.open(PIN);
  expect((await vault.meta())?.wrong).toBe(0);
});

test("after the day that the server named the share is dropped", async () => {
  const { vault } = await phone();
  vault.lock();
  expect(await vault.open(PIN, Date.parse(LATER) - DAY)).toBe("open");
  vault.lock();
  expect(await vault.open(PIN, Date.parse(LATER) + DAY)).toBe("share-old");
  expect((await vault.meta())?.share).toBeNull();
});

test("a clock that runs a month ahead locks nobody out", async () => {
  const { vault } = await phone();
  const now = Date.now;
  Date.now = () => now() + 30 * DAY;
  await vault.prolong(LATER);
  vault.lock();
  const opened = [await vault.open(PIN, Date.now()), await vault.open(PIN, Date.now() + 15 * DAY)];
  Date.now = now;
  expect(opened).toEqual(["open", "share-old"]);
});

test("locked, nothing is read or written", async () => {
  const { vault } = await phone();
  vault.lock();
  await expect(vault.put("item", "one", 1)).rejects.toThrow("locked");
  await expect(vault.all("item")).rejects.toThrow("locked");
});

test("nothing lies on the phone in plain text, and the same look finds what is", async () => {
  const { vault } = await phone();
  await vault.put("item", "one", { words: "秘密的话", lon: 105.72345 }, 1);
  await vault.putBytes("two", new TextEncoder().encode("秘密的照片").buffer);
  const bytes = (rows: unknown[]) => JSON.stringify(rows, spell);
  const rows = await vault.db.records.toArray();
  const dump = bytes(rows) + bytes(await vault.db.meta.toArray());
  expect(["秘密", "105.7", "words", PIN].filter((plain) => dump.includes(plain))).toEqual([]);
  const planted = [{ ...rows[0], box: { data: new TextEncoder().encode("秘密的话").buffer } }];
  expect(bytes(planted)).toContain("秘密");
});

/** Bytes as the text that they might be. */
function spell(_name: string, value: unknown): unknown {
  if (value instanceof ArrayBuffer) return new TextDecoder().decode(value);
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
}

test("wiped, there is nothing", async () => {
  const { vault } = await phone();
  await vault.put("item", "one", 1);
  const { name } = vault.db;
  await vault.wipe();
  const left = (await indexedDB.databases()).map((one) => one.name);
  expect([vault.isOpen, left.includes(name)]).toEqual([false, false]);
});

test("ids are version four and differ", () => {
  const ids = Array.from({ length: 50 }, newId);
  expect(new Set(ids).size).toBe(50);
  expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(true);
});
