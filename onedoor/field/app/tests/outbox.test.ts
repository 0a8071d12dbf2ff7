import { expect, test } from "vitest";
import { sha256 } from "../src/keys/box";
import { isFull } from "../src/app";
import { Api, Away, Lost, Refused, Replaced, Unknown } from "../src/sync/api";
import { PIECE } from "../src/sync/photos";
import { MOST } from "../src/sync/outbox";
import { FakeServer } from "./fake_server";
import { api, damage, exchange, phone, report, words } from "./phone";

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

test("a server that stumbles over one item gets the others, and is asked for that one again", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  server.stumbles = (item) => words(item) === "绊倒";
  for (const said of ["一", "绊倒", "二", "三"]) await outbox.say(report(said));
  await outbox.send(api(server));
  expect(server.taken.map(words)).toEqual(["一", "二", "三"]);
  const [, stumbled] = await outbox.items();
  expect([stumbled?.state, stumbled?.note]).toEqual(["waiting", "服务器处理这一件时出了错，没有收下；会自动再发。"]);
  server.stumbles = () => false;
  await outbox.send(api(server));
  expect((await outbox.items()).map((item) => [item.state, item.note])[1]).toEqual(["received", undefined]);
});

test("three that make the server stumble do not stand before the others for ever", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  server.stumbles = (item) => words(item) === "绊倒";
  for (const said of ["绊倒", "绊倒", "绊倒", "好"]) await outbox.say(report(said));
  for (let n = 0; n < 2; n += 1) await outbox.send(api(server)).catch(() => undefined);
  expect(server.taken.map(words)).toEqual(["好"]);
});

test("a server that stumbles over everything is asked a few times and left in peace", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  server.stumbles = () => true;
  for (let n = 0; n < MOST; n += 1) await outbox.say(report(`第${n}件`));
  await expect(outbox.send(api(server))).rejects.toThrow(Refused);
  expect(server.calls.length).toBeLessThan(12);
});

test("a sentence of some machine in between refuses nothing", async () => {
  const { outbox } = await phone();
  await outbox.say(report("一"));
  const portal = new Api({ phone: "p", token: "t" }, async () => new Response("<h1>请先登录无线网</h1>", { status: 404 }));
  await expect(outbox.send(portal)).rejects.toThrow(Refused);
  expect((await outbox.items()).map((item) => item.state)).toEqual(["waiting"]);
});

test("only the server's own word ends a phone", async () => {
  const answering = (status: number, body: string) =>
    new Api({ phone: "p", token: "t" }, async () => new Response(body, { status })).post("/field/items", {});
  await expect(answering(410, '{"code":"lost"}')).rejects.toThrow(Lost);
  await expect(answering(410, '{"code":"replaced"}')).rejects.toThrow(Replaced);
  await expect(answering(403, '{"code":"gone","detail":"您不在这个岗位上。"}')).rejects.toMatchObject({ words: "您不在这个岗位上。" });
  await expect(answering(410, "gone")).rejects.toThrow(Refused);
});

test("pressed twice it is one item, and the draft goes in the same step", async () => {
  const { vault, outbox } = await phone();
  const draft = { id: "draft-1", ref: "11111111-1111-4111-8111-111111111111" };
  await vault.put("draft", draft.id, { value: "半句" }, 1);
  const [one, other] = await Promise.all([outbox.say(report("一"), draft), outbox.say(report("一"), draft)]);
  await outbox.say(report("一"), draft);
  expect([one?.ref, other?.ref]).toEqual([draft.ref, draft.ref]);
  expect([(await outbox.items()).length, await vault.get("draft-1")]).toEqual([1, undefined]);
});

