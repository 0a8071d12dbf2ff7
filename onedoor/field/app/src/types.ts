// The words of the protocol between the phone and the server, as the server says them.

export type ItemKind =
  | "report"
  | "task.done"
  | "task.back"
  | "entry.change"
  | "entry.new"
  | "conflict.decide"
  | "voice"
  | "visit";
export type Fields = Record<string, unknown>;

export interface Photo {
  sha256: string;
  size: number;
  type: string;
}

export interface Card {
  change?: string;
  field: string;
  label: string;
  mine: unknown;
  theirs: unknown;
  who: string;
  at: string;
  name?: string;
}

export interface Answer {
  ref: string;
  state: "received" | "refused" | "conflict";
  code: string;
  at: string;
  words: string;
  call: string;
  missing: string[];
  cards: Card[];
}

/** One thing said by the worker, from the press of the button until the server has it. */
export interface Item {
  ref: string;
  kind: ItemKind;
  at: string;
  /** Where it stands in the row; what was said first is sent first. */
  order: number;
  title: string;
  body: Fields;
  photos: Photo[];
  instead_of?: string;
  state: "waiting" | Answer["state"];
  answer?: Answer;
  /** Photos that the server does not have yet. */
  missing: string[];
  corrected?: boolean;
  /** Why it, or a photo of it, still lies here although there was a network. */
  note?: string;
  /** What it was about, for whoever has to put it right when the feed speaks of it no more. Never sent. */
  about?: { task?: Task; entry?: Entry };
}

export interface Place {
  address: string;
  lon?: number;
  lat?: number;
  how: "" | "here" | "map" | "known" | "words";
}

/** What is being written and was not said yet; it outlives the lock, the call and the empty battery. */
export interface Kept<T> {
  id: string;
  form: string;
  at: string;
  /** Made with the draft: said twice, it is still one item. */
  ref: string;
  /** The screen where it is finished, and what it is called in a list. */
  to: string;
  title: string;
  value: T;
}

export interface ReportDraft {
  words: string;
  category: string;
  place: Place;
  settled: string;
  isSettled: boolean;
  photos: Photo[];
}

export interface Call {
  name: string;
  phone: string;
}

export interface Device {
  phone: string;
  token: string;
  worker: string;
  post: { title?: string; grid?: string; name?: string };
  call: Call;
}

export interface CheckItem {
  id: string;
  words: string;
  kind: "yes_no" | "figure" | "text";
  measure?: string;
}

export interface Task {
  id: string;
  number?: string | number;
  code?: string;
  kind: string;
  label?: string;
  words: string;
  place?: string;
  lon?: number | null;
  lat?: number | null;
  due?: string | null;
  overdue?: boolean;
  giver?: string;
  checklist?: CheckItem[];
  visit?: string;
  /** Of a sealed case: no more than that there is something. */
  sealed?: boolean;
}

export interface Mine {
  ref: string;
  code: string;
  at: string;
  state: string;
  label: string;
  due: string | null;
  colour: string;
  clock: string;
  waiting: number;
  photos: number;
  wrong: string[];
  told?: { at?: string; words: string }[];
}

export interface Entry {
  id: string;
  register: string;
  version: number;
  name?: string;
  address?: string;
  fields: Fields;
  checked: Record<string, string>;
  lon?: number | null;
  lat?: number | null;
}

export interface FieldOf {
  name: string;
  label: string;
  type: string;
  choices?: [string, string][];
  required?: boolean;
}

export interface Register {
  code: string;
  name: string;
  fields: FieldOf[];
  /** Why an entry may have ended. */
  ended?: [string, string][];
}

export interface Grid {
  code: string;
  name: string;
  of?: string;
  workers?: string[];
  calls?: Call[];
}

export interface Feed {
  at: string;
  cursor: string;
  until: string;
  grid: Grid;
  tasks: Task[];
  mine: Mine[];
  entries: Entry[];
  gone: string[];
  /** These entries are all there are: what lies here besides is of another grid. */
  whole?: boolean;
  cards: Card[];
  /** What became of the changes that this worker proposed. */
  proposed: { ref: string; state: string; label: string; reason: string }[];
  topics: { code: string; name: string }[];
  registers: Register[];
  categories: { code: string; name: string; words?: string }[];
  open_here: { code: string; what: string; label: string; colour: string; clock: string }[];
}
