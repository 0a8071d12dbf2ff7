// 重新认领 — the server has forgotten this phone; its worker has not, and what lies here is sent all the same.
import { useState } from "preact/hooks";
import { app } from "../app";
import { go } from "../parts/hooks";
import { Screen, Wrong } from "../parts/parts";
import { Pin } from "../parts/pin";
import { askForPhone, AwayWords, deviceOf, OnePhone, refusalWords, SignInFirst, useSession } from "./enrol";

export function Claim() {
  const { state, ask } = useSession();
  return (
    <Screen title="重新认领这部手机" back="">
      <p>服务器不认识这部手机了（多半是服务器换过或恢复过）。登录一次、输一遍口令，本机存的一件不少，接着发。</p>
      {state === "asking" && <p>正在联系服务器……</p>}
      {state === "away" && <AwayWords onAgain={ask} />}
      {typeof state === "object" &&
        (state.signed_in ? (
          <OnePhone>{(replaces) => <ClaimPin csrf={state.csrf} replaces={replaces} />}</OnePhone>
        ) : (
          <SignInFirst words="先用您的账号登录，回来后再点一次“重新认领”。" />
        ))}
    </Screen>
  );
}

function ClaimPin(props: { csrf: string; replaces: boolean }) {
  const [words, say] = useState("");
  const [busy, setBusy] = useState(false);
  const claim = async (pin: string) => {
    setBusy(true);
    try {
      // Asked before the server gives anything out: a wrong PIN costs nothing.
      if (await app.vault.knows(pin)) {
        const given = await askForPhone(props.csrf, props.replaces);
        await app.claim(deviceOf(given), pin, given.share, given.until);
        return go("");
      }
      say("口令不对，请再输。");
    } catch (problem) {
      say(refusalWords(problem));
    }
    setBusy(false);
  };
  return (
    <>
      <Wrong words={words} />
      <Pin label="这部手机的六位口令" busy={busy} onFull={(pin) => void claim(pin)} />
      {busy && <p role="status">正在认领……</p>}
    </>
  );
}
