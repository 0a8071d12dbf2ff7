// 找谁 — the numbers of those who help, and what is open in this grid.
import { useApp } from "../parts/hooks";
import { CallLink, Colour, Empty, Screen } from "../parts/parts";

export function Calls() {
  const { feed, device } = useApp();
  const people = feed?.grid.calls ?? [];
  const open = feed?.open_here ?? [];
  return (
    <Screen title="找谁" back="">
      {people.length === 0 && !device?.call.phone && <Empty words="还没有登记电话。" />}
      <div class="stack">
        {device && people.every((one) => one.phone !== device.call.phone) && (
          <CallLink name={device.call.name} phone={device.call.phone} />
        )}
        {people.map((one) => (
          <CallLink key={`${one.name}${one.phone}`} name={one.name} phone={one.phone} />
        ))}
      </div>
      <h2>这个网格里正在办的</h2>
      {open.length === 0 && <Empty words="现在没有。" />}
      <ul class="rows">
        {open.map((one) => (
          <li key={one.code} class="row flat">
            <strong>{one.what || "还没分类"}</strong>
            <span>
              <span class="state">{one.label}</span> <Colour colour={one.colour} words={one.clock} />
            </span>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
