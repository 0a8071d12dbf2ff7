import { expect, test } from "vitest";
import { closeJson, fromBase64, newId, openJson } from "../src/keys/box";
import { changePin, importShare, makeLocked, ROUNDS, unlock, weakPin } from "../src/keys/keys";
import { Enrolled, TRIES, Vault } from "../src/store/vault";
import { FakeServer } from "./fake_server";
import { api, damage, LATER, phone, PIN, report, SHARE, words } from "./phone";

const DAY = 86_400_000;
const share = () => importShare(fromBase64(SHARE));

test("the PIN is stretched at least 600,000 times", () => {
  expect(ROUNDS).toBeGreaterThanOrEqual(600_000);
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
  const runs = ["111111", "123456", "987654", "135790", "246802"];
  const rhythms = ["121212", "123123", "112233", "888999", "123321", "100001"];
  const drawn = ["147258", "159357", "963852"];
  const said = ["520520", "521521", "201314", "168168"];
  const days = ["199001", "900512", "120590", "051290", "010190"];
  const poor = [...runs, ...rhythms, ...drawn, ...said, ...days];
  expect(poor.filter((pin) => !weakPin(pin))).toEqual([]);
  expect(["482915", "730164", "916384", "605827"].filter(weakPin)).toEqual([]);
  const left = Array.from({ length: 10_000 }, (_, n) => String(n * 97 + 13).padStart(6, "0").slice(-6));
  expect(left.filter((pin) => !weakPin(pin)).length).toBeGreaterThan(8_500);
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

test("setting the clock back does not make the fourteen days longer", async () => {
  const { vault } = await phone();
  expect(await vault.open(PIN, Date.now() + 13 * DAY)).toBe("open");
  vault.lock();
  expect(await vault.open(PIN, Date.now() - 15 * DAY)).toBe("share-old");
  await vault.takeShare(SHARE, LATER);
  expect(await vault.open(PIN)).toBe("open");
});

test("guesses are counted when many windows guess at once", async () => {
  const { vault } = await phone();
  vault.lock();
  const guesses = Array.from({ length: 20 }, (_, n) => vault.open(String(100_000 + n)));
  const told = await Promise.all(guesses);
  expect(told.filter((one) => one === "wrong").length).toBeLessThan(TRIES);
  expect([(await vault.meta())?.wrong, (await vault.meta())?.share]).toEqual([TRIES, null]);
});

test("a second window that enrols the phone again finds it enrolled, and nothing is lost", async () => {
  const { vault, outbox } = await phone();
  await outbox.say(report("没发的"));
  const other = new Vault(vault.db, 1000);
  await expect(other.found("0190-new", PIN, SHARE, LATER)).rejects.toThrow(Enrolled);
  expect((await outbox.items()).length).toBe(1);
});

test("one damaged record hides no other, and is told", async () => {
  const { vault, outbox } = await phone();
  const bad = await outbox.say(report("甲"));
  await outbox.say(report("乙"));
  await damage(vault, bad.ref);
  expect((await outbox.items()).map(words)).toEqual(["乙"]);
  expect([...vault.damaged.values()]).toEqual([{ id: bad.ref, kind: "item", at: bad.order }]);
  expect(await vault.db.records.get(bad.ref)).toBeDefined();
});

test("photos of a draft that does not open are not thrown away", async () => {
  const { vault, outbox } = await phone();
  await vault.putBytes("photo", new Uint8Array(9).buffer);
  await vault.put("draft", "draft", { value: { photos: [{ sha256: "photo" }] } }, 1);
  await damage(vault, "draft");
  await outbox.sendPhotos(api(new FakeServer()));
  expect((await vault.bytes("photo"))?.byteLength).toBe(9);
});

test("claimed anew the phone has another number and share, and everything that lay there", async () => {
  const { vault } = await phone();
  await vault.put("item", "one", { words: "留着" }, 1);
  const fresh = btoa(String.fromCharCode(...new Uint8Array(32).fill(9)));
  expect([await vault.knows("604827"), await vault.knows(PIN)]).toEqual([false, true]);
  expect(await vault.claim("604827", "0191-new", fresh, LATER)).toBe(false);
  expect(await vault.claim(PIN, "0191-new", fresh, LATER)).toBe(true);
  vault.lock();
  expect([await vault.open(PIN), (await vault.meta())?.phone]).toEqual(["open", "0191-new"]);
  expect(await vault.get("one")).toEqual({ words: "留着" });
});

test("whoever has left the post finds a closed phone that says why", async () => {
  const { vault } = await phone();
  await vault.dropShare("gone");
  vault.lock();
  expect([await vault.open(PIN), (await vault.meta())?.why]).toEqual(["share-gone", "gone"]);
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
