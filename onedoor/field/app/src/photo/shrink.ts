// 照片 — from twelve million points to half a megabyte, in a worker; on an old phone in the page itself.
import { underWeight } from "./scaling";

export async function shrink(file: Blob): Promise<ArrayBuffer> {
  if (typeof OffscreenCanvas === "undefined" || typeof Worker === "undefined") return inPage(file);
  try {
    return await inWorker(file);
  } catch {
    return inPage(file);
  }
}

function inWorker(file: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./shrink.worker.ts", import.meta.url), { type: "module" });
    const end = (act: () => void) => {
      worker.terminate();
      act();
    };
    worker.onmessage = ({ data }: MessageEvent<{ bytes?: ArrayBuffer; problem?: string }>) =>
      end(() => (data.bytes ? resolve(data.bytes) : reject(new Error(data.problem))));
    worker.onerror = () => end(() => reject(new Error("worker")));
    worker.postMessage(file);
  });
}

async function inPage(file: Blob): Promise<ArrayBuffer> {
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    const blob = await underWeight(picture.naturalWidth, picture.naturalHeight, (width, height, quality) => {
      canvas.width = width;
      canvas.height = height;
      canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
      return new Promise<Blob>((resolve, reject) =>
        canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("no picture"))), "image/jpeg", quality),
      );
    });
    return await blob.arrayBuffer();
  } finally {
    URL.revokeObjectURL(address);
  }
}
