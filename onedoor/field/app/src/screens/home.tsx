// 首页 — three large doors, and the line that says what has arrived.
import { app } from "../app";
import { useApp } from "../parts/hooks";
import { Button, OutboxLine, Screen } from "../parts/parts";
import { lesser } from "../environment";
import { skewWords } from "../sync/skew";
import { undecided } from "./cards";
import { openTasks } from "./tasks";

export function Home() {
  const { feed, items, drafts, damaged, skew, shapes, say } = useApp();
  const village = shapes.find((shape) => shape.properties.code === feed?.grid.code)?.properties.of ?? "";
  const tasks = openTasks(feed?.tasks ?? [], items).length;
  const { refused } = app;
  const cards = undecided(feed?.cards ?? [], items);
  const late = skewWords(skew);
  return (
    <Screen title={feed ? `${village}${feed.grid.name}` : "我的网格"}>
      {say && (
        <section class="note near" role="status">
          <p>{say}</p>
          <Button onPress={() => app.set({ say: "" })}>知道了</Button>
        </section>
      )}
      <OutboxLine />
      {refused.length > 0 && (
        <a class="row note late" href="#/mine">
          <strong>{refused.length} 件没有收下</strong> 看原因，改正
        </a>
      )}
      {damaged.length > 0 && (
        <a class="row note late" href="#/mine">
          <strong>{damaged.length} 件在手机里坏了</strong> 看是哪件
        </a>
      )}
      {cards.length > 0 && (
        <a class="row note near" href="#/cards">
          <strong>{cards.length} 处两个人改得不一样</strong> 请您定
        </a>
      )}
      {late && <p class="note near">{late}</p>}
      <nav class="doors" aria-label="主要">
        <a class="door main" href="#/report">
          <span class="door-name">上报</span>
          <span class="door-words">看到的事，拍一张、说一句</span>
        </a>
        <a class="door" href="#/tasks">
          <span class="door-name">
            任务 {tasks > 0 && <span class="count">{tasks}</span>}
          </span>
          <span class="door-words">{tasks ? "等您去办的" : "现在没有等您办的"}</span>
        </a>
        <a class="door" href="#/grid">
          <span class="door-name">我的网格</span>
          <span class="door-words">地图、楼栋、单位、设施</span>
        </a>
      </nav>
      <nav class="more" aria-label="其他">
        <a class="row" href="#/mine">
          我报的
        </a>
        <a class="row" href="#/drafts">
          草稿{drafts.length > 0 && `（${drafts.length}）`}
        </a>
        <a class="row" href="#/voice">
          社情民意
        </a>
        <a class="row" href="#/calls">
          找谁
        </a>
        <a class="row" href="#/settings">
          设置
        </a>
      </nav>
      {lesser().map((words) => (
        <p key={words} class="hint">
          {words}
        </p>
      ))}
      <Button kind="quiet" onPress={() => void app.sync()}>
        现在收发一次
      </Button>
    </Screen>
  );
}
