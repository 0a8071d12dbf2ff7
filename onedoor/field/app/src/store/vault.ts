// The one way to what lies on the phone: locked, unlocked, wiped. The data key lives in this object alone.
import { closeBytes, closeJson, fromBase64, openBytes, openJson } from "../keys/box";
import { changePin, importShare, makeLocked, ROUNDS, unlock } from "../keys/keys";
import { Database, type Kind, type Meta } from "./db";

export const TRIES = 5;
/** So long after its answer the server lets a phone be alone. */
const OFFLINE = 14 * 86_400_000;
export type Opening = "open" | "wrong" | "share-gone" | "share-old";

/** A phone whose clock runs weeks ahead must not lock its worker out. */
const skewAt = (until: string) => Date.now() - (Date.parse(until) - OFFLINE);

export class LockedNow extends Error {}

export class Vault {
  private key: CryptoKey | null = null;
  private last = 0;

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
    const shareKey = await importShare(fromBase64(share));
    const { locked, dataKey } = await makeLocked(pin, shareKey, this.rounds);
    await this.db.records.clear();
    await this.db.meta.put({ name: "phone", phone, locked, share: shareKey, until, skew: skewAt(until), wrong: 0 });
    this.key = dataKey;
  }

  /** A share fetched anew, after fourteen days without the server or five wrong PINs. */
  async takeShare(share: string, until: string): Promise<void> {
    await this.db.meta.update("phone", {
      share: await importShare(fromBase64(share)),
      until,
      skew: skewAt(until),
      wrong: 0,
    });
  }

  async open(pin: string, now = Date.now()): Promise<Opening> {
    const meta = await this.meta();
    if (!meta?.share) return "share-gone";
    if (Date.parse(meta.until) < now - meta.skew) {
      await this.db.meta.update("phone", { share: null });
      return "share-old";
    }
    this.key = await unlock(meta.locked, pin, meta.share);
    if (this.key) {
      if (meta.wrong) await this.db.meta.update("phone", { wrong: 0 });
      return "open";
    }
    const wrong = meta.wrong + 1;
    const gone = wrong >= TRIES;
    await this.db.meta.update("phone", gone ? { wrong, share: null } : { wrong });
    return gone ? "share-gone" : "wrong";
  }

  lock(): void {
    this.key = null;
  }

  /** The server has answered: the fourteen days begin anew. */
  async prolong(until: string): Promise<void> {
    await this.db.meta.update("phone", { until, skew: skewAt(until) });
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
    const box = await closeJson(this.needKey(), id, value);
    await this.db.records.put({ id, kind, at, box });
  }

  async get<T>(id: string): Promise<T | undefined> {
    const row = await this.db.records.get(id);
    return row && openJson<T>(this.needKey(), id, row.box);
  }

  /** All of a kind, oldest first. */
  async all<T>(kind: Kind): Promise<T[]> {
    const key = this.needKey();
    const rows = await this.db.records.where("[kind+at]").between([kind, 0], [kind, Infinity]).toArray();
    return Promise.all(rows.map((row) => openJson<T>(key, row.id, row.box)));
  }

  async putBytes(id: string, bytes: ArrayBuffer): Promise<void> {
    const box = await closeBytes(this.needKey(), id, bytes);
    await this.db.records.put({ id, kind: "photo", at: Date.now(), box });
  }

  async bytes(id: string): Promise<ArrayBuffer | undefined> {
    const row = await this.db.records.get(id);
    return row && openBytes(this.needKey(), id, row.box);
  }

  /** Those put away before that moment. */
  async before(kind: Kind, at: number): Promise<string[]> {
    return (await this.db.records.where("[kind+at]").between([kind, 0], [kind, at]).primaryKeys()) as string[];
  }

  async remove(id: string): Promise<void> {
    await this.db.records.delete(id);
  }

  private needKey(): CryptoKey {
    if (!this.key) throw new LockedNow("locked");
    return this.key;
  }

  /** Nothing stays: rows, keys, the data base itself. */
  async wipe(): Promise<void> {
    this.key = null;
    await this.db.delete();
  }
}
