// The app as a whole: at which stage it is, what it shows, and the few things that happen by themselves.
import { askToKeep, forgetMark, isKept, markEnrolled, missing, wasEnrolled } from "./environment";
import type { Shape } from "./map/shape";
import type { Why } from "./store/db";
import { type Damaged, Enrolled, Vault } from "./store/vault";
import { Api, Away, Gone, Lost, Refused, Replaced, Unknown } from "./sync/api";
import { fetchFeed, fetchMap, type Kept as KeptFeed, type KeptMap } from "./sync/feed";
import { type From, Outbox, type Saying } from "./sync/outbox";
import { pause, spread } from "./sync/waiting";
import type { Call, Device, Entry, Item, Kept } from "./types";

export type Stage = "starting" | "missing" | "enrol" | "cleared" | "locked" | "share" | "open" | "wiping" | Ended;
/** How this phone ended. */
export type Ended = "lost" | "left" | "replaced";
export const IDLE = 5 * 60_000;
const REFRESH = 5 * 60_000;

export interface State {
  stage: Stage;
  device: Device | null;
  feed: KeptFeed["feed"] | null;
  entries: Entry[];
  shapes: Shape[];
  items: Item[];
  /** Everything that was begun and not said, whatever form it is in. */
  drafts: Kept<unknown>[];
  /** Items and drafts that do not open any more. */
  damaged: Damaged[];
  skew: number;
  heard: string;
  line: "idle" | "sending" | "away" | "refused" | "unknown" | "full";
  /** The worker has another phone; what lies on this one may still be sent. */
  replaced: boolean;
  kept: boolean;
  update: ServiceWorker | null;
  /** What the server or the app has to tell once; the worker puts it away. */
  say: string;
  why: Why;
  /** Whom to call where nothing else can be opened. */
  call: Call | null;
  /** Something stayed although all was to be emptied. */
  stayed: boolean;
}

const BLANK = {
  device: null,
  feed: null,
  entries: [],
  shapes: [],
  items: [],
  drafts: [],
  damaged: [],
  say: "",
  replaced: false,
} satisfies Partial<State>;

export class App {
  readonly vault = new Vault();
  readonly outbox = new Outbox(this.vault);
  /** Called before the key is dropped: what is half written is put away first. */
  readonly beforeLock = new Set<() => Promise<void>>();
  state: State = {
    ...BLANK,
    stage: "starting",
    skew: 0,
    heard: "",
    line: "idle",
    kept: false,
    update: null,
    why: "",
    call: null,
    stayed: false,
  };
  /** Where the map shall open: held here, because a browser writes down every address. */
  looking: { lon: number; lat: number } | null = null;
  private readonly listeners = new Set<() => void>();
  private touched = Date.now();
  private failures = 0;
  private timer = 0;
  private running = false;
  private again = false;

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  async start(): Promise<void> {
    if (missing().length) return this.set({ stage: "missing" });
    const meta = await this.vault.meta();
    if (meta) this.set({ stage: meta.share ? "locked" : "share", why: meta.share ? "" : meta.why });
    else this.set({ stage: wasEnrolled() ? "cleared" : "enrol" });
    this.set({ kept: await isKept() });
    for (const event of ["pointerdown", "keydown"]) addEventListener(event, () => this.touch());
    addEventListener("online", () => this.later(spread()));
    document.addEventListener("visibilitychange", () => this.lockWhenIdle());
    setInterval(() => this.lockWhenIdle(), 10_000);
    this.vault.db.on("versionchange", () => location.reload());
  }

  private touch(): void {
    this.touched = Date.now();
  }

  private lockWhenIdle(): void {
    if (this.state.stage !== "open") return;
    if (Date.now() - this.touched >= IDLE) void this.lock();
  }

  async lock(): Promise<void> {
    await this.putAway();
    this.vault.lock();
    this.set({ ...BLANK, stage: "locked" });
  }

  /** The parts of a form come after the form itself, and hand it what they hold. */
  private async putAway(): Promise<void> {
    for (const put of [...this.beforeLock].reverse()) await put().catch(() => undefined);
    clearTimeout(this.timer);
    this.looking = null;
  }

