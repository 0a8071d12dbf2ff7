// 照片 — in pieces, from wherever the line broke; the hash at the end says whether it arrived whole.
import type { Photo } from "../types";
import { type Api, Refused } from "./api";

export const PIECE = 256 * 1024;
const ANEW = 3;

export async function sendPhoto(api: Api, photo: Photo, bytes: ArrayBuffer): Promise<void> {
  for (let round = 0; round < ANEW; round += 1) {
    if (await sendRest(api, photo, bytes)) return;
  }
  throw new Refused(422, "照片几次都没有传对，稍后再传。");
}

async function sendRest(api: Api, photo: Photo, bytes: ArrayBuffer): Promise<boolean> {
  const address = `/field/photos/${photo.sha256}`;
  let have = 0;
  try {
    have = await api.head(address);
  } catch (no) {
    // Nobody waits for it (any more): it came on another line, or with another item.
    if (no instanceof Refused && no.status === 404) return true;
    throw no;
  }
  while (have < bytes.byteLength) {
    const piece = bytes.slice(have, have + PIECE);
    try {
      const said = await api.put<{ have: number; done: boolean }>(
        `${address}?offset=${have}&size=${bytes.byteLength}`,
        piece,
      );
      if (said.done) return true;
      // No step forward: begin again rather than run in a circle.
      if (said.have <= have) return false;
      have = said.have;
    } catch (no) {
      // 422: the whole was wrong and was thrown away. 409: the server has less than we thought.
      if (no instanceof Refused && (no.status === 422 || no.status === 409)) return false;
      throw no;
    }
  }
  return true;
}
