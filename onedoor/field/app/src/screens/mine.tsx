// 我报的 — what lies on this phone, what the server has, and what became of it.
import { useApp } from "../parts/hooks";
import { CallLink, Colour, Empty, OutboxLine, Row, Screen } from "../parts/parts";
import { day, moment } from "../parts/times";
import type { Damaged } from "../store/vault";
import type { Call, Item, Mine } from "../types";

/** 已收到 is said only with the server's answer: its code, its time. */
export function standing(item: Item): { words: string; tone: string; code: string } {
  return { ...stateOf(item), code: item.answer?.code ?? "" };
}

function stateOf(item: Item): { words: string; tone: string } {
  const answer = item.answer;
  if (item.state === "waiting" || !answer) return { words: "存在本机，没发出去", tone: "near" };
  if (item.state === "refused") return { words: item.corrected ? "没收下，已改正" : "没有收下", tone: "late" };
  const words = `已收到 ${moment(answer.at)}`;
  return item.state === "conflict" ? { words: `${words}，和别人改得不一样`, tone: "near" } : { words, tone: "ok" };
}

export function photosOf(item: Item): string {
  const all = item.photos.length;
  if (!all || item.state === "refused") return "";
  return item.missing.length ? `照片${all}张，还有${item.missing.length}张没传到` : `照片${all}张，都传到了`;
}

const labelOf = (mine: Mine) => mine.label || (mine.state === "away" ? "已转到别处办" : "");

export function MineList() {
  const { items, feed, damaged, device } = useApp();
  const told = new Map((feed?.mine ?? []).map((mine) => [mine.ref, mine]));
  const titles = new Map(items.map((item) => [item.ref, item.title]));
  const here = items.filter((item) => !told.has(item.ref)).reverse();
  return (
    <Screen title="我报的" back="">
      <OutboxLine />
      <Broken damaged={damaged} call={device?.call} />
      {here.length > 0 && (
        <>
          <h2>在这部手机上</h2>
          <ul class="rows">
            {here.map((item) => (
              <Row key={item.ref} to={`item/${item.ref}`}>
                <strong>{item.title}</strong>
                <span class={`state ${standing(item).tone}`}>{standing(item).words}</span>
              </Row>
            ))}
          </ul>
        </>
      )}
      <h2>后来怎么样了</h2>
      {told.size === 0 && <Empty words="还没有。报过的事会列在这里。" />}
      <ul class="rows">
        {[...told.values()].map((mine) => (
          <Row key={mine.ref} to={`item/${mine.ref}`}>
            <strong>{titles.get(mine.ref) ?? `${day(mine.at)}报的`}</strong>
            <span>
              <span class="state">{labelOf(mine)}</span> <Colour colour={mine.colour} words={mine.clock} />
            </span>
          </Row>
        ))}
      </ul>
    </Screen>
  );
}

/** 坏了 — what does not open any more is told with all that is known of it, and stays where it is. */
function Broken(props: { damaged: Damaged[]; call: Call | undefined }) {
  const { damaged, call } = props;
  if (!damaged.length) return null;
  return (
    <section class="note late">
      <h2>有 {damaged.length} 件在手机里坏了，打不开</h2>
      <ul>
        {damaged.map(({ id, kind, at }) => (
          <li key={id}>
            {kind === "item" ? "报过的一件" : "一件草稿"}，{moment(new Date(at).toISOString())}
          </li>
        ))}
      </ul>
      <p>其他的都好着。想得起来写的是什么，请重新报一次。</p>
      {call && <CallLink name={call.name} phone={call.phone} />}
    </section>
  );
}

/** What the server says became of it. */
function Became(props: { mine: Mine }) {
  const { mine } = props;
  return (
    <>
      <h2>后来怎么样了</h2>
      <p>
        <span class="state">{labelOf(mine)}</span> <Colour colour={mine.colour} words={mine.clock} />
      </p>
      <dl>
        <dt>编号</dt>
        <dd class="num">{mine.code}</dd>
        <dt>收到</dt>
        <dd>{moment(mine.at)}</dd>
        {mine.due && (
          <>
            <dt>期限</dt>
            <dd>{day(mine.due)}</dd>
          </>
        )}
        {mine.photos > 0 && (
          <>
            <dt>照片</dt>
            <dd>{mine.waiting ? `${mine.photos}张，还有${mine.waiting}张没传到` : `${mine.photos}张，都传到了`}</dd>
          </>
        )}
      </dl>
      {mine.wrong.map((words) => (
        <p key={words} class="reason">
          {words}
        </p>
      ))}
      <ol class="told">
        {(mine.told ?? []).map((line) => (
          <li key={`${line.at}${line.words}`}>
            {line.at && <span class="hint">{moment(line.at)} </span>}
            {line.words}
          </li>
        ))}
      </ol>
    </>
  );
}

/** One report that this phone no longer holds: what the server says of it. */
export function MineOne(props: { mine: Mine }) {
  return (
    <Screen title={`${day(props.mine.at)}报的`} back="mine">
      <Became mine={props.mine} />
    </Screen>
  );
}

export function ItemOne(props: { item: Item; mine?: Mine | undefined }) {
  const { item, mine } = props;
  const { device, feed } = useApp();
  const proposed = feed?.proposed.find((one) => one.ref === item.ref);
  const state = standing(item);
  return (
    <Screen
      title={item.title}
      back="mine"
      foot={
        item.state === "refused" &&
        !item.corrected && (
          <a class="button main" href={`#/again/${item.ref}`}>
            改正
          </a>
        )
      }
    >
      <p class={`big-state ${state.tone}`} role="status">
        {state.words} <span class="num nowrap">{state.code}</span>
      </p>
      {item.state === "waiting" && <p>有网时自己发出去，不用守着。发出去前，它只在这部手机上。</p>}
      {item.answer?.words && <p class="reason">{item.answer.words}</p>}
      {item.note && <p class="reason">{item.note}</p>}
      {photosOf(item) && <p>{photosOf(item)}</p>}
      {typeof item.body.words === "string" && <p class="said">{item.body.words}</p>}
      <p class="hint">手机上的时间：{moment(item.at)}</p>
      {item.state === "refused" && (
        <CallLink
          name={item.answer?.call ? "问一问" : (device?.call.name ?? "")}
          phone={item.answer?.call || (device?.call.phone ?? "")}
        />
      )}
      {item.state === "conflict" && (
        <a class="button plain" href="#/cards">
          看两边怎么写的，定下来
        </a>
      )}
      {proposed && (
        <p>
          后来：<span class="state">{proposed.label}</span> {proposed.reason}
        </p>
      )}
      {mine && <Became mine={mine} />}
      <a class="button plain" href="#/">
        回首页
      </a>
    </Screen>
  );
}
