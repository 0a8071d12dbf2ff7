// 锁着 — the PIN opens; five wrong ones, or fourteen days without the server, ask for a sign-in.
import { useState } from "preact/hooks";
import { app, type Ended as How } from "../app";
import { Button, CallLink, Screen, Wrong } from "../parts/parts";
import { Pin } from "../parts/pin";
import { TRIES } from "../store/vault";
import { Api, Lost, Refused, Replaced } from "../sync/api";
import { AwayWords, refusalWords, signInAnew, SignInFirst, useSession } from "./enrol";

export function Locked() {
  const [words, say] = useState("");
  const [busy, setBusy] = useState(false);
  const open = async (pin: string) => {
    setBusy(true);
    say("");
    try {
      if ((await app.unlock(pin)) !== "wrong") return;
      const meta = await app.vault.meta();
      say(`口令不对，还可以试 ${TRIES - (meta?.wrong ?? 0)} 次。`);
    } catch {
      say("没有打开，请再输一次；还不行，请关掉这一页重新打开。");
    }
    setBusy(false);
  };
  return (
    <Screen title="请输口令">
      <Wrong words={words} />
      <Pin label="六位口令" busy={busy} onFull={open} />
      {busy && <p role="status">正在打开……</p>}
    </Screen>
  );
}

const WHY = {
  "": "请登录一次，就能再用口令打开。",
  wrong: "口令错了五次。请用您的账号登录一次，再输口令。本机存的还在。",
  old: "这部手机已经14天没有连上服务器，或者手机的时间被改过。请连上网，登录一次，再输口令。本机存的还在。",
  gone: "您现在不在这个岗位上。没发出去的还锁在本机里。要接着用，请先联系网格管理员；回到岗位后登录一次就行。",
};

export function NeedsShare() {
  const { state, ask } = useSession();
  const [words, say] = useState("");
  const [anew, setAnew] = useState(false);
  const [sure, setSure] = useState(false);
  const { why, call } = app.state;
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
      const isOver = problem instanceof Refused && problem.status === 409;
      if (problem instanceof Lost || problem instanceof Replaced || isOver) return app.wipe("lost");
      if (problem instanceof Refused && problem.code === "sign_in") setAnew(true);
      say(refusalWords(problem));
    }
  };
  return (
    <Screen title={why === "gone" ? "这部手机锁住了" : "请登录一次"}>
      <p>{WHY[why]}</p>
      {why === "gone" && call && <CallLink name={call.name} phone={call.phone} />}
      <Wrong words={words} />
      {state === "asking" && <p>正在联系服务器……</p>}
      {state === "away" && <AwayWords onAgain={ask} />}
      {typeof state === "object" &&
        (state.signed_in ? (
          <Button kind="main" onPress={() => void (anew ? signInAnew(state.csrf) : fetchShare(state.csrf))}>
            {anew ? "重新登录" : "接着用"}
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

const ENDED: Record<How, { title: string; words: string }> = {
  lost: {
    title: "这部手机已停用",
    words: "它被报了丢失，或者早已换了新手机。如果这是您的手机，请联系网格管理员，再重新启用。",
  },
  left: { title: "已经退出", words: "已经收到的都在服务器上。要再用，请重新启用。" },
  replaced: { title: "已换到别的手机", words: "没发的都发上去了。以后请用新启用的那部手机。" },
};

export function Ended(props: { how: How }) {
  const { title, words } = ENDED[props.how];
  const { stayed } = app.state;
  return (
    <Screen title={title}>
      <p>
        <strong>{stayed ? "本机存的内容还没有清干净。" : "本机存的内容已经全部清空。"}</strong>
        {words}
      </p>
      {stayed && (
        <p class="note late">请关掉这个网页的其他窗口，再到浏览器的“设置 → 网站数据”里删掉这个网址的数据。</p>
      )}
      <Button kind="main" onPress={() => location.reload()}>
        重新启用
      </Button>
    </Screen>
  );
}
