// 草稿 — begun and not yet said, whatever form it is in.
import { useState } from "preact/hooks";
import { app } from "../app";
import { useApp } from "../parts/hooks";
import { Button, Empty, Row, Screen } from "../parts/parts";
import { moment } from "../parts/times";
import type { Kept, Photo } from "../types";

export function Drafts() {
  const { drafts } = useApp();
  const { refused } = app;
  return (
    <Screen title="草稿" back="">
      <p class="hint">草稿只在这部手机上。管理员只看得到有几件、最早是哪天，看不到写了什么。</p>
      {drafts.length === 0 && <Empty words="没有草稿。" />}
      <ul class="rows">
        {drafts.map((draft) => (
          <OneDraft key={draft.id} draft={draft} />
        ))}
      </ul>
      {refused.length > 0 && (
        <>
          <h2>没有收下的</h2>
          <ul class="rows">
            {refused.map((item) => (
              <Row key={item.ref} to={`item/${item.ref}`}>
                <strong>{item.title}</strong>
                <span class="state late">看原因，改正</span>
              </Row>
            ))}
          </ul>
        </>
      )}
    </Screen>
  );
}

function OneDraft(props: { draft: Kept<unknown> }) {
  const { draft } = props;
  const [sure, ask] = useState(false);
  const photos = (draft.value as { photos?: Photo[] }).photos?.length ?? 0;
  const drop = async () => {
    await app.vault.remove(draft.id);
    await app.reload();
    // Whoever handed the work over to another phone waits for this.
    app.later(0);
  };
  return (
    <>
      <Row to={draft.to}>
        <strong>{draft.title}</strong>
        <span class="hint">
          {moment(draft.at)}
          {photos > 0 && ` · 照片${photos}张`}
        </span>
      </Row>
      <li class="under">
        {sure ? (
          <Button kind="danger" onPress={() => void drop()}>
            确定丢掉
          </Button>
        ) : (
          <Button kind="quiet" onPress={() => ask(true)}>
            丢掉这件
          </Button>
        )}
      </li>
    </>
  );
}