  async enrol(device: Device, pin: string, share: string, until: string): Promise<void> {
    await this.vault.found(device.phone, pin, share, until);
    await this.vault.put("device", "device", device);
    markEnrolled();
    this.set({ kept: await askToKeep().catch(() => false) });
    await this.opened();
  }

  /** A second window comes too late: the phone is enrolled, and what lies on it stays. */
  async enrolling(work: () => Promise<void>): Promise<void> {
    await alone("field-enrol", async () => {
      if (await this.vault.meta()) throw new Enrolled("enrolled");
      await work();
    });
  }

  /** Known to the server anew, with everything that lies here. */
  async claim(device: Device, pin: string, share: string, until: string): Promise<void> {
    await this.vault.claim(pin, device.phone, share, until);
    await this.vault.put("device", "device", device);
    this.set({ device, line: "idle" });
    await this.opened();
  }

  async unlock(pin: string): Promise<"open" | "wrong" | "gone"> {
    const opening = await this.vault.open(pin);
    if (opening === "wrong") return "wrong";
    if (opening !== "open") {
      this.set({ stage: "share", why: opening === "share-old" ? "old" : "wrong" });
      return "gone";
    }
    await this.opened();
    return "open";
  }

  private async opened(): Promise<void> {
    this.touch();
    await this.reload();
    this.set({ stage: "open" });
    this.later(0);
  }

  /** Everything that a screen shows, as it lies on the phone. */
  async reload(): Promise<void> {
    const [device, feed, entries, map, items, drafts] = await Promise.all([
      this.vault.get<Device>("device"),
      this.vault.get<KeptFeed>("feed"),
      this.vault.get<Entry[]>("entries"),
      this.vault.get<KeptMap>("map"),
      this.outbox.items(),
      this.vault.all<Kept<unknown>>("draft"),
    ]);
    this.set({
      device: device ?? null,
      feed: feed?.feed ?? null,
      heard: this.state.heard || (feed?.feed.at ?? ""),
      entries: entries ?? [],
      shapes: map?.shapes ?? [],
      items,
      drafts,
      damaged: [...this.vault.damaged.values()].filter(({ kind }) => kind === "item" || kind === "draft"),
    });
  }

  /** Kept on this phone first; sent as soon as there is a network. */
  async say(saying: Saying, from?: From): Promise<Item> {
    const item = await this.outbox.say(saying, from);
    await this.reload();
    this.later(0);
    return item;
  }

