// 改得不一样 — two people, one field: both are shown, a person decides, both stay in the history.
import { useState } from "preact/hooks";
import { app } from "../app";
import { notKept, useApp } from "../parts/hooks";
import { Button, Empty, OutboxLine, Screen, Wrong } from "../parts/parts";
import { moment } from "../parts/times";
import { wordsOf } from "../sync/merging";
import type { Card, Item } from "../types";

/** Decided on this phone already? Then it is not asked again. */
export function undecided(cards: Card[], items: Item[]): Card[] {
  const decided = new Set(
    items
      .filter((item) => item.kind === "conflict.decide" && item.state !== "refused")
      .map((item) => item.body.change),
  );
  const answered = items.flatMap((item) => (item.state === "conflict" ? (item.answer?.cards ?? []) : []));
  const all = new Map([...answered, ...cards].map((card) => [keyOf(card), card]));
  return [...all.values()].filter((card) => !decided.has(card.change));
}

const keyOf = (card: Card) => card.change ?? `${card.field}/${card.at}`;

export function Cards() {
  const { feed, items } = useApp();
  const cards = undecided(feed?.cards ?? [], items);
  return (
    <Screen title="改得不一样" back="">
      <OutboxLine />
      <p>两个人改了同一处。请您定用哪一个；另一个也留在记录里。</p>
      {cards.length === 0 && <Empty words="没有要定的了。" />}
      {cards.map((card) => (
        <OneCard key={keyOf(card)} card={card} />
      ))}
    </Screen>
  );
}

export function OneCard(props: { card: Card }) {
  const { card } = props;
  const mine = wordsOf(card.mine);
  const theirs = wordsOf(card.theirs);
  const [busy, setBusy] = useState(false);
  const [words, say] = useState("");
  const decide = (take: "mine" | "theirs") => {
    setBusy(true);
    const title = `定：${card.label} ${take === "mine" ? mine : theirs}`;
    app.say({ kind: "conflict.decide", title, body: { change: card.change, take } }).catch((problem) => {
      say(notKept(problem));
      setBusy(false);
    });
  };
  return (
    <section class="card" aria-label={card.label}>
      {card.name && <p class="hint">{card.name}</p>}
      <h2>{card.label}</h2>
      <p class="said">
        你：{mine}；{card.who}
        {card.at && ` ${moment(card.at)}`}：{theirs}
      </p>
      <Wrong words={words} />
      <div class="stack">
        <Button busy={busy} onPress={() => decide("mine")}>用我的：{mine}</Button>
        <Button busy={busy} onPress={() => decide("theirs")}>
          用{card.who}的：{theirs}
        </Button>
      </div>
    </section>
  );
}
