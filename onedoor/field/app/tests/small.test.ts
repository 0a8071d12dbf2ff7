import { expect, test } from "vitest";
import { frameOf, fromFrame, pathOf, type Shape, toFrame } from "../src/map/shape";
import { limit, moment } from "../src/parts/times";
import { MOST_BYTES, sizeFor, underWeight } from "../src/photo/scaling";
import { Api } from "../src/sync/api";
import { fetchFeed, mergeEntries } from "../src/sync/feed";
import { likely, namesSomebody } from "../src/sync/matching";
import { changesOf, merge, withOutbox, wordsOf } from "../src/sync/merging";
import { skewOf, skewWords, stamp } from "../src/sync/skew";
import { pause, SPREAD, spread } from "../src/sync/waiting";
import { bodyOf, draftOf } from "../src/screens/report";
import { resultOf } from "../src/screens/tasks";
import { marksOf, unanswered, visitOf } from "../src/screens/visit";
import type { CheckItem, Entry, Item } from "../src/types";
import { damage, phone } from "./phone";

const entry = (id: string, fields = {}, version = 1): Entry => ({ id, register: "building", version, fields, checked: {} });

test("fields that nobody else changed merge", () => {
  const merged = merge({ rooms: 3, floors: 6 }, { rooms: { old: 3, new: 4 } });
  expect(merged).toEqual({ fields: { rooms: 4, floors: 6 }, waiting: ["rooms"], cards: [] });
});

test("the same change made twice is no conflict", () => {
  expect(merge({ rooms: 4 }, { rooms: { old: 2, new: 4 } })).toEqual({ fields: { rooms: 4 }, waiting: [], cards: [] });
});

test("two different changes of one field make a card, and nothing is overwritten", () => {
  const { fields, cards } = merge({ rooms: 4 }, { rooms: { old: 2, new: 3 } }, "张某", "10:12");
  expect(fields).toEqual({ rooms: 4 });
  expect(cards).toEqual([{ field: "rooms", label: "rooms", mine: 3, theirs: 4, who: "张某", at: "10:12" }]);
});

test("an entry is shown with what still lies in the outbox", () => {
  const waiting = { kind: "entry.change", state: "waiting", body: { entry: "a", changes: { rooms: { old: 2, new: 3 } } } };
  expect(withOutbox(entry("a", { rooms: 2 }), [waiting as unknown as Item]).fields).toEqual({ rooms: 3 });
  expect(withOutbox(entry("b", { rooms: 2 }), [waiting as unknown as Item]).waiting).toEqual([]);
});

test("only what differs is a change", () => {
  expect(changesOf({ a: 1, b: "x" }, { a: 1, b: "y", c: 2 })).toEqual({ b: { old: "x", new: "y" }, c: { old: null, new: 2 } });
});

test("values are words", () => {
  expect([null, "", true, 3, ["甲", "乙"]].map(wordsOf)).toEqual(["（空）", "（空）", "是", "3", "甲、乙"]);
});

test("a part of the entries is laid over those that are here, the whole replaces them", () => {
  const here = [entry("a"), entry("b")];
  const ids = (entries: Entry[]) => entries.map((one) => `${one.id}${one.version}`);
  expect(ids(mergeEntries(here, [entry("b", {}, 2), entry("c")], ["a"], false))).toEqual(["b2", "c1"]);
  expect(ids(mergeEntries(here, [entry("c")], [], true))).toEqual(["c1"]);
});

test("pauses grow, are drawn at random, obey the server and end", () => {
  expect([1, 2, 5, 30].map((n) => pause(n, 0, () => 1))).toEqual([2500, 4500, 32500, 300500]);
  expect(pause(1, 60, () => 0)).toBe(60_000);
  expect([pause(9, 0, () => 0), spread(() => 0.5)]).toEqual([500, SPREAD / 2]);
});

test("a wrong clock is said from five minutes on", () => {
  const server = "2026-11-23T14:00:00+08:00";
  const there = Date.parse(server);
  expect(skewOf(there + 599_000, there + 601_000, server)).toBe(600_000);
  expect(skewWords(299_000)).toBe("");
  expect(skewWords(600_000)).toContain("快了约10分钟");
  expect(skewWords(-3 * 3_600_000)).toContain("慢了约3小时");
});

test("the phone's own time says how far from Greenwich it is", () => {
  const when = new Date("2026-11-23T06:00:00Z");
  expect(stamp(when)).toMatch(/^2026-11-2\dT\d\d:\d\d:00\.000[+-]\d\d:\d\d$/);
  expect(Date.parse(stamp(when))).toBe(when.getTime());
});

test("limits count from the server's time", () => {
  const due = "2026-11-23T12:00:00+08:00";
  const now = Date.parse(due);
  expect(limit(due, 0, now - 3 * 86_400_000)).toEqual({ words: "还有3天", tone: "ok" });
  expect(limit(due, 0, now - 7_200_000)).toEqual({ words: "还有2小时", tone: "near" });
  expect(limit(due, 86_400_000, now)).toEqual({ words: "还有1天", tone: "ok" });
  expect(limit(due, 0, now + 90_000_000)).toEqual({ words: "已超1天", tone: "late" });
  expect(limit(null)).toBeNull();
});