  later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.sync(), milliseconds);
  }

  async sync(): Promise<void> {
    if (this.running) {
      this.again = true;
      return;
    }
    if (!this.vault.isOpen) return;
    const device = this.state.device;
    if (!device) return this.set({ line: "unknown" });
    this.running = true;
    this.set({ line: "sending" });
    try {
      await alone("field-exchange", () => this.exchange(new Api(device)));
      this.failures = 0;
      this.set({ line: "idle" });
      this.later(REFRESH);
    } catch (problem) {
      await this.broken(problem);
    } finally {
      this.running = false;
      if (this.vault.isOpen) await this.reload();
    }
    if (this.again) {
      this.again = false;
      this.later(0);
    }
  }

  private async exchange(api: Api): Promise<void> {
    await this.outbox.send(api, ({ at, skew }) => {
      this.set({ heard: at, skew });
      void this.reload();
    });
    // A line too weak for photos may still bring what is new.
    const stuck: unknown = await this.outbox.sendPhotos(api).catch((no: unknown) => no);
    if (stuck && !(stuck instanceof Away)) throw stuck;
    const fetched = await fetchFeed(api, this.vault);
    if (fetched) {
      this.set({ heard: fetched.feed.at, skew: fetched.skew });
      await this.outbox.forget(this.spoken(fetched.feed));
    }
    await fetchMap(api, this.vault);
    await this.reload();
    await this.tellDrafts(api);
    if (stuck) throw stuck;
  }

  /** What the server still speaks of, and what was decided of cards that still lie there. */
  private spoken(feed: KeptFeed["feed"]): Set<string> {
    const cards = new Set(feed.cards.map((card) => card.change));
    const decided = this.state.items.filter((item) => cards.has(item.body.change as string));
    return new Set([...feed.mine, ...feed.proposed, ...decided].map((one) => one.ref));
  }

  /** What was refused and not put right. */
  get refused(): Item[] {
    return this.state.items.filter((item) => item.state === "refused" && !item.corrected);
  }

  /** How much the server will never hear of by itself. */
  get unsaid(): number {
    return this.state.drafts.length + this.refused.length;
  }

  /** How many drafts lie here, of which kinds, since when; nothing of what they say. */
  private async tellDrafts(api: Api): Promise<void> {
    const { drafts } = this.state;
    const oldest = drafts.map(({ at }) => at.slice(0, 10)).sort()[0] ?? null;
    const kinds: Record<string, number> = {};
    for (const { form } of drafts) kinds[form] = (kinds[form] ?? 0) + 1;
    await api.post("/field/drafts", { count: drafts.length, oldest, kinds });
  }

  private async broken(problem: unknown): Promise<void> {
    if (problem instanceof Lost) return this.wipe("lost");
    if (problem instanceof Replaced) return this.handOver();
    if (problem instanceof Gone) return this.close(problem.words);
    if (problem instanceof Unknown) return this.set({ line: "unknown" });
    if (problem instanceof Refused && problem.words) this.set({ say: problem.words });
    this.set({ line: problem instanceof Refused ? "refused" : isFull(problem) ? "full" : "away" });
    if (!this.vault.isOpen) return;
    this.failures += 1;
    this.later(pause(this.failures, problem instanceof Away ? problem.after : 0));
  }

  /** 已换手机 — what was said goes out first; what was only begun, the worker is asked about; then all goes. */
  private async handOver(): Promise<void> {
    await this.reload();
    this.set({ line: "idle", replaced: true });
    this.later(REFRESH);
    const unsent = this.state.items.some(
      (item) => item.state === "waiting" || item.missing.some((hash) => !this.vault.damaged.has(hash)),
    );
    if (!unsent && !this.unsaid) await this.wipe("replaced");
  }

  /** What was only begun is not wanted; what was said is still sent before all goes. */
  async giveUp(): Promise<void> {
    const ids = [...this.state.drafts.map(({ id }) => id), ...this.refused.map(({ ref }) => ref)];
    for (const id of ids) await this.vault.remove(id);
    await this.reload();
    this.later(0);
  }

  /** 不在岗 — what was carried goes, what was written stays under lock, until the post is theirs again. */
  private async close(words: string): Promise<void> {
    const call = this.state.device?.call ?? null;
    await this.putAway();
    await this.vault.dropShare("gone");
    await this.vault.removeAll("feed", "entries", "map");
    this.vault.lock();
    this.set({ ...BLANK, stage: "share", why: "gone", line: "idle", say: words, call });
  }

  /** 退出, 丢失 — the server is told while there is a network; the phone is emptied in any case. */
  async end(how: "leave" | "lost"): Promise<void> {
    const device = this.state.device;
    if (device) await new Api(device).post(`/field/${how}`, {}).catch(() => undefined);
    await this.wipe(how === "leave" ? "left" : "lost");
  }

  /** Each part by itself: where one stays, the others go all the same, and it is said. */
  async wipe(stage: Ended): Promise<void> {
    clearTimeout(this.timer);
    this.beforeLock.clear();
    this.vault.lock();
    this.looking = null;
    this.set({ ...BLANK, stage: "wiping", line: "idle" });
    const done = await Promise.all(this.parts().map((part) => soon(part())));
    this.set({ stage, stayed: done.includes(false) });
  }

  private parts(): (() => Promise<unknown>)[] {
    return [
      () => this.vault.wipe(),
      async () => localStorage.clear(),
      async () => sessionStorage.clear(),
      async () => forgetMark(),
      async () => {
        for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
      },
      async () => (await navigator.serviceWorker?.getRegistration("/field/"))?.unregister(),
    ];
  }
}

const PATIENCE = 5_000;

/** Whether it was done, and done soon: another window may keep a data base from going. */
async function soon(work: Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((done) => setTimeout(() => done(false), PATIENCE));
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]);
}

/** Two windows of one phone take turns: what was said first is sent first. */
async function alone(what: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(what, work);
}

/** The data base of a full phone says so by this name, at whatever depth. */
export function isFull(problem: unknown): boolean {
  const { name, inner } = (problem ?? {}) as { name?: string; inner?: unknown };
  return name === "QuotaExceededError" || (inner !== undefined && isFull(inner));
}

export const app = new App();
