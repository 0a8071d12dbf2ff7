// How a screen follows the app, where it is, and how what is half written is kept until it is said.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { app, isFull, type State } from "../app";
import { newId } from "../keys/box";
import { stamp } from "../sync/skew";
import type { From, Saying } from "../sync/outbox";
import type { Item, Kept } from "../types";

export function useApp(): State {
  const [, redraw] = useState({});
  // Not after the next picture: what the data base answers before that would be missed.
  useLayoutEffect(() => app.listen(() => redraw({})), []);
  return app.state;
}

export function go(where: string): void {
  location.hash = `#/${where}`;
}

export function usePlace(): string[] {
  const read = () => location.hash.replace(/^#\/?/, "").split("/");
  const [place, set] = useState(read());
  useLayoutEffect(() => {
    const moved = () => set(read());
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return place;
}

export function notKept(problem: unknown): string {
  return isFull(problem)
    ? "手机满了，没存上。请删掉些照片或视频，再按一次。"
    : "没存上，请再按一次；还不行，请联系网格管理员。";
}

/** Says once, however often it is pressed, and shows what became of it. */
export function useSaying() {
  const [words, say] = useState("");
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const send = async (saying: Saying, from?: From): Promise<Item | null> => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    say("");
    try {
      const item = await app.say(saying, from);
      go(`item/${item.ref}`);
      return item;
    } catch (problem) {
      say(notKept(problem));
      return null;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { words, say, busy, send };
}

const SOON = 400;
/** A full phone is tried again; the worker may have made room. */
const AGAIN = 5000;

/** Where a draft is finished, and how it is called in a list. */
interface Shown<T> {
  form: string;
  to: string;
  title: (value: T) => string;
}

/** A form's content, closed and put away shortly after every change; `null` until it was looked up. */
export function useKept<T>(id: string, blank: T, shown: Shown<T>) {
  const [value, show] = useState<T | null>(null);
  const saying = useSaying();
  const [unkept, tell] = useState("");
  const latest = useRef<T | null>(null);
  const ref = useRef("");
  const dirty = useRef(false);
  const said = useRef(false);
  const left = useRef(false);
  const timer = useRef(0);
  /** One after the other: an older state never overtakes a newer one. */
  const writing = useRef<Promise<void>>(Promise.resolve());

  const write = async () => {
    if (!dirty.current || said.current || !app.vault.isOpen) return;
    dirty.current = false;
    const value = latest.current as T;
    const { form, to } = shown;
    const kept: Kept<T> = { id, form, at: stamp(), ref: ref.current, to, title: shown.title(value), value };
    try {
      await app.vault.put("draft", id, kept, Date.now());
      tell("");
      if (left.current) await app.reload();
    } catch (problem) {
      dirty.current = true;
      tell(notKept(problem));
      if (!left.current) later(AGAIN);
    }
  };
  const put = () => {
    clearTimeout(timer.current);
    writing.current = writing.current.then(write);
    return writing.current;
  };
  const later = (milliseconds: number) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void put(), milliseconds);
  };

  useEffect(() => {
    void app.vault.get<Kept<T>>(id).then((kept) => {
      ref.current = kept?.ref ?? newId();
      latest.current = kept ? { ...blank, ...kept.value } : blank;
      show(latest.current);
    });
    app.beforeLock.add(put);
    return () => {
      left.current = true;
      app.beforeLock.delete(put);
      void put().then(() => (app.vault.isOpen ? app.reload() : undefined));
    };
  }, [id]);

  const set = (change: Partial<T>) => {
    latest.current = { ...(latest.current ?? blank), ...change };
    dirty.current = true;
    show(latest.current);
    later(SOON);
  };
  /** The draft becomes an item; until it has, the draft stays. */
  const send = async (what: Saying) => {
    if (said.current) return;
    said.current = true;
    clearTimeout(timer.current);
    await writing.current;
    const item = await saying.send(what, { id, ref: ref.current });
    if (item) return;
    said.current = false;
    dirty.current = true;
    later(AGAIN);
  };
  const { say, busy } = saying;
  return { value, set, send, say, busy, words: saying.words || unkept };
}
