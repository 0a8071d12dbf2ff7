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
}

export class Outbox {
  constructor(
    private readonly vault: Vault,
    private readonly settled = 60_000,
  ) {}

  /** Kept on this phone, from now on whatever happens. */
  async say(saying: Saying): Promise<Item> {
    const order = await this.vault.next("item");
    const photos = saying.photos ?? [];
    const item: Item = {
      ...saying,
      photos,
      ref: newId(),
      at: stamp(),
      order,
      state: "waiting",
      missing: photos.map((photo) => photo.sha256),
    };
    await this.keep(item);
    if (item.instead_of) await this.mark(item.instead_of, { corrected: true });
    return item;
  }

  async items(): Promise<Item[]> {
    return (await this.vault.all<Item>("item")).sort((one, other) => one.order - other.order);
  }

  /** Everything that waits, in order; then the photos. What breaks off leaves all that was not answered waiting. */
  async send(api: Api, heard: (sent: Sent) => void = () => undefined): Promise<void> {
    let waiting = (await this.items()).filter((item) => item.state === "waiting");
    while (waiting.length) {
      const answered = await this.sendSome(api, waiting.slice(0, MOST), heard);
      const left = waiting.filter((item) => !answered.has(item.ref));
      // A server that answers for none of them is not asked for ever.
      if (left.length === waiting.length) break;
      waiting = left;
    }
    await this.sendPhotos(api);
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
      if (!(no instanceof Refused) || no.status === 403) throw no;
      return this.findTheOne(api, items, no, heard);
    }
    for (const answer of said.answers) await this.hear(items, answer);
    if (said.until) await this.vault.prolong(said.until);
    heard({ at: said.at, skew: skewOf(asked, Date.now(), said.at) });
    return new Set(said.answers.map((answer) => answer.ref));
  }

  /** One bad item keeps no other from arriving: the row is halved until it stands alone. */
  private async findTheOne(api: Api, items: Item[], no: Refused, heard: (sent: Sent) => void) {
    const [only] = items;
    if (items.length === 1 && only) {
      const words = no.words || "服务器没有收下，没有说明原因。";
      const answer: Answer = {
        ref: only.ref,
        state: "refused",
        code: "",
        at: stamp(),
        words,
        call: "",
        missing: [],
        cards: [],
      };
      await this.hear(items, answer);
      return new Set([only.ref]);
    }
    const half = Math.ceil(items.length / 2);
    const first = await this.sendSome(api, items.slice(0, half), heard);
    const second = await this.sendSome(api, items.slice(half), heard);
    return new Set([...first, ...second]);
  }

  private async hear(items: Item[], answer: Answer): Promise<void> {
    const item = items.find((one) => one.ref === answer.ref);
    if (!item) return;
    const photosGo = answer.state !== "refused";
    await this.keep({ ...item, state: answer.state, answer, missing: photosGo ? answer.missing : item.missing });
  }

  private async sendPhotos(api: Api): Promise<void> {
    for (const item of await this.items()) {
      if (item.state === "waiting" || item.state === "refused") continue;
      for (const photo of item.photos.filter((one) => item.missing.includes(one.sha256))) {
        const bytes = await this.vault.bytes(photo.sha256);
        // Gone from the phone: nothing to send, and the server's page says that it waits.
        if (bytes) await sendPhoto(api, photo, bytes);
        item.missing = item.missing.filter((hash) => hash !== photo.sha256);
        await this.keep(item);
      }
    }
    await this.forgetPhotos();
  }

  /** A photo stays on the phone until the last item or draft that needs it has done with it. */
  private async forgetPhotos(): Promise<void> {
    const items = await this.items();
    const drafts = await this.vault.all<Kept<{ photos?: Photo[] }>>("draft");
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

  async mark(ref: string, change: Partial<Item>): Promise<void> {
    const item = await this.vault.get<Item>(ref);
    if (item) await this.keep({ ...item, ...change });
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
