// 清单 — a place of a plan: each line answered by a press, a number or a word.
import { useKept } from "../parts/hooks";
import { Button, Chips, Screen, Words, Wrong } from "../parts/parts";
import { Photos } from "../parts/photos";
import type { CheckItem, Item, Photo, Task } from "../types";
import { TaskFacts } from "./tasks";

/** Numbers stay as they were typed until they are sent. */
type Marks = Record<string, boolean | string>;
interface Result {
  marks: Marks;
  words: string;
  photos: Photo[];
}

const BLANK: Result = { marks: {}, words: "", photos: [] };
const YES_NO = [
  { code: "yes", name: "是" },
  { code: "no", name: "否" },
];

/** Words may stay out; a press or a number may not. */
export function unanswered(checklist: CheckItem[], marks: Marks): CheckItem | undefined {
  return checklist.find(({ id, kind }) => {
    const mark = marks[id];
    if (kind === "text") return false;
    return mark === undefined || (kind === "figure" && Number.isNaN(Number(mark)));
  });
}

export function marksOf(checklist: CheckItem[], marks: Marks): Record<string, boolean | number | string> {
  const told = checklist.filter(({ id }) => marks[id] !== undefined);
  const said = (item: CheckItem) => marks[item.id] as boolean | string;
  return Object.fromEntries(told.map((item) => [item.id, item.kind === "figure" ? Number(said(item)) : said(item)]));
}

/** What was said before, as it was typed. */
export function visitOf(item: Item): Result {
  const { marks, words } = item.body as { marks: Record<string, boolean | number | string>; words?: string };
  const typed = Object.entries(marks).map(([id, mark]) => [id, typeof mark === "number" ? String(mark) : mark]);
  return { marks: Object.fromEntries(typed) as Marks, words: words ?? "", photos: item.photos };
}

export function Visit(props: { task: Task; from?: Item }) {
  const { task, from } = props;
  const checklist = task.checklist ?? [];
  const title = `${task.label ?? "巡查"}：${task.words}`;
  const { value, set, send, say, busy, words } = useKept<Result>(
    from ? `again-${from.ref}` : `visit-${task.id}`,
    from ? visitOf(from) : BLANK,
    { form: "task", to: from ? `again/${from.ref}` : `task/${task.id}`, title: () => title },
  );
  if (!value) return null;
  const mark = (id: string, answer: boolean | string | undefined) => {
    const { [id]: _before, ...others } = value.marks;
    set({ marks: answer === undefined ? others : { ...others, [id]: answer } });
  };
  const finish = async () => {
    const lacking = unanswered(checklist, value.marks);
    if (lacking) return say(`“${lacking.words}”还没有填。`);
    await send({
      kind: "visit",
      title,
      body: { visit: task.id, marks: marksOf(checklist, value.marks), words: value.words.trim() },
      photos: value.photos,
      about: { task },
      ...(from ? { instead_of: from.ref } : {}),
    });
  };
  return (
    <Screen
      title={task.label ?? "巡查"}
      back="tasks"
      foot={
        <Button kind="main" busy={busy} onPress={() => void finish()}>
          完成
        </Button>
      }
    >
      <TaskFacts task={task} />
      <Wrong words={words} />
      {checklist.map((item) => (
        <Line key={item.id} item={item} value={value.marks[item.id]} onMark={(answer) => mark(item.id, answer)} />
      ))}
      <Words name="visit" label="还要说的（可不写）" value={value.words} onInput={(words) => set({ words })} />
      <Photos photos={value.photos} onChange={(photos) => set({ photos })} />
    </Screen>
  );
}

function Line(props: {
  item: CheckItem;
  value: boolean | string | undefined;
  onMark: (answer: boolean | string | undefined) => void;
}) {
  const { item, value, onMark } = props;
  if (item.kind === "yes_no") {
    const chosen = value === undefined ? "" : value ? "yes" : "no";
    return (
      <Chips
        label={item.words}
        choices={YES_NO}
        value={chosen}
        onChoose={(code) => onMark(code ? code === "yes" : undefined)}
      />
    );
  }
  const id = `f-item-${item.id}`;
  return (
    <div class="field">
      <label for={id}>
        {item.words}
        {item.measure && `（${item.measure}）`}
      </label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        inputMode={item.kind === "figure" ? "decimal" : "text"}
        maxLength={item.kind === "figure" ? 9 : 300}
        value={typeof value === "string" ? value : ""}
        onInput={(event) => onMark(event.currentTarget.value.trim() ? event.currentTarget.value : undefined)}
      />
    </div>
  );
}
