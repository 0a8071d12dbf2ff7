// 改正 — what was refused, in the form in which it was said, with everything that stood in it.
import { useApp } from "../parts/hooks";
import { Gone } from "../parts/parts";
import type { Item } from "../types";
import { EntryNew } from "./changing";
import { EntryOne } from "./entry";
import { Report } from "./report";
import { TaskOne } from "./tasks";
import { Visit } from "./visit";
import { Voice } from "./voice";

export function Again(props: { item: Item }) {
  const { item } = props;
  const { feed, entries } = useApp();
  const { body, about, kind } = item;
  const wanted = kind === "visit" ? body.visit : body.task;
  // The feed's own word is the newer one; it may speak of it no more.
  const task = feed?.tasks.find((one) => one.id === wanted) ?? about?.task;
  const entry = entries.find((one) => one.id === body.entry) ?? about?.entry;
  const register = feed?.registers.find((one) => one.code === body.register);
  if (kind === "report") return <Report from={item} />;
  if (kind === "voice") return <Voice from={item} />;
  if (kind === "visit" && task) return <Visit task={task} from={item} />;
  if (kind.startsWith("task.") && task) return <TaskOne task={task} from={item} />;
  if (kind === "entry.change" && entry) return <EntryOne entry={entry} from={item} />;
  if (kind === "entry.new" && register) return <EntryNew register={register} from={item} />;
  return <Gone />;
}
