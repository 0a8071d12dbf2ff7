// 图 — lines and names of the grid and its neighbours, drawn without any picture from elsewhere.

type Ring = [number, number][];
export interface Shape {
  geometry:
    | { type: "Polygon"; coordinates: Ring[] }
    | { type: "MultiPolygon"; coordinates: Ring[][] }
    | { type: "LineString"; coordinates: Ring }
    | { type: "Point"; coordinates: [number, number] }
    | null;
  properties: { part?: string; name?: string; code?: string; of?: string; middle?: [number, number] };
}

export interface Frame {
  west: number;
  north: number;
  /** Degrees of longitude that look as long as one of latitude. */
  squeeze: number;
  scale: number;
  width: number;
  height: number;
}

const WIDE = 1000;

export function ringsOf(shape: Shape): Ring[] {
  const geometry = shape.geometry;
  if (!geometry) return [];
  if (geometry.type === "Polygon") return geometry.coordinates;
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  if (geometry.type === "LineString") return [geometry.coordinates];
  return [];
}

export function pointsOf(shape: Shape): Ring {
  return shape.geometry?.type === "Point" ? [shape.geometry.coordinates] : ringsOf(shape).flat();
}

/** A frame around these shapes: the own grid fills the screen. */
export function frameOf(shapes: Shape[]): Frame | null {
  const points = shapes.flatMap(pointsOf);
  if (!points.length) return null;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const width = Math.max((east - west) * squeeze, 1e-4);
  const scale = WIDE / width;
  return { west, north, squeeze, scale, width: WIDE, height: Math.max((north - south) * scale, 200) };
}

export function toFrame(frame: Frame, lon: number, lat: number): [number, number] {
  return [(lon - frame.west) * frame.squeeze * frame.scale, (frame.north - lat) * frame.scale];
}

export function fromFrame(frame: Frame, x: number, y: number): [number, number] {
  const five = (number: number) => Math.round(number * 1e5) / 1e5;
  return [five(frame.west + x / frame.squeeze / frame.scale), five(frame.north - y / frame.scale)];
}

export function pathOf(frame: Frame, shape: Shape): string {
  const closed = shape.geometry?.type === "LineString" ? "" : "Z";
  return ringsOf(shape)
    .map((ring) => {
      const points = ring.map(([lon, lat]) => toFrame(frame, lon, lat).map((n) => n.toFixed(1)).join(" "));
      return `M${points.join("L")}${closed}`;
    })
    .join("");
}

export function middleOf(frame: Frame, shape: Shape): [number, number] {
  if (shape.properties.middle) return toFrame(frame, ...shape.properties.middle);
  const points = pointsOf(shape).map(([lon, lat]) => toFrame(frame, lon, lat));
  const mean = (which: 0 | 1) => points.reduce((sum, point) => sum + point[which], 0) / (points.length || 1);
  return [mean(0), mean(1)];
}
