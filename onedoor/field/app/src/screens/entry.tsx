// 台账一条 — what is known, since when; still right, or changed. What is changed is proposed, never overwritten.
import { useState } from "preact/hooks";
import { useApp, useSaying } from "../parts/hooks";
import { Button, Chips, Screen, Wrong } from "../parts/parts";
import { nameOf, OnMap } from "../parts/place";
import { changesOf, type Changes, withOutbox, wordsOf } from "../sync/merging";
import type { Entry, FieldOf, Fields, Item, Register } from "../types";
import type { Saying } from "../sync/outbox";
import { OneCard, undecided } from "./cards";
import { Change } from "./changing";

const KEPT_OUT = new Set(["point", "ended", "building"]);
const ENDED = "ended";

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

/** The fields that were changed before; what was only found right, or had ended, is pressed again. */
function changedIn(item: Item | undefined): Fields | null {
  const changes = Object.entries((item?.body.changes ?? {}) as Changes);
  const changed = changes.filter(([name, { old, new: fresh }]) => name !== ENDED && old !== fresh);
  return changed.length ? Object.fromEntries(changed.map(([name, { new: fresh }]) => [name, fresh])) : null;
}

export function EntryOne(props: { entry: Entry; from?: Item }) {
  const { entry, from } = props;
  const { feed, items } = useApp();
  const { send, busy, words } = useSaying();
  const again = changedIn(from);
  const [changing, change] = useState(Boolean(again));
  const [gone, ask] = useState(false);
  const register = feed?.registers.find((one) => one.code === entry.register);
  const fields = fieldsOf(register);
  const merged = withOutbox(entry, items);
  const cards = undecided(
    items
      .filter((item) => item.kind === "entry.change" && item.body.entry === entry.id && item.state === "conflict")
      .flatMap((item) => item.answer?.cards ?? []),
    items,
  );
  const open = new Set((feed?.proposed ?? []).filter((one) => one.state === "waiting").map((one) => one.ref));
  const asked = items.filter((item) => item.body.entry === entry.id && open.has(item.ref));
  const proposal = (changes: Changes, title: string): Saying => {
    const { id, register, version } = entry;
    const body = { register, entry: id, base: version, changes };
    return { kind: "entry.change", title, body, about: { entry }, ...(from ? { instead_of: from.ref } : {}) };
  };
  const propose = (changes: Changes, title: string) => send(proposal(changes, title));
  if (changing) {
    return (
      <Change
        id={from ? `again-${from.ref}` : `entry-${entry.id}`}
        to={from ? `again/${from.ref}` : `entry/${entry.id}`}
        title={`改：${nameOf(entry)}`}
        back={`entry/${entry.id}`}
        fields={fields}
        before={entry.fields}
        blank={again ?? {}}
        saying={(after, before) => proposal(changesOf(before, after), `改：${nameOf(entry)}`)}
      />
    );
  }
  return (
    <Screen
      title={nameOf(entry)}
      back="grid"
      foot={
        <Button kind="main" busy={busy} onPress={() => void propose(stillRight(entry, fields), `还对：${nameOf(entry)}`)}>
          都还对
        </Button>
      }
    >
      <Wrong words={words} />
      {cards.map((card) => (
        <OneCard key={card.change} card={card} />
      ))}
      {asked.length > 0 && <p class="note near">您提的改动已收到，等网格管理员确认。</p>}
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
      {entry.lon != null && <OnMap lon={entry.lon} lat={entry.lat as number} />}
      {gone ? (
        <Chips
          label="为什么不在了"
          choices={(register?.ended ?? []).map(([code, name]) => ({ code, name }))}
          value=""
          onChoose={(why) => void propose({ [ENDED]: { old: null, new: why } }, `不在了：${nameOf(entry)}`)}
        />
      ) : (
        register?.ended?.length && (
          <Button kind="quiet" onPress={() => ask(true)}>
            已经不在了
          </Button>
        )
      )}
    </Screen>
  );
}

