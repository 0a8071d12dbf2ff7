// 合并 — what this phone wants to change, laid over what the grid has by now, field by field.
import type { Card, Entry, Fields, Item, Register } from "../types";

export type Changes = Record<string, { old: unknown; new: unknown }>;

export interface Merged {
  fields: Fields;
  /** Changed here and not yet confirmed there. */
  waiting: string[];
  cards: Card[];
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Only what differs, with the value it had when the worker looked at it. */
export function changesOf(before: Fields, after: Fields): Changes {
  const changed = Object.keys(after).filter((name) => !same(before[name], after[name]));
  return Object.fromEntries(changed.map((name) => [name, { old: before[name] ?? null, new: after[name] }]));
}

/** Disjoint fields merge; the same value twice is no conflict; the rest is a card, and a person decides. */
export function merge(theirs: Fields, changes: Changes, who = "别人", at = ""): Merged {
  const merged: Merged = { fields: { ...theirs }, waiting: [], cards: [] };
  for (const [field, { old, new: mine }] of Object.entries(changes)) {
    if (same(theirs[field], mine)) continue;
    if (same(theirs[field], old)) {
      merged.fields[field] = mine;
      merged.waiting.push(field);
    } else {
      merged.cards.push({ field, label: field, mine, theirs: theirs[field], who, at });
    }
  }
  return merged;
}

/** An entry as the worker shall see it: with the changes that still lie in the outbox. */
export function withOutbox(entry: Entry, items: Item[]): Merged {
  const mine = items.filter(
    (item) => item.kind === "entry.change" && item.body.entry === entry.id && item.state === "waiting",
  );
  const all = mine.map((item) => item.body.changes as Changes);
  return merge(entry.fields, Object.assign({}, ...all) as Changes);
}

export function wordsOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "（空）";
  if (value === true) return "是";
  if (value === false) return "否";
  return Array.isArray(value) ? value.map(wordsOf).join("、") : String(value);
}

export function labelOf(registers: Register[], register: string, field: string): string {
  const fields = registers.find((one) => one.code === register)?.fields ?? [];
  return fields.find((one) => one.name === field)?.label ?? field;
}
