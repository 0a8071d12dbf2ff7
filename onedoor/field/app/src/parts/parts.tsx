// The few pieces that every screen is made of.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { app } from "../app";
import { useApp, usePlace } from "./hooks";
import { limit, moment } from "./times";

export function Screen(props: {
  title: string;
  back?: string;
  children: ComponentChildren;
  foot?: ComponentChildren;
}) {
  const head = useRef<HTMLHeadingElement>(null);
  // The page keeps its one constant title: a browser writes titles down, and may carry them elsewhere.
  useEffect(() => {
    head.current?.focus();
    scrollTo(0, 0);
  }, [props.title]);
  return (
    <>
      <header class="head">
        {props.back !== undefined && (
          <a class="back" href={`#/${props.back}`}>
            <span aria-hidden="true">‹</span> 返回
          </a>
        )}
        <h1 tabIndex={-1} ref={head}>
          {props.title}
        </h1>
      </header>
      <main class={props.foot ? "main with-foot" : "main"}>
        <Sayings />
        {props.children}
      </main>
      {props.foot && <footer class="foot">{props.foot}</footer>}
    </>
  );
}

/** What the app has to say wherever one is: a new version, a wrong clock, an unknown phone. */
function Sayings() {
  const { update, line, replaced } = useApp();
  const [place] = usePlace();
  return (
    <div aria-live="polite">
      {update && (
        <section class="note">
          <p>有新版本。换上不会丢任何东西，几秒钟就好。</p>
          <Button onPress={() => update.postMessage("now")}>现在换上</Button>
        </section>
      )}
      {line === "unknown" && place !== "claim" && (
        <Notice>
          <p>服务器不认识这部手机了。本机存的都还在，重新认领一次就能接着发。</p>
          <a class="button plain" href="#/claim">
            重新认领
          </a>
        </Notice>
      )}
      {replaced && <HandOver />}
    </div>
  );
}

/** Brought before the eyes, wherever on the screen one pressed. */
function Notice(props: { children: ComponentChildren }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "center" }), []);
  return (
    <section class="note late" ref={place}>
      {props.children}
    </section>
  );
}

/** 已换手机 — what was only begun is the worker's to decide; the rest goes out by itself. */
function HandOver() {
  const { items } = useApp();
  const [sure, ask] = useState(false);
  const unsaid = app.unsaid;
  const unsent = items.filter((item) => item.state === "waiting" || item.missing.length).length;
  return (
    <Notice>
      <p>
        <strong>您已经换了别的手机，这部停用了。</strong>
        {unsent > 0 && `还有 ${unsent} 件正在发。`}
        {unsaid > 0 ? `还有 ${unsaid} 件草稿没报：现在报上去，或者放弃。` : "发完后本机自动清空。"}
      </p>
      {unsaid > 0 && (
        <div class="stack">
          <a class="button plain" href="#/drafts">
            看草稿，报上去
          </a>
          {sure ? (
            <Button kind="danger" onPress={() => void app.giveUp()}>
              确定放弃这 {unsaid} 件
            </Button>
          ) : (
            <Button kind="quiet" onPress={() => ask(true)}>
              放弃草稿
            </Button>
          )}
        </div>
      )}
    </Notice>
  );
}

/** Why it cannot be done yet; brought before the eyes, wherever on the screen one stands. */
export function Wrong(props: { words: string }) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "center" }), [props.words]);
  if (!props.words) return null;
  return (
    <p class="wrong" role="alert" ref={place}>
      {props.words}
    </p>
  );
}

export function Gone() {
  return (
    <Screen title="没有了" back="">
      <Empty words="这一条已经不在手机上。" />
    </Screen>
  );
}

export function Button(props: {
  children: ComponentChildren;
  onPress: () => void;
  kind?: "main" | "plain" | "quiet" | "danger";
  busy?: boolean;
  pressed?: boolean;
}) {
  return (
    <button
      type="button"
      class={`button ${props.kind ?? "plain"}`}
      disabled={props.busy}
      aria-pressed={props.pressed}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  );
}

export function Words(props: {
  label: string;
  value: string;
  onInput: (words: string) => void;
  rows?: number;
  most?: number;
  hint?: string;
  name: string;
}) {
  const id = `f-${props.name}`;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <textarea
        id={id}
        rows={props.rows ?? 3}
        maxLength={props.most ?? 2000}
        autocomplete="off"
        spellcheck={false}
        value={props.value}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}

/** More choices than these stand in two columns. */
const FEW = 4;

export function Chips(props: {
  label: string;
  choices: { code: string; name: string }[];
  value: string;
  onChoose: (code: string) => void;
}) {
  return (
    <fieldset class={props.choices.length > FEW ? "chips many" : "chips"}>
      <legend>{props.label}</legend>
      {props.choices.map(({ code, name }) => (
        <Button
          key={code}
          pressed={props.value === code}
          onPress={() => props.onChoose(props.value === code ? "" : code)}
        >
          {props.value === code && <span aria-hidden="true">✓ </span>}
          {name}
        </Button>
      ))}
    </fieldset>
  );
}

export function Clock(props: { due?: string | null; overdue?: boolean }) {
  const { skew } = useApp();
  const left = limit(props.due, skew);
  if (!left) return null;
  return <span class={`state ${left.tone}`}>{left.words}</span>;
}

const TONES: Record<string, string> = { red: "late", late: "late", yellow: "near", near: "near", green: "ok", ok: "ok" };

/** A clock as the server words it. */
export function Colour(props: { colour: string; words: string }) {
  if (!props.words) return null;
  return <span class={`state ${TONES[props.colour] ?? ""}`}>{props.words}</span>;
}

/** 本机待发 — the one line that says what has arrived and what has not. */
export function OutboxLine() {
  const { items, heard, line } = useApp();
  const waiting = items.filter((item) => item.state === "waiting").length;
  const photos = items
    .filter((item) => item.state === "received" || item.state === "conflict")
    .reduce((sum, item) => sum + item.missing.length, 0);
  const received = items.map((item) => (item.state === "received" ? (item.answer?.at ?? "") : "")).sort().pop();
  const unsent = waiting ? `本机待发 ${waiting} 件` : "没有待发的";
  return (
    <p class="outbox" role="status" data-line={line} data-heard={Boolean(heard)}>
      <strong>{unsent}</strong>
      {photos > 0 && <span> · 照片待传 {photos} 张</span>}
      {received ? <span> · 已收到 {moment(received)}</span> : heard && <span> · {moment(heard)} 收发过</span>}
      {line === "sending" && <span> · 正在发</span>}
      {line === "refused" && <span> · 服务器现在不收，存在本机</span>}
      {line === "away" && <span> · 现在没有网，存在本机</span>}
      {line === "full" && <span> · 手机满了，取不下新的内容</span>}
    </p>
  );
}

export function Row(props: { to: string; children: ComponentChildren }) {
  return (
    <li>
      <a class="row" href={`#/${props.to}`}>
        {props.children}
      </a>
    </li>
  );
}

export function Empty(props: { words: string }) {
  return <p class="empty">{props.words}</p>;
}

export function CallLink(props: { name: string; phone: string }) {
  if (!props.phone) return null;
  return (
    <a class="button plain" href={`tel:${props.phone}`}>
      打电话：{props.name} {props.phone}
    </a>
  );
}
