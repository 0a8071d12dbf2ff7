// Makes a picture small beside the page, so that the page stays quick.
import { underWeight } from "./scaling";

async function shrink(file: Blob): Promise<ArrayBuffer> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const blob = await underWeight(picture.width, picture.height, async (width, height, quality) => {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.drawImage(picture, 0, 0, width, height);
    return canvas.convertToBlob({ type: "image/jpeg", quality });
  });
  picture.close();
  return blob.arrayBuffer();
}

self.addEventListener("message", ({ data }: MessageEvent<Blob>) => {
  shrink(data).then(
    (bytes) => self.postMessage({ bytes }, { transfer: [bytes] }),
    (problem: unknown) => self.postMessage({ problem: String(problem) }),
  );
});
