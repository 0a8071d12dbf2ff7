// 启用 — a phone and its worker find each other: signed in once, a PIN chosen, nothing kept before that.
import { useEffect, useState } from "preact/hooks";
import { app } from "../app";
import { weakPin } from "../keys/keys";
import { Button, Screen } from "../parts/parts";
import { Pin } from "../parts/pin";
import { Api, Refused } from "../sync/api";
import type { Device } from "../types";

interface Session {
  csrf: string;
  signed_in: boolean;
}

interface Given extends Omit<Device, "phone"> {
  phone: string;
  share: string;
  until: string;
  replaced?: boolean;
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
      <a class="button main" href="/login/?next=/field/">
        登录
      </a>
    </>
  );
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
          <ChoosePin csrf={state.csrf} />
        ) : (
          <SignInFirst words="先用您的账号登录一次。以后开机只要六位口令，没有网也能用。" />
        ))}
    </Screen>
  );
}

function ChoosePin(props: { csrf: string }) {
  const [first, setFirst] = useState("");
  const [words, say] = useState("");
  const [busy, setBusy] = useState(false);

  const choose = (pin: string) => {
    if (weakPin(pin)) return say("这个口令太容易猜，请换一个。");
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
      await enrol(pin, props.csrf);
    } catch (problem) {
      say(refusalWords(problem));
    }
    setBusy(false);
  };
  return (
    <>
      <p>
        给这部手机定一个<strong>六位口令</strong>。本机存的东西用它上锁，别告诉别人；五分钟不用就锁上。
      </p>
      {words && (
        <p class="wrong" role="alert">
          {words}
        </p>
      )}
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

export function refusalWords(problem: unknown): string {
  if (!(problem instanceof Refused)) return "没有连上服务器，请再试一次。";
  return problem.words || "您登录的账号现在不能这样做，请联系网格管理员。";
}

async function enrol(pin: string, csrf: string): Promise<void> {
  const given = await new Api(null).post<Given>(
    "/field/phones",
    { name: nameOfPhone() },
    { "X-CSRFToken": csrf },
  );
  const { phone, token, worker, post, call } = given;
  await app.enrol({ phone, token, worker, post, call }, pin, given.share, given.until);
  if (given.replaced) app.set({ say: "您原来的那部手机已经停用，下次连上网就会清空。" });
}

/** So that a manager can tell two phones apart; the make is all that is said. */
function nameOfPhone(): string {
  const made = /\(([^)]*)\)/.exec(navigator.userAgent)?.[1]?.split(";") ?? [];
  return (made[2] ?? made[0] ?? "手机").replace(/Build.*/, "").trim().slice(0, 40) || "手机";
}
