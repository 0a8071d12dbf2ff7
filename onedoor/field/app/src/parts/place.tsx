// 在哪里 — where one stands, a point on the map, a known address, or words. One of them is enough.
import { lazy } from "./lazy";
import { useState } from "preact/hooks";
import { app } from "../app";
import { go, useApp } from "./hooks";
import { here } from "../position";
import type { Entry, Place } from "../types";
import { Button } from "./parts";

const MapView = lazy(() => import("../map/map").then((made) => made.MapView));

export const NOWHERE: Place = { address: "", how: "" };

/** The name under which an entry is known, whatever register it is in; a dwelling's is its building's and its own. */
export function nameOf(entry: Entry, entries: Entry[] = app.state.entries): string {
  const own = entry.name || entry.address || "未命名";
  const building = entries.find((one) => one.id === entry.fields.building);
  return building ? `${nameOf(building, [])} ${own}` : own;
}

/** Opens the map there; the place itself never stands in an address. */
export function OnMap(props: { lon: number; lat: number }) {
  const look = () => {
    app.looking = { lon: props.lon, lat: props.lat };
    go("grid");
  };
  return <Button onPress={look}>在地图上看</Button>;
}

export function ChoosePlace(props: { place: Place; onChange: (place: Place) => void }) {
  const { entries } = useApp();
  const [words, say] = useState("");
  const [map, open] = useState(false);
  const { place } = props;
  const known = place.address.trim()
    ? entries.filter((entry) => nameOf(entry).includes(place.address.trim())).slice(0, 4)
    : [];

  const press = async () => {
    say("正在读位置……");
    try {
      props.onChange({ ...place, ...(await here()), how: "here" });
      say("");
    } catch (problem) {
      say((problem as Error).message);
    }
  };
  if (map) {
    return (
      <MapView
        choosing={place}
        onChoose={(lon, lat) => {
          props.onChange({ ...place, lon, lat, how: "map" });
          open(false);
        }}
        onLeave={() => open(false)}
      />
    );
  }
  return (
    <section class="place" aria-label="位置">
      <div class="field">
        <label for="f-address">在哪里</label>
        <input
          id="f-address"
          type="text"
          maxLength={120}
          autocomplete="off"
          value={place.address}
          onInput={(event) => props.onChange({ ...place, address: event.currentTarget.value, how: "words" })}
        />
      </div>
      {known.map((entry) => (
        <Button
          key={entry.id}
          onPress={() =>
            props.onChange({
              address: nameOf(entry),
              how: "known",
              ...(entry.lon != null && entry.lat != null ? { lon: entry.lon, lat: entry.lat } : {}),
            })
          }
        >
          {nameOf(entry)}
        </Button>
      ))}
      <div class="pair">
        <Button onPress={() => void press()}>用现在的位置</Button>
        <Button onPress={() => open(true)}>在地图上选</Button>
      </div>
      <p class="hint" role="status">
        {words || chosen(place)}
      </p>
    </section>
  );
}

function chosen(place: Place): string {
  if (place.lon === undefined) return "位置只在您按的时候读一次。";
  return place.how === "map" ? "已在地图上选好。" : place.how === "here" ? "已记下现在的位置。" : "已有位置。";
}
