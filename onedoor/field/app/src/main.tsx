// Starts the app: the stage decides what is seen; the service worker keeps it for the valleys.
import { render } from "preact";
import { app } from "./app";
import { missing } from "./environment";
import { useApp, usePlace } from "./parts/hooks";
import { Gone, Screen } from "./parts/parts";
import { showSize } from "./parts/type_size";
import { Calls } from "./screens/calls";
import { Cards } from "./screens/cards";
import { Drafts } from "./screens/drafts";
import { Again } from "./screens/again";
import { EntryNew } from "./screens/changing";
import { Claim } from "./screens/claim";
import { EntryOne } from "./screens/entry";
import { Enrol } from "./screens/enrol";
import { Grid } from "./screens/grid";
import { Home } from "./screens/home";
import { Ended, Locked, NeedsShare } from "./screens/locked";
import { ItemOne, MineList, MineOne } from "./screens/mine";
import { Report } from "./screens/report";
import { ChangePin, Settings } from "./screens/settings";
import { TaskAtDesk, TaskList, TaskOne } from "./screens/tasks";
import { Visit } from "./screens/visit";
import { Voice } from "./screens/voice";
import "./app.css";

function Root() {
  const { stage } = useApp();
  if (stage === "missing") return <Missing />;
  if (stage === "enrol" || stage === "cleared") return <Enrol cleared={stage === "cleared"} />;
  if (stage === "locked") return <Locked />;
  if (stage === "share") return <NeedsShare />;
  if (stage === "lost" || stage === "left" || stage === "replaced") return <Ended how={stage} />;
  if (stage === "wiping") return <p>正在清空……</p>;
  return stage === "open" ? <Where /> : null;
}

function Missing() {
  return (
    <Screen title="这里打不开">
      {missing().map(({ words, help }) => (
        <p key={words}>
          <strong>{words}</strong> {help}
        </p>
      ))}
    </Screen>
  );
}

function Where() {
  const [name = "", id = ""] = usePlace();
  const { feed, items, entries } = useApp();
  switch (name) {
    case "":
      return <Home />;
    case "report":
      return <Report key={id} {...(id ? { id } : {})} />;
    case "mine":
      return <MineList />;
    case "drafts":
      return <Drafts />;
    case "tasks":
      return <TaskList />;
    case "grid":
      return <Grid />;
    case "cards":
      return <Cards />;
    case "voice":
      return <Voice />;
    case "calls":
      return <Calls />;
    case "settings":
      return <Settings />;
    case "pin":
      return <ChangePin />;
    case "claim":
      return <Claim />;
    case "again": {
      const item = items.find((one) => one.ref === id);
      return item ? <Again key={id} item={item} /> : <Gone />;
    }
    case "item": {
      const item = items.find((one) => one.ref === id);
      const mine = feed?.mine.find((one) => one.ref === id);
      if (item) return <ItemOne key={id} item={item} mine={mine} />;
      return mine ? <MineOne mine={mine} /> : <Gone />;
    }
    case "task": {
      const task = feed?.tasks.find((one) => one.id === id);
      if (task?.sealed) return <TaskAtDesk task={task} />;
      if (task?.visit) return <Visit key={id} task={task} />;
      return task ? <TaskOne key={id} task={task} /> : <Gone />;
    }
    case "entry": {
      const entry = entries.find((one) => one.id === id);
      return entry ? <EntryOne key={id} entry={entry} /> : <Gone />;
    }
    case "new": {
      const register = feed?.registers.find((one) => one.code === id);
      return register ? <EntryNew key={id} register={register} /> : <Gone />;
    }
    default:
      return <Gone />;
  }
}

/** A new version waits until the worker says so: nobody's half-written words disappear under a reload. */
async function keepShell(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const found = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" });
  const offer = () => {
    if (found.waiting && navigator.serviceWorker.controller) app.set({ update: found.waiting });
  };
  offer();
  found.addEventListener("updatefound", () => {
    found.installing?.addEventListener("statechange", offer);
  });
  let had = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (had) location.reload();
    had = true;
  });
}

showSize();
const place = document.getElementById("app");
if (place) {
  place.textContent = "";
  render(<Root />, place);
}
void app.start();
// What is on the screen comes first: on a slow line keeping the files would stand in its way.
addEventListener("load", () => setTimeout(() => void keepShell().catch(() => undefined), 1000));
