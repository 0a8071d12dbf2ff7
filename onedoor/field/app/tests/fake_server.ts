// A small server that keeps the protocol: takes every ref once, answers the same when asked again, takes photos in pieces.
import { sha256 } from "../src/keys/box";
import type { Answer, Item, Photo } from "../src/types";

type Sent = Pick<Item, "ref" | "kind" | "at" | "body" | "photos">;

export class FakeServer {
  readonly taken: Sent[] = [];
  readonly answers = new Map<string, Answer>();
  readonly photos = new Map<string, Uint8Array>();
  readonly whole = new Set<string>();
  readonly calls: { method: string; path: string; items: number }[] = [];
  /** What happens to the next calls, in order; then all goes well. */
  readonly mishaps: ("before" | "after" | "busy" | "lost" | "unknown")[] = [];
  refuse = (_item: Sent): string => "";
  /** A row with such an item is refused as a whole. */
  malformed = (_item: Sent): boolean => false;
  /** The server's own fault. */
  stumbles = (_item: Sent): boolean => false;
  at = "2026-11-23T14:03:00+08:00";

  readonly fetch = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const mishap = this.mishaps.shift();
    if (mishap === "before") throw new TypeError("no network");
    if (mishap === "busy") return new Response("", { status: 503, headers: { "Retry-After": "7" } });
    if (mishap === "lost") return json({ code: "lost", words: "已停用" }, 410);
    if (mishap === "unknown") return json({ code: "unknown", words: "" }, 401);
    const answer = await this.answer(new URL(address, "http://phone.test"), init);
    if (mishap === "after") throw new TypeError("the answer was lost on the way");
    return answer;
  };

  private async answer(address: URL, init: RequestInit): Promise<Response> {
    const method = init.method ?? "GET";
    const body = method === "POST" ? (JSON.parse(String(init.body)) as { items?: Sent[] }) : {};
    this.calls.push({ method, path: address.pathname, items: body.items?.length ?? 0 });
    if (address.pathname === "/field/items") return this.items(body.items ?? []);
    const hash = address.pathname.replace("/field/photos/", "");
    if (method === "HEAD") return this.have(hash);
    return this.piece(hash, Number(address.searchParams.get("offset")), init.body as ArrayBuffer);
  }

  private items(items: Sent[]): Response {
    if (items.some(this.stumbles)) return new Response("", { status: 500 });
    if (items.some(this.malformed)) return json({ code: "invalid", words: "内容不完整或不对。" }, 422);
    for (const item of items) if (!this.answers.has(item.ref)) this.take(item);
    const answers = items.map((item) => this.answers.get(item.ref));
    return json({ at: this.at, answers, until: "2026-12-07T14:03:00+08:00" });
  }

  private take(item: Sent): void {
    const words = this.refuse(item);
    if (!words) this.taken.push(item);
    this.answers.set(item.ref, {
      ref: item.ref,
      state: words ? "refused" : "received",
      code: words ? "" : `620502-${this.taken.length}`,
      at: this.at,
      words,
      call: words ? "0938-0000000" : "",
      missing: words ? [] : item.photos.map((photo) => photo.sha256),
      cards: [],
    });
  }

  private awaited(hash: string): Photo | undefined {
    return this.taken.flatMap((item) => item.photos).find((photo) => photo.sha256 === hash);
  }

  private have(hash: string): Response {
    if (!this.awaited(hash) || this.whole.has(hash)) return new Response(null, { status: 404 });
    return new Response(null, { headers: { "X-Have": String(this.photos.get(hash)?.length ?? 0) } });
  }

  private async piece(hash: string, offset: number, bytes: ArrayBuffer): Promise<Response> {
    const photo = this.awaited(hash);
    if (!photo) return json({ words: "没有等着收的这张照片。" }, 404);
    const here = this.photos.get(hash) ?? new Uint8Array();
    if (bytes.byteLength > 256 * 1024) return json({ words: "这一段的大小不对。" }, 422);
    if (offset > here.length) return json({ words: "前面还有没收到的部分。" }, 409);
    const all = new Uint8Array(here.length + (offset === here.length ? bytes.byteLength : 0));
    all.set(here);
    if (offset === here.length) all.set(new Uint8Array(bytes), offset);
    this.photos.set(hash, all);
    if (all.length < photo.size) return json({ have: all.length, done: false });
    if ((await sha256(all.buffer)) !== hash) {
      this.photos.delete(hash);
      return json({ have: 0, done: false }, 422);
    }
    this.whole.add(hash);
    return json({ have: all.length, done: true });
  }
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}
