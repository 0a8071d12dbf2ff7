// 地图 — one's own grid and its neighbours, drawn from lines; moved and enlarged with buttons or a finger.
import { useMemo, useRef, useState } from "preact/hooks";
import { useApp, go } from "../parts/hooks";
import { Button } from "../parts/parts";
import { nameOf } from "../parts/place";
import { fromFrame, type Frame, frameOf, middleOf, pathOf, type Shape, toFrame } from "./shape";

interface View {
  x: number;
  y: number;
  zoom: number;
}

const STEP = 1.6;
const LOOK = 1000;

export function MapView(props: {
  choosing?: { lon?: number; lat?: number };
  at?: { lon: number; lat: number } | undefined;
  onChoose?: (lon: number, lat: number) => void;
  onLeave?: () => void;
}) {
  const { shapes } = useApp();
  const own = shapes.filter((shape) => shape.properties.part === "own");
  const frame = useMemo(() => frameOf(own.length ? own : shapes), [shapes]);
  if (!frame) return <p class="empty">地图还没有取到。连上一次网就有，以后没有网也能看。</p>;
  return <Drawn {...props} frame={frame} shapes={shapes} />;
}

function Drawn(props: Parameters<typeof MapView>[0] & { frame: Frame; shapes: Shape[] }) {
  const { frame, shapes } = props;
  const start = props.at ?? props.choosing;
  const middle: [number, number] =
    start?.lon !== undefined && start.lat !== undefined
      ? toFrame(frame, start.lon, start.lat)
      : [frame.width / 2, frame.height / 2];
  const whole = (0.9 * LOOK) / Math.max(frame.width, frame.height);
  const [view, set] = useState<View>({ x: middle[0], y: middle[1], zoom: props.at ? 2 * whole : whole });
  const held = useRef<{ x: number; y: number } | null>(null);
  const picture = useRef<SVGSVGElement>(null);
  const side = LOOK / view.zoom;
  const move = (right: number, down: number) =>
    set({ ...view, x: view.x + (right * side) / 4, y: view.y + (down * side) / 4 });
  const drag = (event: PointerEvent) => {
    const last = held.current;
    if (!last || !picture.current) return;
    const unit = side / picture.current.clientWidth;
    held.current = { x: event.clientX, y: event.clientY };
    set({ ...view, x: view.x - (event.clientX - last.x) * unit, y: view.y - (event.clientY - last.y) * unit });
  };

  return (
    <section class={props.onChoose ? "map full" : "map"} aria-label="地图">
      <div class="map-frame">
        <svg
          ref={picture}
          viewBox={`${view.x - side / 2} ${view.y - side / 2} ${side} ${side}`}
          role="img"
          aria-label="自己的网格和四邻"
          onPointerDown={(event) => {
            held.current = { x: event.clientX, y: event.clientY };
          }}
          onPointerMove={drag}
          onPointerUp={() => {
            held.current = null;
          }}
          onPointerLeave={() => {
            held.current = null;
          }}
        >
          <Outlines frame={frame} shapes={shapes} unit={1 / view.zoom} />
          <Dots frame={frame} unit={1 / view.zoom} />
          {props.at && <Mark point={toFrame(frame, props.at.lon, props.at.lat)} unit={1 / view.zoom} />}
          {props.choosing && <Cross x={view.x} y={view.y} unit={1 / view.zoom} />}
        </svg>
      </div>
      <div class="map-keys">
        <button type="button" class="key" aria-label="放大" onClick={() => set({ ...view, zoom: view.zoom * STEP })}>
          ＋
        </button>
        <button type="button" class="key" aria-label="缩小" onClick={() => set({ ...view, zoom: view.zoom / STEP })}>
          －
        </button>
        <button type="button" class="key" aria-label="往上" onClick={() => move(0, -1)}>
          ↑
        </button>
        <button type="button" class="key" aria-label="往下" onClick={() => move(0, 1)}>
          ↓
        </button>
        <button type="button" class="key" aria-label="往左" onClick={() => move(-1, 0)}>
          ←
        </button>
        <button type="button" class="key" aria-label="往右" onClick={() => move(1, 0)}>
          →
        </button>
      </div>
      {props.onChoose && (
        <>
          <p class="hint">挪动地图，让红十字对准那个地方。</p>
          <Button kind="main" onPress={() => props.onChoose?.(...fromFrame(frame, view.x, view.y))}>
            就是红十字这里
          </Button>
          <Button onPress={() => props.onLeave?.()}>不选了</Button>
        </>
      )}
    </section>
  );
}

function Outlines(props: { frame: Frame; shapes: Shape[]; unit: number }) {
  const size = 62 * props.unit;
  return (
    <>
      {props.shapes.map((shape) => (
        <path
          key={shape.properties.code}
          d={pathOf(props.frame, shape)}
          class={shape.properties.part === "own" ? "own" : "near"}
          stroke-width={(shape.properties.part === "own" ? 6 : 2) * props.unit}
        />
      ))}
      {props.shapes.map((shape) => {
        const [x, y] = middleOf(props.frame, shape);
        return (
          <text key={shape.properties.code} x={x} y={y} font-size={size} text-anchor="middle">
            {shape.properties.name}
          </text>
        );
      })}
    </>
  );
}

function Dots(props: { frame: Frame; unit: number }) {
  const { entries } = useApp();
  return (
    <>
      {entries
        .filter((entry) => entry.lon != null && entry.lat != null)
        .map((entry) => {
          const [x, y] = toFrame(props.frame, entry.lon as number, entry.lat as number);
          return (
            <circle
              key={entry.id}
              cx={x}
              cy={y}
              r={14 * props.unit}
              class={`dot ${entry.register}`}
              onClick={() => go(`entry/${entry.id}`)}
            >
              <title>{nameOf(entry)}</title>
            </circle>
          );
        })}
    </>
  );
}

function Mark(props: { point: [number, number]; unit: number }) {
  return <circle cx={props.point[0]} cy={props.point[1]} r={26 * props.unit} class="mark" stroke-width={8 * props.unit} />;
}

function Cross(props: { x: number; y: number; unit: number }) {
  const arm = 60 * props.unit;
  return (
    <path
      class="cross"
      stroke-width={8 * props.unit}
      d={`M${props.x - arm} ${props.y}h${2 * arm}M${props.x} ${props.y - arm}v${2 * arm}`}
    />
  );
}
