// 改一条, 添一条 — the form of a register as the server draws it; what is half filled in outlives the lock.
import { useState } from "preact/hooks";
import { useApp, useKept } from "../parts/hooks";
import { Button, Screen, Wrong } from "../parts/parts";
import { nameOf } from "../parts/place";
import { here } from "../position";
import { changesOf } from "../sync/merging";
import type { Saying } from "../sync/outbox";
import type { FieldOf, Fields, Item, Register } from "../types";

export function EntryNew(props: { register: Register; from?: Item }) {
  const { feed } = useApp();
  const { register, from } = props;
  const adding = (fields: Fields): Saying => ({
    kind: "entry.new",
    title: `添：${register.name}`,
    body: { register: register.code, grid: feed?.grid.code ?? "", fields },
    ...(from ? { instead_of: from.ref } : {}),
  });
  return (
    <Change
      id={from ? `again-${from.ref}` : `new-${register.code}`}
      to={from ? `again/${from.ref}` : `new/${register.code}`}
      title={`添一条${register.name}`}
      back="grid"
      fields={register.fields.filter((field) => field.type !== "ended")}
      before={{}}
      blank={(from?.body.fields as Fields | undefined) ?? {}}
      saying={adding}
    />
  );
}

interface Changing {
  fields: Fields;
  before: Fields | null;
}

export function Change(props: {
  id: string;
  to: string;
  title: string;
  back: string;
  fields: FieldOf[];
  before: Fields;
  /** What was filled in before, when it is put right. */
  blank: Fields;
  saying: (after: Fields, before: Fields) => Saying;
}) {
  const { to, title } = props;
  const { value, set, send, say, busy, words } = useKept<Changing>(
    props.id,
    { fields: props.blank, before: null },
    { form: "entry", to, title: () => title },
  );
  if (!value) return null;
  // What stood there when the worker began: a newer value that came meanwhile is somebody else's, not the old one.
  const before = value.before ?? props.before;
  const now = { ...before, ...value.fields };
  const propose = async () => {
    const lacking = props.fields.find((field) => field.required && !now[field.name]);
    if (lacking) return say(`请填“${lacking.label}”。`);
    if (!Object.keys(changesOf(before, now)).length) return say("还没有改什么。");
    await send(props.saying(now, before));
  };
  return (
    <Screen
      title={props.title}
      back={props.back}
      foot={
        <Button kind="main" busy={busy} onPress={() => void propose()}>
          报上去
        </Button>
      }
    >
      <p class="hint">改的先是提议，网格管理员看过才算；原来的值留在记录里。</p>
      <Wrong words={words} />
      {props.fields.map((field) => (
        <OneField
          key={field.name}
          field={field}
          value={now[field.name]}
          onInput={(fresh) => set({ before, fields: { ...value.fields, [field.name]: fresh } })}
        />
      ))}
    </Screen>
  );
}

function OneField(props: { field: FieldOf; value: unknown; onInput: (value: unknown) => void }) {
  const { field, value } = props;
  const { entries } = useApp();
  if (field.type === "point") return <Point label={field.label} value={value} onInput={props.onInput} />;
  const id = `f-${field.name}`;
  const buildings = entries.filter((entry) => entry.register === "building");
  const choices =
    field.type === "building"
      ? buildings.map((entry): [string, string] => [entry.id, nameOf(entry)])
      : (field.choices ?? []);
  const words = value === null || value === undefined ? "" : String(value);
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {field.required && <span class="hint">（要填）</span>}
      </label>
      {choices.length ? (
        <select id={id} value={words} onChange={(event) => props.onInput(event.currentTarget.value)}>
          <option value="">（没有选）</option>
          {choices.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          autocomplete="off"
          inputMode={field.type === "number" ? "numeric" : "text"}
          value={words}
          onInput={(event) => props.onInput(typed(field, event.currentTarget.value))}
        />
      )}
    </div>
  );
}

/** Where the thing stands: read once, when pressed. */
function Point(props: { label: string; value: unknown; onInput: (value: unknown) => void }) {
  const [words, say] = useState("");
  const press = async () => {
    say("正在读位置……");
    try {
      const { lon, lat } = await here();
      props.onInput([lon, lat]);
      say("");
    } catch (problem) {
      say((problem as Error).message);
    }
  };
  return (
    <div class="field">
      <Button onPress={() => void press()}>
        {props.value ? "✓ " : ""}
        {props.label}：用现在的位置
      </Button>
      <p class="hint" role="status">
        {words}
      </p>
    </div>
  );
}

function typed(field: FieldOf, words: string): unknown {
  if (field.type !== "number") return words;
  const number = Number(words);
  return words.trim() === "" || Number.isNaN(number) ? (words.trim() === "" ? null : words) : number;
}