test("when the item cannot be kept the draft stays", async () => {
  const { vault, outbox } = await phone();
  await vault.put("draft", "draft-1", { value: "半句" }, 1);
  const full = async () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  const put = vault.db.records.bulkPut;
  vault.db.records.bulkPut = full as unknown as typeof put;
  await expect(outbox.say(report("一"), { id: "draft-1", ref: "r" })).rejects.toSatisfy(isFull);
  vault.db.records.bulkPut = put;
  expect([await vault.get("draft-1"), await outbox.items()]).toEqual([{ value: "半句" }, []]);
});

test("one damaged photo keeps no other from going, and is told", async () => {
  const { vault, outbox, hash, item } = await withPhoto(1000);
  const bytes = new Uint8Array(500).fill(9).buffer;
  const good = await sha256(bytes);
  await vault.putBytes(good, bytes);
  await outbox.say({ ...report("好照片"), photos: [{ sha256: good, size: 500, type: "image/jpeg" }] });
  await damage(vault, hash);
  const server = new FakeServer();
  await exchange(outbox, server);
  expect([...server.whole]).toEqual([good]);
  const told = (await outbox.items()).find((one) => one.ref === item.ref);
  expect([told?.missing, told?.note]).toEqual([[hash], "有一张照片在手机里坏了，发不出去。"]);
});

test("one photo that the server never takes keeps no other from going", async () => {
  const { vault, outbox, hash } = await withPhoto(1000);
  const bytes = new Uint8Array(500).fill(9).buffer;
  const good = await sha256(bytes);
  await vault.putBytes(good, bytes);
  await outbox.say({ ...report("好照片"), photos: [{ sha256: good, size: 500, type: "image/jpeg" }] });
  const server = new FakeServer();
  const choosy = async (address: string, init?: RequestInit) =>
    init?.method === "PUT" && address.includes(hash) ? new Response("{}", { status: 422 }) : server.fetch(address, init);
  const line = new Api({ phone: "p", token: "t" }, choosy);
  await outbox.send(line);
  await outbox.sendPhotos(line);
  const asked = server.calls.length;
  await outbox.sendPhotos(line);
  expect([[...server.whole], server.calls.length]).toEqual([[good], asked]);
});

test("a photo goes in pieces after its item and then leaves the phone", async () => {
  const { vault, outbox, hash } = await withPhoto(2 * PIECE + 10);
  const server = new FakeServer();
  await exchange(outbox, server);
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
  const line = new Api({ phone: "p", token: "t" }, breaking);
  await outbox.send(line);
  await expect(outbox.sendPhotos(line)).rejects.toThrow(Away);
  const [item] = await outbox.items();
  expect([item?.state, item?.missing]).toEqual(["received", [hash]]);
  await exchange(outbox, server);
  expect(server.calls.map((call) => call.method)).toEqual(["POST", "HEAD", "PUT", "HEAD", "PUT", "PUT"]);
  expect(server.whole.has(hash)).toBe(true);
});

test("a photo that arrived wrong is sent anew", async () => {
  const { outbox, hash } = await withPhoto(PIECE + 5);
  const server = new FakeServer();
  server.photos.set(hash, new Uint8Array(PIECE).fill(1));
  await exchange(outbox, server);
  expect(server.whole.has(hash)).toBe(true);
});

test("the photo of a refused item stays for its correction", async () => {
  const { vault, outbox, hash } = await withPhoto(20);
  const server = new FakeServer();
  server.refuse = () => "请写清地点。";
  await exchange(outbox, server);
  expect((await vault.bytes(hash))?.byteLength).toBe(20);
});

test("received things are forgotten after some days, refused ones are not", async () => {
  const { outbox } = await phone();
  const server = new FakeServer();
  server.refuse = (item) => (words(item) === "错" ? "不行。" : "");
  const kept = await outbox.say(report("还在说的"));
  for (const said of ["好", "错"]) await outbox.say(report(said));
  await exchange(outbox, server);
  const later = Date.parse(server.at) + 4 * 86_400_000;
  await outbox.forget(new Set([kept.ref]), later);
  expect((await outbox.items()).map(words)).toEqual(["还在说的", "错"]);
});
