// The app as a whole: at which stage it is, what it shows, and the few things that happen by themselves.
import { askToKeep, forgetMark, isKept, markEnrolled, missing, wasEnrolled } from "./environment";
import type { Shape } from "./map/shape";
import { Vault } from "./store/vault";
import { Api, Away, Lost, Refused, Unknown } from "./sync/api";
import { fetchFeed, fetchMap, type Kept as KeptFeed, type KeptMap } from "./sync/feed";
import { Outbox, type Saying } from "./sync/outbox";
import { pause, spread } from "./sync/waiting";
import type { Device, Entry, Item, Kept, ReportDraft } from "./types";

export type Stage = "starting" | "missing" | "enrol" | "cleared" | "locked" | "share" | "open" | "lost" | "left";
export const IDLE = 5 * 60_000;
const REFRESH = 5 * 60_000;

export interface State {
  stage: Stage;
  device: Device | null;
  feed: KeptFeed["feed"] | null;
  entries: Entry[];
  shapes: Shape[];
  items: Item[];
  drafts: Kept<ReportDraft>[];
  skew: number;
  heard: string;
  line: "idle" | "sending" | "away" | "refused" | "unknown";
  kept: boolean;
  update: ServiceWorker | null;
  /** What the server or the app has to tell once; the worker puts it away. */
  say: string;
  why: "" | "old" | "wrong";
}

const BLANK = {
  device: null,
  feed: null,
  entries: [],
  shapes: [],
  items: [],
  drafts: [],
  say: "",
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
  };
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
    if (meta) this.set({ stage: meta.share ? "locked" : "share", why: meta.share ? "" : "wrong" });
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
    for (const put of this.beforeLock) await put().catch(() => undefined);
    clearTimeout(this.timer);
    this.vault.lock();
    this.set({ ...BLANK, stage: "locked" });
  }

  async enrol(device: Device, pin: string, share: string, until: string): Promise<void> {
    await this.vault.found(device.phone, pin, share, until);
    await this.vault.put("device", "device", device);
    markEnrolled();
    this.set({ kept: await askToKeep().catch(() => false) });
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
      this.vault.all<Kept<ReportDraft>>("draft"),
    ]);
    this.set({
      device: device ?? null,
      feed: feed?.feed ?? null,
      heard: this.state.heard || (feed?.feed.at ?? ""),
      entries: entries ?? [],
      shapes: map?.shapes ?? [],
      items,
      drafts: drafts.filter((draft) => draft.form === "report"),
    });
  }

  /** Kept on this phone first; sent as soon as there is a network. */
  async say(saying: Saying): Promise<Item> {
    const item = await this.outbox.say(saying);
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
    const device = this.state.device;
    if (!device || !this.vault.isOpen) return;
    this.running = true;
    this.set({ line: "sending" });
    try {
      await alone(() => this.exchange(new Api(device)));
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
    const fetched = await fetchFeed(api, this.vault);
    if (fetched) {
      this.set({ heard: fetched.feed.at, skew: fetched.skew });
      await this.outbox.forget(this.spoken(fetched.feed));
    }
    await fetchMap(api, this.vault);
    await this.reload();
    await this.tellDrafts(api);
  }

  /** What the server still speaks of, and what was decided of cards that still lie there. */
  private spoken(feed: KeptFeed["feed"]): Set<string> {
    const cards = new Set(feed.cards.map((card) => card.change));
    const decided = this.state.items.filter((item) => cards.has(item.body.change as string));
    return new Set([...feed.mine, ...feed.proposed, ...decided].map((one) => one.ref));
  }

  /** How many drafts lie unsent and since when; nothing of what they say. */
  private async tellDrafts(api: Api): Promise<void> {
    const oldest = this.state.drafts.map((draft) => draft.at.slice(0, 10)).sort()[0];
    await api.post("/field/drafts", { count: this.state.drafts.length, oldest: oldest ?? null });
  }

  private async broken(problem: unknown): Promise<void> {
    if (problem instanceof Lost) return this.wipe("lost");
    if (problem instanceof Unknown) return this.set({ line: "unknown" });
    if (problem instanceof Refused) this.set({ say: problem.words });
    this.set({ line: problem instanceof Refused ? "refused" : "away" });
    if (!this.vault.isOpen) return;
    this.failures += 1;
    this.later(pause(this.failures, problem instanceof Away ? problem.after : 0));
  }

  /** 退出, 丢失 — the server is told while there is a network; the phone is emptied in any case. */
  async end(how: "leave" | "lost"): Promise<void> {
    const device = this.state.device;
    if (device) await new Api(device).post(`/field/${how}`, {}).catch(() => undefined);
    await this.wipe(how === "leave" ? "left" : "lost");
  }

  async wipe(stage: Stage): Promise<void> {
    clearTimeout(this.timer);
    this.vault.lock();
    this.set({ ...BLANK, stage, line: "idle" });
    await this.vault.wipe();
    localStorage.clear();
    sessionStorage.clear();
    forgetMark();
    for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
    const worker = await navigator.serviceWorker?.getRegistration("/field/");
    await worker?.unregister();
  }
}

/** Two windows of one phone take turns: what was said first is sent first. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request("field-exchange", work);
}

export const app = new App();
