// 锁着 — the PIN opens; five wrong ones, or fourteen days without the server, ask for a sign-in.
import { useState } from "preact/hooks";
import { app } from "../app";
import { Button, Screen } from "../parts/parts";
import { Pin } from "../parts/pin";
import { TRIES } from "../store/vault";
import { Api, Lost, Refused } from "../sync/api";
import { AwayWords, refusalWords, SignInFirst, useSession } from "./enrol";

export function Locked() {
  const [words, say] = useState("");
  const [busy, setBusy] = useState(false);
  const open = async (pin: string) => {
    setBusy(true);
    const opened = await app.unlock(pin);
    if (opened !== "wrong") return;
    const meta = await app.vault.meta();
    say(`口令不对，还可以试 ${TRIES - (meta?.wrong ?? 0)} 次。`);
    setBusy(false);
  };
  return (
    <Screen title="请输口令">
      {words && (
        <p class="wrong" role="alert">
          {words}
        </p>
      )}
      <Pin label="六位口令" busy={busy} onFull={open} />
      {busy && <p role="status">正在打开……</p>}
    </Screen>
  );
}

const WHY = {
  "": "请登录一次，就能再用口令打开。",
  wrong: "口令错了五次。请用您的账号登录一次，再输口令。本机存的还在。",
  old: "这部手机已经14天没有连上服务器。请连上网，登录一次，再输口令。本机存的还在。",
};

export function NeedsShare() {
  const { state, ask } = useSession();
  const [words, say] = useState("");
  const [sure, setSure] = useState(false);
  const fetchShare = async (csrf: string) => {
    const meta = await app.vault.meta();
    try {
      const given = await new Api(null).post<{ share: string; until: string }>(
        "/field/share",
        { phone: meta?.phone },
        { "X-CSRFToken": csrf },
      );
      await app.vault.takeShare(given.share, given.until);
      app.set({ stage: "locked" });
    } catch (problem) {
      // Ended while it lay locked: its half of the key is gone for good.
      const isEnded = problem instanceof Lost || (problem instanceof Refused && problem.status === 409);
      if (isEnded) return app.wipe("lost");
      say(refusalWords(problem));
    }
  };
  return (
    <Screen title="请登录一次">
      <p>{WHY[app.state.why]}</p>
      {words && (
        <p class="wrong" role="alert">
          {words}
        </p>
      )}
      {state === "asking" && <p>正在联系服务器……</p>}
      {state === "away" && <AwayWords onAgain={ask} />}
      {typeof state === "object" &&
        (state.signed_in ? (
          <Button kind="main" onPress={() => void fetchShare(state.csrf)}>
            接着用
          </Button>
        ) : (
          <SignInFirst words="" />
        ))}
      <details>
        <summary>忘了口令</summary>
        <p>口令谁也查不到。只能清空本机、重新启用：已经收到的不受影响，没发出去的会丢。</p>
        {sure ? (
          <Button kind="danger" onPress={() => void app.wipe("left")}>
            确定清空本机
          </Button>
        ) : (
          <Button onPress={() => setSure(true)}>清空本机，重新启用</Button>
        )}
      </details>
    </Screen>
  );
}

export function Ended(props: { lost: boolean }) {
  return (
    <Screen title={props.lost ? "这部手机已停用" : "已经退出"}>
      <p>
        <strong>本机存的内容已经全部清空。</strong>
        {props.lost
          ? "它被报了丢失，或者换了新手机。如果这是您的手机，请联系网格管理员，再重新启用。"
          : "已经收到的都在服务器上。要再用，请重新启用。"}
      </p>
      <Button kind="main" onPress={() => location.reload()}>
        重新启用
      </Button>
    </Screen>
  );
}
