// How a screen follows the app, where it is, and how what is half written is kept.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { app, type State } from "../app";
import { stamp } from "../sync/skew";
import type { Kept } from "../types";

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

const SOON = 400;

/** A form's content, closed and put away shortly after every change; `null` until it was looked up. */
export function useKept<T>(id: string, form: string, blank: T) {
  const [value, show] = useState<T | null>(null);
  const latest = useRef<T | null>(null);
  const dirty = useRef(false);
  const timer = useRef(0);

  const put = async () => {
    clearTimeout(timer.current);
    if (!dirty.current || !app.vault.isOpen) return;
    dirty.current = false;
    const kept: Kept<T | null> = { id, form, at: stamp(), value: latest.current };
    await app.vault.put("draft", id, kept, Date.now());
  };

  useEffect(() => {
    void app.vault.get<Kept<T>>(id).then((kept) => {
      latest.current = kept ? { ...blank, ...kept.value } : blank;
      show(latest.current);
    });
    app.beforeLock.add(put);
    return () => {
      app.beforeLock.delete(put);
      void put().then(() => (app.vault.isOpen ? app.reload() : undefined));
    };
  }, [id]);

  const set = (change: Partial<T>) => {
    latest.current = { ...(latest.current ?? blank), ...change };
    dirty.current = true;
    show(latest.current);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void put(), SOON);
  };
  const clear = async () => {
    clearTimeout(timer.current);
    dirty.current = false;
    await app.vault.remove(id);
  };
  return { value, set, clear };
}
