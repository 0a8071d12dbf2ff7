// 上报 — a picture, a sentence, a place; kept as a draft from the first letter on.
import { useMemo } from "preact/hooks";
import { newId } from "../keys/box";
import { useApp, useKept } from "../parts/hooks";
import { Button, Chips, Screen, Words, Wrong } from "../parts/parts";
import { Photos } from "../parts/photos";
import { ChoosePlace, NOWHERE } from "../parts/place";
import { likely } from "../sync/matching";
import type { Fields, Item, Place, ReportDraft } from "../types";

export const BLANK: ReportDraft = {
  words: "",
  category: "",
  place: NOWHERE,
  settled: "",
  isSettled: false,
  photos: [],
};

/** A recording may stand for the sentence: the server needs a few words all the same. */
const SPOKEN = "见录音。";

export function bodyOf(draft: ReportDraft): Fields {
  const { place } = draft;
  return {
    words: draft.words.trim() || SPOKEN,
    ...(draft.category ? { category: draft.category } : {}),
    ...(place.address.trim() ? { address: place.address.trim() } : {}),
    ...(place.lon !== undefined ? { lon: place.lon, lat: place.lat } : {}),
    ...(draft.isSettled ? { settled: { words: draft.settled.trim() } } : {}),
  };
}

export function lackingIn(draft: ReportDraft): string {
  const spoken = draft.photos.some((photo) => photo.type.startsWith("audio"));
  if (draft.words.trim().length < 2 && !spoken) return "请写一句看到了什么，或者录音说。";
  if (draft.isSettled && draft.settled.trim().length < 2) return "请写一句是怎么办好的。";
  return "";
}

/** What was said before, photos and all. */
export function draftOf(item: Item): ReportDraft {
  const { words, category, address, lon, lat, settled } = item.body as Partial<Omit<ReportDraft, "settled">> &
    Partial<Place> & { settled?: { words: string } };
  const point = lon !== undefined && lat !== undefined ? { lon, lat } : {};
  return {
    words: words ?? "",
    category: category ?? "",
    place: { address: address ?? "", how: "words", ...point },
    photos: item.photos,
    isSettled: Boolean(settled),
    settled: settled?.words ?? "",
  };
}

export function Report(props: { id?: string; from?: Item }) {
  const { from } = props;
  const id = useMemo(() => (from ? `again-${from.ref}` : (props.id ?? newId())), [props.id]);
  const to = from ? `again/${from.ref}` : `report/${id}`;
  const { feed } = useApp();
  const {
    value,
    set: keep,
    send,
    say,
    busy,
    words,
  } = useKept<ReportDraft>(id, from ? draftOf(from) : BLANK, {
    form: "report",
    to,
    title: ({ words }) => words.slice(0, 40) || "还没写字",
  });
  if (!value) return null;

  const set = (change: Partial<ReportDraft>) => {
    // After a lock or an empty battery one comes back to this very draft.
    if (location.hash === "#/report") history.replaceState(null, "", `#/${to}`);
    keep(change);
  };
  const proposals = likely(value.words, feed?.categories ?? []);
  const chosen = feed?.categories.find((one) => one.code === value.category);
  const shown = chosen && !proposals.includes(chosen) ? [chosen, ...proposals] : proposals;
  const report = async () => {
    const lacking = lackingIn(value);
    if (lacking) return say(lacking);
    const title = value.words.trim().slice(0, 40) || "录音上报";
    const said = { kind: "report" as const, title, body: bodyOf(value), photos: value.photos };
    await send(from ? { ...said, instead_of: from.ref } : said);
  };
  return (
    <Screen
      title={from ? "改正后再报" : "上报"}
      back=""
      foot={
        <Button kind="main" busy={busy} onPress={() => void report()}>
          上报
        </Button>
      }
    >
      <Wrong words={words} />
      <Words name="words" label="看到了什么" value={value.words} onInput={(words) => set({ words })} />
      <Photos voice photos={value.photos} onChange={(photos) => set({ photos })} />
      <ChoosePlace place={value.place} onChange={(place) => set({ place })} />
      {shown.length > 0 && (
        <Chips
          label="像是哪一类（可不选）"
          choices={shown}
          value={value.category}
          onChoose={(category) => set({ category })}
        />
      )}
      <Button pressed={value.isSettled} onPress={() => set({ isSettled: !value.isSettled })}>
        {value.isSettled ? "✓ 当场已经办好（即办）" : "当场已经办好？（即办）"}
      </Button>
      {value.isSettled && (
        <Words
          name="settled"
          label="怎么办好的"
          value={value.settled}
          onInput={(settled) => set({ settled })}
          hint="办好后的照片也可以拍在上面。"
        />
      )}
      <p class="hint">写到一半也不会丢：自动存成本机草稿。</p>
    </Screen>
  );
}
