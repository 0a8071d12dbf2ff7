// What lies on the phone. `meta` holds keys under lock and counters; `records` holds boxes and nothing else.
import { Dexie, type EntityTable } from "dexie";
import type { Box } from "../keys/box";
import type { Locked } from "../keys/keys";

export type Kind = "device" | "feed" | "entries" | "map" | "item" | "draft" | "photo";

export interface Sealed {
  id: string;
  kind: Kind;
  at: number;
  box: Box;
}

export interface Meta {
  name: "phone";
  /** The number of this phone: says nothing to anybody but the server. */
  phone: string;
  locked: Locked;
  share: CryptoKey | null;
  until: string;
  /** How far this phone's clock was ahead when the server last named the day. */
  skew: number;
  wrong: number;
  /** The latest moment at which this phone was opened or heard from the server: its clock is not believed when set back. */
  seen: number;
  /** Why there is no share. */
  why: Why;
}

/** five wrong PINs; fourteen days alone; the post is somebody else's today. */
export type Why = "" | "wrong" | "old" | "gone";

export class Database extends Dexie {
  meta!: EntityTable<Meta, "name">;
  records!: EntityTable<Sealed, "id">;

  constructor(name = "field") {
    super(name);
    this.version(1).stores({ meta: "name", records: "id, kind, [kind+at]" });
  }
}
