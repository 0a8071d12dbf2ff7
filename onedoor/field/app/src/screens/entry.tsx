// 台账一条 — what is known, since when; still right, or changed. What is changed is proposed, never overwritten.
import { useState } from "preact/hooks";
import { app } from "../app";
import { go, useApp, useKept } from "../parts/hooks";
import { Button, Screen } from "../parts/parts";
import { nameOf } from "../parts/place";
import { changesOf, type Changes, withOutbox, wordsOf } from "../sync/merging";
import type { Entry, FieldOf, Fields, Register } from "../types";
import { OneCard, undecided } from "./cards";

const KEPT_OUT = new Set(["point", "ended", "building"]);

export function fieldsOf(register: Register | undefined): FieldOf[] {
  return (register?.fields ?? []).filter((field) => !KEPT_OUT.has(field.type));
}

/** A choice is shown by its name, whatever it is called in the table. */
export function shownAs(field: FieldOf, value: unknown): string {
  return field.choices?.find(([code]) => code === value)?.[1] ?? wordsOf(value);
}

/** 还对 — every field that was looked at, proposed with the value that it has: nothing changes but its date. */
function stillRight(entry: Entry, fields: FieldOf[]): Changes {
  const looked = fields.filter((field) => field.name in entry.fields);
  return Object.fromEntries(
    looked.map(({ name }) => [name, { old: entry.fields[name] ?? null, new: entry.fields[name] ?? null }]),
  );
}

export function EntryOne(props: { entry: Entry; instead?: string }) {
  const { entry } = props;
  const { feed, items } = useApp();
  const [changing, change] = useState(Boolean(props.instead));
  const register = feed?.registers.find((one) => one.code === entry.register);
  const fields = fieldsOf(register);
  const merged = withOutbox(entry, items);
  const cards = undecided(
    items
      .filter((item) => item.kind === "entry.change" && item.body.entry === entry.id && item.state === "conflict")
      .flatMap((item) => item.answer?.cards ?? []),
    items,
  );
  const propose = async (changes: Changes, title: string) => {
    const { id, register, version } = entry;
    const body = { register, entry: id, base: version, changes };
    const instead = props.instead ? { instead_of: props.instead } : {};
    const item = await app.say({ kind: "entry.change", title, body, ...instead });
    go(`item/${item.ref}`);
  };
  if (changing) {
    return (
      <Change
        id={`entry-${entry.id}`}
        title={`改：${nameOf(entry)}`}
        back={`entry/${entry.id}`}
        fields={fields}
        before={entry.fields}
        onSend={(after) => propose(changesOf(entry.fields, after), `改：${nameOf(entry)}`)}
      />
    );
  }
  return (
    <Screen
      title={nameOf(entry)}
      back="grid"
      foot={
        <Button kind="main" onPress={() => void propose(stillRight(entry, fields), `还对：${nameOf(entry)}`)}>
          都还对
        </Button>
      }
    >
      {cards.map((card) => (
        <OneCard key={card.change} card={card} />
      ))}
      <dl>
        {fields.map((field) => (
          <div key={field.name} class="fact">
            <dt>{field.label}</dt>
            <dd>
              {shownAs(field, merged.fields[field.name])}
              {merged.waiting.includes(field.name) && <span class="state near">本机改的，没发出去</span>}
              <span class="hint">
                {entry.checked[field.name] ? `核实于 ${entry.checked[field.name]}` : "还没核实过"}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <Button onPress={() => change(true)}>有变化，要改</Button>
      {entry.lon != null && (
        <a class="button plain" href={`#/grid/at/${entry.lon},${entry.lat}`}>
          在地图上看
        </a>
      )}
    </Screen>
  );
}

export function EntryNew(props: { register: Register; instead?: string }) {
  const { feed } = useApp();
  const { register } = props;
  const add = async (fields: Fields) => {
    const body = { register: register.code, grid: feed?.grid.code ?? "", fields };
    const instead = props.instead ? { instead_of: props.instead } : {};
    const item = await app.say({ kind: "entry.new", title: `添：${register.name}`, body, ...instead });
    go(`item/${item.ref}`);
  };
  return (
    <Change
      id={`new-${register.code}`}
      title={`添一条${register.name}`}
      back="grid"
      fields={fieldsOf(register)}
      before={{}}
      onSend={add}
    />
  );
}

function Change(props: {
  id: string;
  title: string;
  back: string;
  fields: FieldOf[];
  before: Fields;
  onSend: (after: Fields) => Promise<void>;
}) {
  const { value, set, clear } = useKept<{ fields: Fields }>(props.id, "entry", { fields: {} });
  const [words, say] = useState("");
  if (!value) return null;
  const now = { ...props.before, ...value.fields };
  const send = async () => {
    const lacking = props.fields.find((field) => field.required && !now[field.name]);
    if (lacking) return say(`请填“${lacking.label}”。`);
    if (!Object.keys(changesOf(props.before, now)).length) return say("还没有改什么。");
    await clear();
    await props.onSend(now);
  };
  return (
    <Screen
      title={props.title}
      back={props.back}
      foot={
        <Button kind="main" onPress={() => void send()}>
          报上去
        </Button>
      }
    >
      <p class="hint">改的先是提议，网格管理员看过才算；原来的值留在记录里。</p>
      {words && (
        <p class="wrong" role="alert">
          {words}
        </p>
      )}
      {props.fields.map((field) => (
        <OneField
          key={field.name}
          field={field}
          value={now[field.name]}
          onInput={(fresh) => set({ fields: { ...value.fields, [field.name]: fresh } })}
        />
      ))}
    </Screen>
  );
}

function OneField(props: { field: FieldOf; value: unknown; onInput: (value: unknown) => void }) {
  const { field, value } = props;
  const id = `f-${field.name}`;
  const words = value === null || value === undefined ? "" : String(value);
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {field.required && <span class="hint">（要填）</span>}
      </label>
      {field.choices?.length ? (
        <select id={id} value={words} onChange={(event) => props.onInput(event.currentTarget.value)}>
          <option value="">（没有选）</option>
          {field.choices.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          inputMode={field.type === "number" ? "numeric" : "text"}
          value={words}
          onInput={(event) => props.onInput(typed(field, event.currentTarget.value))}
        />
      )}
    </div>
  );
}

function typed(field: FieldOf, words: string): unknown {
  if (field.type !== "number") return words;
  const number = Number(words);
  return words.trim() === "" || Number.isNaN(number) ? (words.trim() === "" ? null : words) : number;
}
