import { expect, test } from "vitest";
import { sha256 } from "../src/keys/box";
import { Api, Away, Lost, Unknown } from "../src/sync/api";
import { PIECE } from "../src/sync/photos";
import { MOST } from "../src/sync/outbox";
import { FakeServer } from "./fake_server";
import { api, phone, report, words } from "./phone";

async function withPhoto(size: number) {
  const { vault, outbox } = await phone();
  const bytes = Uint8Array.from({ length: size }, (_, n) => n % 251).buffer;
  const hash = await sha256(bytes);
  await vault.putBytes(hash, bytes);
  const photos = [{ sha256: hash, size, type: "image/jpeg" }];
  const item = await outbox.say({ ...report("有照片"), photos });
  return { vault, outbox, hash, item };
}

test("sent in the order in which it was said, fifty at a time", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  for (let n = 0; n < MOST + 3; n += 1) await outbox.say(report(`第${n}件`));
  await outbox.send(api(server));
  expect(server.taken.map(words)).toEqual(Array.from({ length: MOST + 3 }, (_, n) => `第${n}件`));
  expect(server.calls.map((call) => call.items)).toEqual([MOST, 3]);
});

test("order holds when the phone's clock is set back", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  const now = Date.now;
  await outbox.say(report("先说"));
  Date.now = () => now() - 86_400_000;
  await outbox.say(report("后说"));
  Date.now = now;
  await outbox.send(api(server));
  expect(server.taken.map(words)).toEqual(["先说", "后说"]);
});

test("received only with the server's answer, its code and its time", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  const { ref } = await outbox.say(report("路灯"));
  expect((await outbox.items())[0]?.state).toBe("waiting");
  await outbox.send(api(server));
  const [item] = await outbox.items();
  expect([item?.ref, item?.state, item?.answer?.code, item?.answer?.at]).toEqual([
    ref,
    "received",
    "620502-1",
    server.at,
  ]);
});

test("a call that does not arrive leaves all waiting", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  await outbox.say(report("一"));
  server.mishaps.push("before");
  await expect(outbox.send(api(server))).rejects.toThrow(Away);
  expect((await outbox.items()).map((item) => item.state)).toEqual(["waiting"]);
});

test("an answer lost on the way: sent again, taken once", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  await outbox.say(report("一"));
  await outbox.say(report("二"));
  server.mishaps.push("after", "after");
  for (let n = 0; n < 2; n += 1) await expect(outbox.send(api(server))).rejects.toThrow(Away);
  await outbox.send(api(server));
  expect(server.taken.map(words)).toEqual(["一", "二"]);
  expect((await outbox.items()).map((item) => item.state)).toEqual(["received", "received"]);
});

test("a refused item stays with its reason, and its correction says what it stands for", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  server.refuse = (item) => (words(item) === "错" ? "地点不在这个网格。" : "");
  const wrong = await outbox.say(report("错"));
  await outbox.say(report("对"));
  await outbox.send(api(server));
  const [first, second] = await outbox.items();
  expect([first?.state, first?.answer?.words, first?.answer?.call, second?.state]).toEqual([
    "refused",
    "地点不在这个网格。",
    "0938-0000000",
    "received",
  ]);
  const right = await outbox.say({ ...report("改对"), instead_of: wrong.ref });
  expect([right.instead_of, (await outbox.items())[0]?.corrected]).toEqual([wrong.ref, true]);
});

test("one malformed item keeps no other from arriving", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  server.malformed = (item) => words(item) === "坏";
  for (const said of ["一", "坏", "二", "三"]) await outbox.say(report(said));
  await outbox.send(api(server));
  expect(server.taken.map(words)).toEqual(["一", "二", "三"]);
  expect((await outbox.items()).map((item) => item.state)).toEqual(["received", "refused", "received", "received"]);
});

test("a lost phone, an unknown phone and a busy server are told apart", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  await outbox.say(report("一"));
  server.mishaps.push("lost", "unknown", "busy");
  await expect(outbox.send(api(server))).rejects.toThrow(Lost);
  await expect(outbox.send(api(server))).rejects.toThrow(Unknown);
  await expect(outbox.send(api(server))).rejects.toMatchObject({ after: 7 });
});

test("a photo goes in pieces after its item and then leaves the phone", async () => {
  const { vault, outbox, hash } = await withPhoto(2 * PIECE + 10);
  const server = new FakeServer();
  await outbox.send(api(server));
  expect(server.calls.map((call) => call.method)).toEqual(["POST", "HEAD", "PUT", "PUT", "PUT"]);
  expect([server.whole.has(hash), await vault.bytes(hash)]).toEqual([true, undefined]);
  expect((await outbox.items())[0]?.missing).toEqual([]);
});

test("a photo goes on from where the line broke", async () => {
  const { outbox, hash } = await withPhoto(2 * PIECE + 10);
  const server = new FakeServer();
  let puts = 0;
  const breaking = async (address: string, init?: RequestInit) => {
    if (init?.method === "PUT" && (puts += 1) === 2) throw new TypeError("broken");
    return server.fetch(address, init);
  };
  await expect(outbox.send(new Api({ phone: "p", token: "t" }, breaking))).rejects.toThrow(Away);
  const [item] = await outbox.items();
  expect([item?.state, item?.missing]).toEqual(["received", [hash]]);
  await outbox.send(api(server));
  expect(server.calls.map((call) => call.method)).toEqual(["POST", "HEAD", "PUT", "HEAD", "PUT", "PUT"]);
  expect(server.whole.has(hash)).toBe(true);
});

test("a photo that arrived wrong is sent anew", async () => {
  const { outbox, hash } = await withPhoto(PIECE + 5);
  const server = new FakeServer();
  server.photos.set(hash, new Uint8Array(PIECE).fill(1));
  await outbox.send(api(server));
  expect(server.whole.has(hash)).toBe(true);
});

test("the photo of a refused item stays for its correction", async () => {
  const { vault, outbox, hash } = await withPhoto(20);
  const server = new FakeServer();
  server.refuse = () => "请写清地点。";
  await outbox.send(api(server));
  expect((await vault.bytes(hash))?.byteLength).toBe(20);
});

test("received things are forgotten after some days, refused ones are not", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  server.refuse = (item) => (words(item) === "错" ? "不行。" : "");
  const kept = await outbox.say(report("还在说的"));
  for (const said of ["好", "错"]) await outbox.say(report(said));
  await outbox.send(api(server));
  const later = Date.parse(server.at) + 4 * 86_400_000;
  await outbox.forget(new Set([kept.ref]), later);
  expect((await outbox.items()).map(words)).toEqual(["还在说的", "错"]);
});
