// 社情民意 — what people talk about, in a sentence, about a topic and a place; no person in it.
import { useApp, useKept } from "../parts/hooks";
import { Button, Chips, Screen, Words, Wrong } from "../parts/parts";
import { namesSomebody } from "../sync/matching";
import type { Item } from "../types";

const BLANK = { topic: "", words: "", place: "" };

export function Voice(props: { from?: Item }) {
  const { feed } = useApp();
  const { from } = props;
  const { value, set, send, say, busy, words } = useKept(
    from ? `again-${from.ref}` : "voice",
    { ...BLANK, ...(from?.body as Partial<typeof BLANK>) },
    {
      form: "voice",
      to: from ? `again/${from.ref}` : "voice",
      title: ({ words }) => `社情民意：${words.slice(0, 30) || "还没写字"}`,
    },
  );
  if (!value) return null;
  const note = async () => {
    if (!value.topic) return say("请先选说的是哪方面。");
    if (value.words.trim().length < 2) return say("请写一句大家在说什么。");
    if (namesSomebody(value.words)) return say("里面像有电话或身份证号。这里不写人，请去掉。");
    await send({
      kind: "voice",
      title: `社情民意：${value.words.trim().slice(0, 30)}`,
      body: { topic: value.topic, words: value.words.trim(), place: value.place.trim() },
      ...(from ? { instead_of: from.ref } : {}),
    });
  };
  return (
    <Screen
      title="社情民意"
      back=""
      foot={
        <Button kind="main" busy={busy} onPress={() => void note()}>
          记下
        </Button>
      }
    >
      <p>大家最近在说什么、盼什么。只写事，不写谁说的，不写姓名电话。</p>
      <Wrong words={words} />
      <Chips
        label="哪方面"
        choices={feed?.topics ?? []}
        value={value.topic}
        onChoose={(topic) => set({ topic })}
      />
      <div class="field">
        <label for="f-place">大概在哪（可不写，别写到门牌）</label>
        <input
          id="f-place"
          type="text"
          maxLength={20}
          autocomplete="off"
          value={value.place}
          onInput={(event) => set({ place: event.currentTarget.value })}
        />
      </div>
      <Words name="voice" label="一句话" most={200} value={value.words} onInput={(words) => set({ words })} />
    </Screen>
  );
}
