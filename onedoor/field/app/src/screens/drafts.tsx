// 草稿 — begun and not yet said.
import { useState } from "preact/hooks";
import { app } from "../app";
import { useApp } from "../parts/hooks";
import { Button, Empty, Row, Screen } from "../parts/parts";
import { moment } from "../parts/times";

export function Drafts() {
  const { drafts } = useApp();
  const [sure, ask] = useState("");
  const drop = async (id: string) => {
    await app.vault.remove(id);
    await app.reload();
  };
  return (
    <Screen title="草稿" back="">
      <p class="hint">草稿只在这部手机上。管理员只看得到有几件、最早是哪天，看不到写了什么。</p>
      {drafts.length === 0 && <Empty words="没有草稿。" />}
      <ul class="rows">
        {drafts.map((draft) => (
          <>
            <Row key={draft.id} to={`report/${draft.id}`}>
              <strong>{draft.value.words.slice(0, 40) || "还没写字"}</strong>
              <span class="hint">
                {moment(draft.at)}
                {draft.value.photos.length > 0 && ` · 照片${draft.value.photos.length}张`}
              </span>
            </Row>
            <li key={`${draft.id}-drop`} class="under">
              {sure === draft.id ? (
                <Button kind="danger" onPress={() => void drop(draft.id)}>
                  确定丢掉
                </Button>
              ) : (
                <Button kind="quiet" onPress={() => ask(draft.id)}>
                  丢掉这件
                </Button>
              )}
            </li>
          </>
        ))}
      </ul>
    </Screen>
  );
}
