// The one way to what lies on the phone: locked, unlocked, wiped. The data key lives in this object alone.
import { closeBytes, closeJson, fromBase64, openBytes, openJson } from "../keys/box";
import { changePin, importShare, makeLocked, ROUNDS, unlock } from "../keys/keys";
import { Database, type Kind, type Meta, type Sealed, type Why } from "./db";

export const TRIES = 5;
const DAY = 86_400_000;
/** So long after its answer the server lets a phone be alone. */
const OFFLINE = 14 * DAY;
export type Opening = "open" | "wrong" | "share-gone" | "share-old";

/** A phone whose clock runs weeks ahead must not lock its worker out. */
const skewAt = (until: string) => Date.now() - (Date.parse(until) - OFFLINE);

/** What the server gives: its half of the key, good until that day. */
const given = async (share: string, until: string) => ({
  share: await importShare(fromBase64(share)),
  until,
  skew: skewAt(until),
  seen: Date.now(),
  wrong: 0,
  why: "" as Why,
});

export class LockedNow extends Error {}

/** This phone was enrolled already, perhaps in another window: what lies on it is not touched. */
export class Enrolled extends Error {}

/** A record that does not open any more. */
export type Damaged = Omit<Sealed, "box">;

export class Vault {
  private key: CryptoKey | null = null;
  private last = 0;
  /** What did not open since the phone was unlocked; it stays where it is. */
  readonly damaged = new Map<string, Damaged>();

  constructor(
    readonly db = new Database(),
    private readonly rounds = ROUNDS,
  ) {}

  get isOpen(): boolean {
    return this.key !== null;
  }

  meta(): Promise<Meta | undefined> {
    return this.db.meta.get("phone");
  }

  async found(phone: string, pin: string, share: string, until: string): Promise<void> {
    const from = await given(share, until);
    const { locked, dataKey } = await makeLocked(pin, from.share, this.rounds);
    await this.db.transaction("rw", this.db.meta, this.db.records, async () => {
      if (await this.meta()) throw new Enrolled("enrolled");
      await this.db.records.clear();
      await this.db.meta.put({ name: "phone", phone, locked, ...from });
    });
    this.key = dataKey;
  }

  /** A share fetched anew, after fourteen days without the server or five wrong PINs. */
  async takeShare(share: string, until: string): Promise<void> {
    await this.db.meta.update("phone", await given(share, until));
  }

  /** Known to the server under another number from now on; everything that lies here stays. */
  async claim(pin: string, phone: string, share: string, until: string): Promise<boolean> {
    const [meta, from] = [await this.meta(), await given(share, until)];
    const locked = meta?.share && (await changePin(meta.locked, pin, pin, meta.share, from.share));
    if (locked) await this.db.meta.update("phone", { phone, locked, ...from });
    return Boolean(locked);
  }

  async knows(pin: string): Promise<boolean> {
    const meta = await this.meta();
    return Boolean(meta?.share && (await unlock(meta.locked, pin, meta.share)));
  }

  async open(pin: string, now = Date.now()): Promise<Opening> {
    const meta = await this.guessed(now);
    if (typeof meta === "string") return meta;
    const key = await unlock(meta.locked, pin, meta.share);
    if (key) {
      this.key = key;
      await this.db.meta.update("phone", { wrong: 0 });
      return "open";
    }
    if (meta.wrong < TRIES) return "wrong";
    await this.dropShare("wrong");
    return "share-gone";
  }

  /** A guess counts before it is made: twenty windows have no more of them than one. */
  private guessed(now: number): Promise<(Meta & { share: CryptoKey }) | "share-gone" | "share-old"> {
    return this.db.transaction("rw", this.db.meta, async () => {
      const meta = await this.meta();
      if (!meta?.share) return "share-gone";
      // A clock that was set back would make the fourteen days as long as one likes.
      const isOld = Date.parse(meta.until) < now - meta.skew || now < meta.seen - DAY;
      if (isOld || meta.wrong >= TRIES) {
        await this.dropShare(isOld ? "old" : "wrong");
        return isOld ? "share-old" : "share-gone";
      }
      const tried = { wrong: meta.wrong + 1, seen: Math.max(meta.seen, now) };
      await this.db.meta.update("phone", tried);
      return { ...meta, ...tried, share: meta.share };
    });
  }

