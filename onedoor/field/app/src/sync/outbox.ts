// 发件箱 — what was said stays here until the server has answered for it, in the order in which it was said.
import type { Vault } from "../store/vault";
import { newId } from "../keys/box";
import type { Answer, Fields, Item, ItemKind, Kept, Photo } from "../types";
import { type Api, Refused } from "./api";
import { sendPhoto } from "./photos";
import { skewOf, stamp } from "./skew";

export const MOST = 50;
const KEPT = 3 * 86_400_000;

interface Answers {
  at: string;
  answers: Answer[];
  until?: string;
}

export interface Sent {
  at: string;
  skew: number;
}

export interface Saying {
  kind: ItemKind;
  title: string;
  body: Fields;
  photos?: Photo[];
  instead_of?: string;
  about?: NonNullable<Item["about"]>;
}

/** What was half written: its mark becomes the item's, and it goes in the same step in which the item comes. */
export type From = Pick<Kept<unknown>, "id" | "ref">;

/** After so many in a row the server stumbles over everything, not over these. */
const STUMBLES = 3;
/** A photo that the server would not take is not sent again and again over a worker's own line. */
const REST = 3_600_000;

export class Outbox {
  private stumbles = 0;
  private readonly resting = new Map<string, number>();

  constructor(
    private readonly vault: Vault,
    private readonly settled = 60_000,
  ) {}

  /** Kept on this phone, from now on whatever happens. */
  async say(saying: Saying, from: From = { id: "", ref: newId() }): Promise<Item> {
    const said = await this.vault.get<Item>(from.ref);
    const item = said ?? this.made(saying, from.ref, await this.vault.next("item"));
    const wrong = said ? undefined : await this.vault.get<Item>(saying.instead_of ?? "");
    const rows = [...(wrong ? [{ ...wrong, corrected: true }] : []), item];
    await this.vault.swap("item", rows.map(rowOf), from.id);
    return item;
  }

  private made(saying: Saying, ref: string, order: number): Item {
    const photos = saying.photos ?? [];
    const missing = photos.map((photo) => photo.sha256);
    return { ...saying, photos, ref, at: stamp(), order, state: "waiting", missing };
  }

  async items(): Promise<Item[]> {
    return (await this.vault.all<Item>("item")).sort((one, other) => one.order - other.order);
  }

  /** Everything that waits, in order; what the server stumbled over before comes last. What breaks off leaves waiting all that was not answered. */
  async send(api: Api, heard: (sent: Sent) => void = () => undefined): Promise<void> {
    this.stumbles = 0;
    const all = (await this.items()).filter((item) => item.state === "waiting");
    let waiting = [...all.filter((item) => !item.note), ...all.filter((item) => item.note)];
    while (waiting.length) {
      const answered = await this.sendSome(api, waiting.slice(0, MOST), heard);
      const left = waiting.filter((item) => !answered.has(item.ref));
      // A server that answers for none of them is not asked for ever.
      if (left.length === waiting.length) break;
      waiting = left;
    }
  }

  private async sendSome(api: Api, items: Item[], heard: (sent: Sent) => void): Promise<Set<string>> {
    const asked = Date.now();
    let said: Answers;
    try {
      said = await api.post<Answers>("/field/items", {
        sent_at: stamp(),
        items: items.map(({ ref, kind, at, body, photos, instead_of }) => ({
          ref,
          kind,
          at,
          body,
          photos,
          ...(instead_of ? { instead_of } : {}),
        })),
      });
    } catch (no) {
      if (!(no instanceof Refused) || no.status === 403 || !isAnswer(no)) throw no;
      return this.findTheOne(api, items, no, heard);
    }
    this.stumbles = 0;
    for (const answer of said.answers) await this.hear(items, answer);
    if (said.until) await this.vault.prolong(said.until);
    heard({ at: said.at, skew: skewOf(asked, Date.now(), said.at) });
    return new Set(said.answers.map((answer) => answer.ref));
  }

  /** One bad item keeps no other from arriving: the row is halved until it stands alone. */
  private async findTheOne(api: Api, items: Item[], no: Refused, heard: (sent: Sent) => void) {
    const [only] = items;
    if (items.length === 1 && only) return this.setAside(only, no);
    const half = Math.ceil(items.length / 2);
    const first = await this.sendSome(api, items.slice(0, half), heard);
    const second = await this.sendSome(api, items.slice(half), heard);
    return new Set([...first, ...second]);
  }

