// How large a picture may stay, and how it is brought under its weight. Drawing anew leaves EXIF behind.

export const MOST_BYTES = 500_000;
const LONGEST = 1600;
const QUALITIES = [0.8, 0.65, 0.5];

export function sizeFor(width: number, height: number, longest = LONGEST): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** Draws smaller and plainer until it is light enough; `draw` makes a JPEG of that size and quality. */
export async function underWeight(
  width: number,
  height: number,
  draw: (width: number, height: number, quality: number) => Promise<Blob>,
  most = MOST_BYTES,
): Promise<Blob> {
  for (let longest = LONGEST; longest > 300; longest = Math.round(longest * 0.75)) {
    const [wide, high] = sizeFor(width, height, longest);
    for (const quality of QUALITIES) {
      const blob = await draw(wide, high, quality);
      if (blob.size <= most) return blob;
    }
  }
  throw new Error("too heavy");
}