  async dropShare(why: Why): Promise<void> {
    await this.db.meta.update("phone", { share: null, why });
  }

  lock(): void {
    this.key = null;
    this.damaged.clear();
  }

  /** The server has answered: the fourteen days begin anew. */
  async prolong(until: string): Promise<void> {
    await this.db.meta.update("phone", { until, skew: skewAt(until), seen: Date.now() });
  }

  async changePin(old: string, fresh: string): Promise<boolean> {
    const meta = await this.meta();
    if (!meta?.share) return false;
    const locked = await changePin(meta.locked, old, fresh, meta.share);
    if (locked) await this.db.meta.update("phone", { locked });
    return locked !== null;
  }

  /** Later than everything before, also when the phone's clock was set back: order is what counts. */
  async next(kind: Kind): Promise<number> {
    const newest = await this.db.records.where("[kind+at]").between([kind, 0], [kind, Infinity]).last();
    this.last = Math.max(this.last + 1, (newest?.at ?? 0) + 1, Date.now());
    return this.last;
  }

  async put(kind: Kind, id: string, value: unknown, at = 0): Promise<void> {
    await this.db.records.put(await this.closed(kind, id, value, at));
  }

  private async closed(kind: Kind, id: string, value: unknown, at: number): Promise<Sealed> {
    return { id, kind, at, box: await closeJson(this.needKey(), id, value) };
  }

  /** Some come and one goes in a single step: a battery that dies in between leaves neither both nor none. */
  async swap(kind: Kind, values: { id: string; value: unknown; at: number }[], gone = ""): Promise<void> {
    const rows = await Promise.all(values.map(({ id, value, at }) => this.closed(kind, id, value, at)));
    await this.db.transaction("rw", this.db.records, async () => {
      await this.db.records.bulkPut(rows);
      await this.db.records.delete(gone);
    });
  }

  async get<T>(id: string): Promise<T | undefined> {
    const row = await this.db.records.get(id);
    return row && this.opened<T>(row, openJson);
  }

  /** All of a kind that open, oldest first. */
  async all<T>(kind: Kind): Promise<T[]> {
    this.needKey();
    const rows = await this.db.records.where("[kind+at]").between([kind, 0], [kind, Infinity]).toArray();
    const opened = await Promise.all(rows.map((row) => this.opened<T>(row, openJson)));
    return opened.filter((value) => value !== undefined) as T[];
  }

  /** One damaged record hides no other: it is noted, and stays. */
  private async opened<T>(
    row: Sealed,
    open: (key: CryptoKey, id: string, box: Sealed["box"]) => Promise<T>,
  ): Promise<T | undefined> {
    const key = this.needKey();
    try {
      const value = await open(key, row.id, row.box);
      this.damaged.delete(row.id);
      return value;
    } catch {
      const { id, kind, at } = row;
      this.damaged.set(id, { id, kind, at });
      return undefined;
    }
  }

  async putBytes(id: string, bytes: ArrayBuffer): Promise<void> {
    const box = await closeBytes(this.needKey(), id, bytes);
    await this.db.records.put({ id, kind: "photo", at: Date.now(), box });
  }

  async bytes(id: string): Promise<ArrayBuffer | undefined> {
    const row = await this.db.records.get(id);
    return row && this.opened(row, openBytes);
  }

  /** Those put away before that moment. */
  async before(kind: Kind, at: number): Promise<string[]> {
    return (await this.db.records.where("[kind+at]").between([kind, 0], [kind, at]).primaryKeys()) as string[];
  }

  async remove(id: string): Promise<void> {
    await this.db.records.delete(id);
    this.damaged.delete(id);
  }

  async removeAll(...kinds: Kind[]): Promise<void> {
    await this.db.records.where("kind").anyOf(kinds).delete();
  }

  private needKey(): CryptoKey {
    if (!this.key) throw new LockedNow("locked");
    return this.key;
  }

  /** Nothing stays: rows and keys at once, then the data base itself, which another window may hold open. */
  async wipe(): Promise<void> {
    this.lock();
    await this.db.open();
    await this.db.transaction("rw", this.db.meta, this.db.records, async () => {
      await this.db.meta.clear();
      await this.db.records.clear();
    });
    await this.db.delete();
  }
}
