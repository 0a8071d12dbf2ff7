// 设置 — large type, lock, PIN; and the two presses that empty this phone.
import { useState } from "preact/hooks";
import { app } from "../app";
import { askToKeep } from "../environment";
import { weakPin } from "../keys/keys";
import { useApp } from "../parts/hooks";
import { isLarge, setLarge } from "../parts/type_size";
import { Button, Screen, Wrong } from "../parts/parts";
import { Pin } from "../parts/pin";
import { skewWords } from "../sync/skew";
import { WEAK } from "./enrol";

export function Settings() {
  const { device, kept, skew, items } = useApp();
  const [large, show] = useState(isLarge());
  const [ending, end] = useState<"" | "leave" | "lost">("");
  const unsent = items.filter((item) => item.state === "waiting").length;
  const unsaid = app.unsaid;
  const turn = () => {
    setLarge(!large);
    show(!large);
  };
  return (
    <Screen title="设置" back="">
      <div class="stack">
        <Button pressed={large} onPress={turn}>
          {large ? "✓ 大字，再按变回来" : "换成大字"}
        </Button>
        <Button onPress={() => void app.lock()}>现在锁上</Button>
        <a class="button plain" href="#/pin">
          换口令
        </a>
      </div>
      <h2>这部手机</h2>
      <dl>
        <dt>岗位</dt>
        <dd>{[device?.post.title, device?.worker].filter(Boolean).join(" · ")}</dd>
        <dt>存储</dt>
        <dd>{kept ? "浏览器答应不清掉" : "手机满了时，浏览器可能清掉本机的内容"}</dd>
        <dt>时钟</dt>
        <dd>{skewWords(skew) || "和服务器对得上"}</dd>
      </dl>
      {!kept && (
        <Button onPress={() => void askToKeep().then((kept) => app.set({ kept }))}>请浏览器不要清掉</Button>
      )}
      <p class="hint">
        本机的内容都上了锁。可要是懂行的人拿走手机、拷走数据，六位口令挡不了多久：手机一丢，马上停用。清空以后，存储里还可能留一阵上了锁的残迹。
      </p>
      <h2>不用了，或者丢了</h2>
      {ending ? (
        <section class="note late">
          <p>
            {unsent > 0 && <strong>还有 {unsent} 件没发出去，会丢掉。</strong>}
            {unsaid > 0 && <strong>还有 {unsaid} 件草稿没报，会丢掉。</strong>}
            本机的内容马上全部清空，不能再找回。
          </p>
          <Button kind="danger" onPress={() => void app.end(ending)}>
            {ending === "leave" ? "退出并清空" : "停用并清空"}
          </Button>
          <Button onPress={() => end("")}>不，回去</Button>
        </section>
      ) : (
        <div class="stack">
          <Button kind="quiet" onPress={() => end("leave")}>
            退出（清空本机）
          </Button>
          <Button kind="quiet" onPress={() => end("lost")}>
            手机要丢下了，停用
          </Button>
        </div>
      )}
      <p class="hint">手机已经不在手上：马上打电话给网格管理员，或在电脑上登录“网格终端”停用它。</p>
    </Screen>
  );
}

export function ChangePin() {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [words, say] = useState("");
  const [done, setDone] = useState(false);
  const take = async (pin: string) => {
    say("");
    if (!old) return setOld(pin);
    if (!fresh) return weakPin(pin) ? say(WEAK) : setFresh(pin);
    const same = pin === fresh;
    const changed = same && (await app.vault.changePin(old, fresh));
    setOld("");
    setFresh("");
    if (changed) return setDone(true);
    say(same ? "原来的口令不对，请从头再来。" : "两次不一样，请从头再来。");
  };
  return (
    <Screen title="换口令" back="settings">
      <Wrong words={words} />
      {done ? (
        <p role="status">口令换好了。</p>
      ) : (
        <Pin
          key={`${old ? 1 : 0}${fresh ? 1 : 0}`}
          label={fresh ? "新口令再输一遍" : old ? "新的六位口令" : "原来的口令"}
          onFull={(pin) => void take(pin)}
        />
      )}
    </Screen>
  );
}
