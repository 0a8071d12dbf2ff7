// 任务 — what one is asked to go and do: where, until when, and one large button.
import { useState } from "preact/hooks";
import { useApp, useKept } from "../parts/hooks";
import { Button, Chips, Clock, Empty, OutboxLine, Row, Screen, Words, Wrong } from "../parts/parts";
import { Photos } from "../parts/photos";
import { OnMap } from "../parts/place";
import { day } from "../parts/times";
import { here } from "../position";
import type { Item, Photo, Task } from "../types";

const KINDS: Record<string, string> = {
  check: "核查",
  visit: "走访",
  errand: "代办",
  round: "巡查",
  publicity: "宣传",
};
const FOUND = [
  { code: "true", name: "办好了，属实" },
  { code: "partly", name: "只办了一部分" },
  { code: "false", name: "没办，不属实" },
];

/** So much a task takes in. */
const MOST = 500;

const kindOf = (task: Task) => task.label ?? KINDS[task.kind] ?? task.kind;

/** Already answered on this phone, whether the server knows it yet or not. */
export function isSaid(task: Task, items: Item[]): boolean {
  return items.some(
    ({ body, kind, state }) =>
      state !== "refused" && (kind === "visit" ? body.visit : kind.startsWith("task.") && body.task) === task.id,
  );
}

/** What still waits for the worker. */
export function openTasks(tasks: Task[], items: Item[]): Task[] {
  return tasks.filter((task) => !isSaid(task, items));
}

export function TaskList() {
  const { feed, items } = useApp();
  const open = openTasks(feed?.tasks ?? [], items);
  const said = (feed?.tasks ?? []).filter((task) => isSaid(task, items));
  return (
    <Screen title="任务" back="">
      <OutboxLine />
      {open.length === 0 && <Empty words="现在没有等您办的任务。" />}
      <ul class="rows">
        {open.map((task) => (
          <Row key={task.id} to={`task/${task.id}`}>
            <span>
              <span class="state">{kindOf(task)}</span> <Clock due={task.due} overdue={task.overdue} />
            </span>
            <strong>{task.words}</strong>
            {task.place && <span class="hint">{task.place}</span>}
          </Row>
        ))}
      </ul>
      {said.length > 0 && <h2>已经回了</h2>}
      <ul class="rows">
        {said.map((task) => (
          <li key={task.id} class="row flat">
            {task.words}
          </li>
        ))}
      </ul>
    </Screen>
  );
}

export function TaskFacts(props: { task: Task }) {
  const { task } = props;
  return (
    <>
      <p class="said">{task.words}</p>
      <p>
        <Clock due={task.due} overdue={task.overdue} /> {task.due && `${day(task.due)}前`}
      </p>
      {task.place && <p>地点：{task.place}</p>}
      <p class="hint">
        {task.giver && `交办：${task.giver}`} {task.code && <span class="num">编号 {task.code}</span>}
      </p>
      {task.lon != null && (
        <OnMap lon={task.lon} lat={task.lat as number} />
      )}
    </>
  );
}

interface Result {
  words: string;
  found: string;
  photos: Photo[];
  lon?: number;
  lat?: number;
  back: boolean;
  reason: string;
  ended: string;
  said: string;
}

const BLANK: Result = { words: "", found: "", photos: [], back: false, reason: "", ended: "", said: "" };
const ENDED = [
  { code: "said", name: "本人口头确认" },
  { code: "signed", name: "本人签名" },
  { code: "away", name: "本人不在场" },
];
/** A round or leaflets need no words; neither does a finding that all is as it was said. */
const NO_WORDS = ["round", "publicity"];

function lackingIn(task: Task, value: Result): string {
  if (value.back) return value.reason.trim().length < 2 ? "请写一句为什么退回。" : "";
  if (task.kind === "check" && !value.found) return "请先选：办好了没有。";
  if (NO_WORDS.includes(task.kind) || value.found === "true") return "";
  return value.words.trim().length < 2 ? "请写一句结果。" : "";
}

