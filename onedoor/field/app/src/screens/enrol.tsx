// 启用 — a phone and its worker find each other: signed in once, a PIN chosen, nothing kept before that.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../app";
import { weakPin } from "../keys/keys";
import { Button, Screen, Wrong } from "../parts/parts";
import { Pin } from "../parts/pin";
import { day } from "../parts/times";
import { Enrolled } from "../store/vault";
import { Api, Refused } from "../sync/api";
import type { Device } from "../types";

interface Session {
  csrf: string;
  signed_in: boolean;
}

export interface Given extends Device {
  share: string;
  until: string;
}

/** The phone that this worker uses until now. */
interface Live {
  name: string;
  since: string;
  seen: string | null;
  drafts: number;
}

const session = () => new Api(null).get<Session>("/field/files.json").then(({ body }) => body);

/** Signed in? A page of the server asks for name and password; the app never sees them. */
export function useSession() {
  const [state, set] = useState<Session | "asking" | "away">("asking");
  const ask = () => {
    set("asking");
    session().then(
      (found) => set(found ?? "away"),
      () => set("away"),
    );
  };
  useEffect(ask, []);
  return { state, ask };
}

export function SignInFirst(props: { words: string }) {
  return (
    <>
      <p>{props.words}</p>
      <a class="button main" href={SIGN_IN}>
        登录
      </a>
    </>
  );
}

const SIGN_IN = "/login/?next=/field/";

/** Whoever is signed in here goes out first: a key is given for a password, not for a browser left open. */
export async function signInAnew(csrf: string): Promise<void> {
  await fetch("/account/logout/", { method: "POST", headers: { "X-CSRFToken": csrf } }).catch(() => undefined);
  location.assign(SIGN_IN);
}

export function AwayWords(props: { onAgain: () => void }) {
  return (
    <>
      <p>这一步要连上服务器，现在连不上。请到有网的地方再试。</p>
      <Button kind="main" onPress={props.onAgain}>
        再试一次
      </Button>
    </>
  );
}

export function Enrol(props: { cleared?: boolean }) {
  const { state, ask } = useSession();
  return (
    <Screen title="启用这部手机">
      {props.cleared && (
        <section class="note late">
          <p>
            <strong>手机的浏览器把本机存的内容清掉了。</strong>
            已经收到的都在服务器上；没发出去的找不回来了。请重新启用。
          </p>
        </section>
      )}
      {state === "asking" && <p>正在联系服务器……</p>}
      {state === "away" && <AwayWords onAgain={ask} />}
      {typeof state === "object" &&
        (state.signed_in ? (
          <OnePhone>{(replaces) => <ChoosePin csrf={state.csrf} replaces={replaces} />}</OnePhone>
        ) : (
          <SignInFirst words="先用您的账号登录一次。以后开机只要六位口令，没有网也能用。" />
        ))}
    </Screen>
  );
}

/** One worker, one phone: whoever has another in use says first that it shall go. */
export function OnePhone(props: { children: (replaces: boolean) => ComponentChildren }) {
  const [live, set] = useState<Live | null | "asking" | "away">("asking");
  const [replaces, agree] = useState(false);
  const ask = () => {
    set("asking");
    new Api(null).get<{ live: Live | null }>("/field/phones").then(
      ({ body }) => set(body?.live ?? null),
      // Whoever may not have one hears it in the server's own words when the PIN is there.
      (no) => set(no instanceof Refused ? null : "away"),
    );
  };
  useEffect(ask, []);
  if (live === "asking") return <p>正在联系服务器……</p>;
  if (live === "away") return <AwayWords onAgain={ask} />;
  if (!live || replaces) return <>{props.children(replaces)}</>;
  return (
    <section class="note late">
      <p>
        <strong>您已有一部手机在用：{live.name}。</strong>
        {day(live.since)}启用{live.seen && `，${day(live.seen)}连过网`}
        {live.drafts > 0 && `，上面还有 ${live.drafts} 件草稿没报`}。
      </p>
      <p>
        换到这部，那部就停用。那部上<strong>没发出去的</strong>，14天内连上网还能发上来；<strong>草稿</strong>
        要先在那部上报出去。微信里打开的和浏览器里打开的，也算两部。
      </p>
      <div class="stack">
        <a class="button plain" href="/">
          不换，还用那部
        </a>
        <Button kind="danger" onPress={() => agree(true)}>
          换到这部手机
        </Button>
      </div>
    </section>
  );
}

function ChoosePin(props: { csrf: string; replaces: boolean }) {
  const [first, setFirst] = useState("");
  const [words, say] = useState("");
  const [busy, setBusy] = useState(false);

  const choose = (pin: string) => {
    if (weakPin(pin)) return say(WEAK);
    say("");
    setFirst(pin);
  };
  const again = async (pin: string) => {
    if (pin !== first) {
      setFirst("");
      return say("两次不一样，请从头再来。");
    }
    setBusy(true);
    try {
      await app.enrolling(() => enrol(pin, props.csrf, props.replaces));
    } catch (problem) {
      // Enrolled in another window meanwhile, or another phone came first: the page asks from the beginning.
      const isTold = problem instanceof Refused && problem.code === "live";
      if (problem instanceof Enrolled || isTold) return location.reload();
      setFirst("");
      say(refusalWords(problem));
    }
    setBusy(false);
  };
  return (
    <>
      <p>
        给这部手机定一个<strong>六位口令</strong>。本机存的东西用它上锁，别告诉别人；五分钟不用就锁上。
      </p>
      <Wrong words={words} />
      {busy ? (
        <p role="status">正在启用……</p>
      ) : first ? (
        <Pin key="again" label="再输一遍" onFull={again} />
      ) : (
        <Pin key="first" label="六位口令" onFull={choose} />
      )}
      <p class="hint">启用时浏览器可能问“是否允许存储”，请选“允许”，免得手机满了被清掉。</p>
    </>
  );
}

export const WEAK = "这个口令太容易猜（生日、连号、重复的都不行），请换一个。";

export function refusalWords(problem: unknown): string {
  if (!(problem instanceof Refused)) return "没有连上服务器，请再试一次。";
  return problem.words || "您登录的账号现在不能这样做，请联系网格管理员。";
}

/** The two secrets leave the server once. */
export function askForPhone(csrf: string, replaces: boolean): Promise<Given> {
  const body = { name: nameOfPhone(), ...(replaces ? { replaces } : {}) };
  return new Api(null).post<Given>("/field/phones", body, { "X-CSRFToken": csrf });
}

export const deviceOf = ({ phone, token, worker, post, call }: Given): Device => ({ phone, token, worker, post, call });

async function enrol(pin: string, csrf: string, replaces: boolean): Promise<void> {
  const given = await askForPhone(csrf, replaces);
  await app.enrol(deviceOf(given), pin, given.share, given.until);
}

/** So that a manager can tell two phones apart; the make is all that is said. */
function nameOfPhone(): string {
  const made = /\(([^)]*)\)/.exec(navigator.userAgent)?.[1]?.split(";") ?? [];
  return (made[2] ?? made[0] ?? "手机").replace(/Build.*/, "").trim().slice(0, 40) || "手机";
}