  /** Refused, when the server says why; still waiting, when it is the server's own fault. */
  private async setAside(item: Item, no: Refused): Promise<Set<string>> {
    if (no.status === 500) {
      await this.keep({ ...item, note: "服务器处理这一件时出了错，没有收下；会自动再发。" });
      this.stumbles += 1;
      if (this.stumbles >= STUMBLES) throw no;
    } else {
      const words = no.words || "服务器没有收下，没有说明原因。";
      const answer = { ref: item.ref, code: "", at: stamp(), words, call: "", missing: [], cards: [] };
      await this.hear([item], { ...answer, state: "refused" });
    }
    return new Set([item.ref]);
  }

  private async hear(items: Item[], answer: Answer): Promise<void> {
    const item = items.find((one) => one.ref === answer.ref);
    if (!item) return;
    const { note: _note, ...heard } = item;
    const missing = answer.state === "refused" ? item.missing : answer.missing;
    await this.keep({ ...heard, state: answer.state, answer, missing });
  }

  /** One photo that cannot go keeps no other. */
  async sendPhotos(api: Api, now = Date.now()): Promise<void> {
    for (const item of await this.items()) {
      if (item.state === "waiting" || item.state === "refused") continue;
      for (const photo of item.photos.filter((one) => item.missing.includes(one.sha256))) {
        if ((this.resting.get(photo.sha256) ?? 0) > now) continue;
        const why = await this.sendOne(api, photo);
        if (why) this.resting.set(photo.sha256, now + REST);
        else item.missing = item.missing.filter((hash) => hash !== photo.sha256);
        if (why) item.note = why;
        else if (!item.missing.length) delete item.note;
        await this.keep(item);
      }
    }
    await this.forgetPhotos();
  }

  /** Why it did not go, or nothing. */
  private async sendOne(api: Api, photo: Photo): Promise<string> {
    const bytes = await this.vault.bytes(photo.sha256);
    if (this.vault.damaged.has(photo.sha256)) return "有一张照片在手机里坏了，发不出去。";
    // Gone from the phone: nothing to send, and the server's page says that it waits.
    if (!bytes) return "";
    try {
      await sendPhoto(api, photo, bytes);
      return "";
    } catch (no) {
      if (!(no instanceof Refused) || no.status === 403) throw no;
      return no.words || "有一张照片服务器没有收下，过一小时再发。";
    }
  }

  /** A photo stays on the phone until the last item or draft that needs it has done with it. */
  private async forgetPhotos(): Promise<void> {
    const items = await this.items();
    const drafts = await this.vault.all<Kept<{ photos?: Photo[] }>>("draft");
    // Of one that does not open nobody knows which photos are its own.
    if ([...this.vault.damaged.values()].some(({ kind }) => kind !== "photo")) return;
    const needed = new Set([
      ...items
        .filter((item) => item.state === "waiting" || (item.state === "refused" && !item.corrected))
        .flatMap((item) => item.photos.map((photo) => photo.sha256)),
      ...items.filter((item) => item.state !== "refused").flatMap((item) => item.missing),
      ...drafts.flatMap((draft) => (draft.value.photos ?? []).map((photo) => photo.sha256)),
    ]);
    // One that was just taken may not stand in its draft yet.
    for (const hash of await this.vault.before("photo", Date.now() - this.settled)) {
      if (!needed.has(hash)) await this.vault.remove(hash);
    }
  }

  /** A report stays as long as the server speaks of it; what else was received, for some days. What was refused stays. */
  async forget(spoken: Set<string>, now = Date.now()): Promise<void> {
    for (const item of await this.items()) {
      const done = item.state === "received" || item.state === "conflict" || item.corrected;
      const old = now - Date.parse(item.answer?.at ?? item.at) > KEPT;
      if (done && old && !item.missing.length && !spoken.has(item.ref)) await this.vault.remove(item.ref);
    }
  }

  private keep(item: Item): Promise<void> {
    return this.vault.put("item", item.ref, item, item.order);
  }
}

/** A sentence without a word of ours is not the server's: some machine in between stands in its place. */
const isAnswer = (no: Refused) => Boolean(no.code || no.words) || no.status === 413 || no.status === 500;

const rowOf = (item: Item) => ({ id: item.ref, value: item, at: item.order });