/** 保密 — nothing of it travels; it is read and answered where a key is needed for the door. */
export function TaskAtDesk(props: { task: Task }) {
  return (
    <Screen title="任务" back="tasks">
      <TaskFacts task={props.task} />
      <p>这件事的内容不在手机上。请到电脑上登录办理，或者打电话问交办的人。</p>
      <a class="button plain" href="#/calls">
        找谁
      </a>
    </Screen>
  );
}

/** What was said before, for whoever puts it right. */
export function resultOf(item: Item): Result {
  const said = item.body as Partial<Result>;
  return { ...BLANK, ...said, back: item.kind === "task.back", photos: item.photos };
}

export function TaskOne(props: { task: Task; from?: Item }) {
  const { task, from } = props;
  const { value, set, send, say, busy, words } = useKept<Result>(
    from ? `again-${from.ref}` : `task-${task.id}`,
    from ? resultOf(from) : BLANK,
    {
      form: "task",
      to: from ? `again/${from.ref}` : `task/${task.id}`,
      title: () => `${kindOf(task)}：${task.words.slice(0, 30)}`,
    },
  );
  if (!value) return null;

  const finish = async () => {
    const lacking = lackingIn(task, value);
    if (lacking) return say(lacking);
    const spot = value.lon !== undefined ? { lon: value.lon, lat: value.lat } : {};
    const found = value.found ? { found: value.found } : {};
    const ended = value.ended ? { ended: value.ended, said: value.said.trim() } : {};
    await send({
      kind: value.back ? "task.back" : "task.done",
      title: `${value.back ? "退回" : kindOf(task)}：${task.words.slice(0, 30)}`,
      body: value.back
        ? { task: task.id, reason: value.reason.trim() }
        : { task: task.id, words: value.words.trim(), ...found, ...ended, ...spot },
      photos: value.back ? [] : value.photos,
      about: { task },
      ...(from ? { instead_of: from.ref } : {}),
    });
  };
  return (
    <Screen
      title={kindOf(task)}
      back="tasks"
      foot={
        <Button kind="main" busy={busy} onPress={() => void finish()}>
          {value.back ? "退回" : "完成"}
        </Button>
      }
    >
      <TaskFacts task={task} />
      <Wrong words={words} />
      {value.back ? (
        <Words name="reason" label="为什么退回" most={MOST} value={value.reason} onInput={(reason) => set({ reason })} />
      ) : (
        <Doing task={task} value={value} set={set} />
      )}
      <Button kind="quiet" onPress={() => set({ back: !value.back })}>
        {value.back ? "不退了，我来办" : "办不了，退回"}
      </Button>
    </Screen>
  );
}

function Doing(props: { task: Task; value: Result; set: (change: Partial<Result>) => void }) {
  const { task, value, set } = props;
  const [words, say] = useState("");
  const checkIn = async () => {
    say("正在读位置……");
    try {
      set(await here());
      say("");
    } catch (problem) {
      say((problem as Error).message);
    }
  };
  return (
    <>
      {task.kind === "check" && (
        <Chips label="办好了没有" choices={FOUND} value={value.found} onChoose={(found) => set({ found })} />
      )}
      <Words name="result" label="结果" most={MOST} value={value.words} onInput={(words) => set({ words })} />
      {task.kind === "errand" && (
        <Chips label="本人怎么说" choices={ENDED} value={value.ended} onChoose={(ended) => set({ ended })} />
      )}
      {value.ended === "said" && (
        <Words name="said" label="本人的话" most={120} rows={2} value={value.said} onInput={(said) => set({ said })} />
      )}
      <Photos photos={value.photos} onChange={(photos) => set({ photos })} />
      <Button onPress={() => void checkIn()}>
        {value.lon === undefined ? "记一次位置（可不记）" : "✓ 位置已记下，再记一次"}
      </Button>
      <p class="hint" role="status">
        {words || "只在您按的时候记这一次。"}
      </p>
    </>
  );
}