test("today is said by the clock, other days by their date", () => {
  const now = new Date(2026, 10, 23, 18);
  expect(moment(new Date(2026, 10, 23, 14, 3).toISOString(), now)).toBe("14:03");
  expect(moment(new Date(2026, 10, 20, 9, 5).toISOString(), now)).toBe("11月20日 09:05");
});

test("categories are proposed by shared pairs of characters, none when nothing fits", () => {
  const all = ["路灯照明", "噪声扰民", "井盖缺失"].map((name, n) => ({ code: String(n), name }));
  expect(likely("村口路灯又不亮了", all).map((one) => one.name)).toEqual(["路灯照明"]);
  expect(likely("天气好", all)).toEqual([]);
});

test("what looks like a phone or an identity number is seen, other numbers are not", () => {
  const said = ["电话13912345678", "号620502197001011234", "3间4号楼", "编号1391234567890"];
  expect(said.map(namesSomebody)).toEqual([true, true, false, false]);
});

test("a picture of twelve million points is brought under its weight without being stretched", async () => {
  expect([sizeFor(4000, 3000), sizeFor(3000, 4000), sizeFor(800, 600)]).toEqual([[1600, 1200], [1200, 1600], [800, 600]]);
  const heavy = async (width: number, height: number, quality: number) => new Blob([new Uint8Array(width * height * quality)]);
  const light = await underWeight(4000, 3000, heavy);
  expect(light.size).toBeLessThanOrEqual(MOST_BYTES);
  await expect(underWeight(4000, 3000, async () => new Blob([new Uint8Array(MOST_BYTES + 1)]))).rejects.toThrow("heavy");
});

test("the map finds the place that was pointed at", () => {
  const ring: [number, number][] = [[105.7, 34.5], [105.8, 34.5], [105.8, 34.6], [105.7, 34.5]];
  const shape: Shape = { geometry: { type: "Polygon", coordinates: [ring] }, properties: {} };
  const frame = frameOf([shape]);
  if (!frame) throw new Error("no frame");
  expect(fromFrame(frame, ...toFrame(frame, 105.75, 34.55))).toEqual([105.75, 34.55]);
  expect(pathOf(frame, shape).startsWith("M0.0 ")).toBe(true);
  expect(frameOf([])).toBeNull();
});

test("a checklist is complete when every press and number is there, and numbers are sent as numbers", () => {
  const items: CheckItem[] = [
    { id: "1", words: "通道畅通", kind: "yes_no" },
    { id: "2", words: "灭火器", kind: "figure", measure: "具" },
    { id: "3", words: "说明", kind: "text" },
  ];
  expect(unanswered(items, { "1": false })?.id).toBe("2");
  expect(unanswered(items, { "1": false, "2": "几具" })?.id).toBe("2");
  expect(unanswered(items, { "1": false, "2": "1.5" })).toBeUndefined();
  expect(marksOf(items, { "1": false, "2": "1.5" })).toEqual({ "1": false, "2": 1.5 });
});

test("what is put right begins with everything that was said", () => {
  const photos = [{ sha256: "a", size: 1, type: "image/jpeg" }];
  const item = (kind: string, body: object) => ({ kind, body, photos, ref: "r" }) as unknown as Item;
  const said = { words: "灯不亮", category: "2", address: "东口", lon: 105.7, lat: 34.5, settled: { words: "换了" } };
  expect(bodyOf(draftOf(item("report", said)))).toEqual(said);
  expect(draftOf(item("report", said)).photos).toEqual(photos);
  const done = resultOf(item("task.done", { task: "t", words: "办了", found: "partly" }));
  expect([done.words, done.found, done.back, done.photos]).toEqual(["办了", "partly", false, photos]);
  const back = resultOf(item("task.back", { task: "t", reason: "不在" }));
  expect([back.reason, back.back]).toEqual(["不在", true]);
  const seen = visitOf(item("visit", { visit: "v", marks: { "1": false, "2": 1.5 }, words: "好" }));
  expect([seen.marks, seen.words]).toEqual([{ "1": false, "2": "1.5" }, "好"]);
});

/** A vault that was fed once, and the feed that it hears next; what it asked for is told. */
async function fed(next: object) {
  const { vault } = await phone();
  const asked: string[] = [];
  const said = (body: object) => new Response(JSON.stringify({ at: "", cursor: "1", until: "", ...body }));
  const feeds = [said({ entries: [entry("a"), entry("b")] }), said(next)];
  const line = new Api({ phone: "p", token: "t" }, async (address) => {
    asked.push(address);
    return feeds.shift() ?? said({});
  });
  await fetchFeed(line, vault);
  const ids = async () => ((await vault.get<Entry[]>("entries")) ?? []).map((one) => one.id);
  return { vault, again: () => fetchFeed(line, vault), asked, ids };
}

test("entries of another grid replace all that lay here", async () => {
  const { again, asked, ids } = await fed({ entries: [entry("c")], whole: true });
  await again();
  expect([asked, await ids()]).toEqual([["/field/feed", "/field/feed?since=1"], ["c"]]);
});

test("where the entries do not open any more the whole is asked for", async () => {
  const { vault, again, asked, ids } = await fed({ entries: [entry("a"), entry("b"), entry("c")] });
  await damage(vault, "entries");
  await again();
  expect([asked, await ids()]).toEqual([["/field/feed", "/field/feed"], ["a", "b", "c"]]);
});
