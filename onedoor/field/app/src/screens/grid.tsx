// 我的网格 — the map, and everything on it as a list for whoever reads better than looks.
import { useState } from "preact/hooks";
import { app } from "../app";
import { useApp } from "../parts/hooks";
import { lazy } from "../parts/lazy";
import { Button, Chips, Empty, Row, Screen } from "../parts/parts";
import { nameOf } from "../parts/place";
import type { Entry, Register } from "../types";

const MapView = lazy(() => import("../map/map").then((made) => made.MapView));
const SHOWN = 40;

export function Grid() {
  const { feed } = useApp();
  const [map, show] = useState(true);
  const [at] = useState(() => {
    const place = app.looking;
    app.looking = null;
    return place ?? undefined;
  });
  return (
    <Screen title={feed?.grid.name ?? "我的网格"} back="">
      <div class="pair">
        <Button pressed={map} onPress={() => show(true)}>
          地图
        </Button>
        <Button pressed={!map} onPress={() => show(false)}>
          列表
        </Button>
      </div>
      {map ? <MapView at={at} /> : <EntryList />}
      <a class="button plain" href="#/calls">
        找谁、正在办的事
      </a>
    </Screen>
  );
}

/** Something that should be looked at first: never verified, then longest ago. */
export function oldest(entry: Entry): string {
  const days = Object.values(entry.checked);
  return days.length ? (days.sort()[0] ?? "") : "";
}

function EntryList() {
  const { entries, feed } = useApp();
  const [register, choose] = useState("");
  const [words, find] = useState("");
  const registers = feed?.registers ?? [];
  const found = entries
    .filter((entry) => !register || entry.register === register)
    .filter((entry) => !words.trim() || nameOf(entry).includes(words.trim()))
    .sort((one, other) => oldest(one).localeCompare(oldest(other)));
  return (
    <section aria-label="列表">
      <Chips
        label="台账"
        choices={registers.map(({ code, name }) => ({ code, name }))}
        value={register}
        onChoose={choose}
      />
      <div class="field">
        <label for="f-find">找名称</label>
        <input id="f-find" type="text" autocomplete="off" value={words} onInput={(event) => find(event.currentTarget.value)} />
      </div>
      {found.length === 0 && <Empty words="没有找到。" />}
      <ul class="rows">
        {found.slice(0, SHOWN).map((entry) => (
          <Row key={entry.id} to={`entry/${entry.id}`}>
            <strong>{nameOf(entry)}</strong>
            <span class="hint">
              {[registerName(registers, entry.register), entry.name && entry.address].filter(Boolean).join(" · ")} ·{" "}
              {oldest(entry) ? `核实于 ${oldest(entry)}` : "还没核实过"}
            </span>
          </Row>
        ))}
      </ul>
      {found.length > SHOWN && <p class="hint">还有 {found.length - SHOWN} 条，写几个字找得快。</p>}
      {register && (
        <a class="button plain" href={`#/new/${register}`}>
          添一条{registerName(registers, register)}
        </a>
      )}
    </section>
  );
}

function registerName(registers: Register[], code: string): string {
  return registers.find((one) => one.code === code)?.name ?? code;
}
