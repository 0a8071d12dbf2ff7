// 照片和录音 — taken, made small, closed and put away; shown small, taken back with one press.
import { useEffect, useRef, useState } from "preact/hooks";
import { app, isFull } from "../app";
import { notKept } from "./hooks";
import { sha256 } from "../keys/box";
import { shrink } from "../photo/shrink";
import { canRecord, record, type Recording } from "../photo/voice";
import type { Photo } from "../types";
import { Button } from "./parts";

export const MOST = 6;

export async function putAway(bytes: ArrayBuffer, type: string): Promise<Photo> {
  const hash = await sha256(bytes);
  await app.vault.putBytes(hash, bytes);
  return { sha256: hash, size: bytes.byteLength, type };
}

export function Photos(props: { photos: Photo[]; onChange: (photos: Photo[]) => void; voice?: boolean }) {
  const [busy, setBusy] = useState("");
  const [recording, setRecording] = useState<Recording | null>(null);
  const full = props.photos.length >= MOST;
  const add = (photo: Photo) => {
    if (!props.photos.some((one) => one.sha256 === photo.sha256)) props.onChange([...props.photos, photo]);
  };

  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy("正在把照片变小……");
    try {
      add(await putAway(await shrink(file), "image/jpeg"));
      setBusy("");
    } catch (problem) {
      setBusy(isFull(problem) ? notKept(problem) : "这张照片读不出来，请再拍一张。");
    }
  };
  const hear = async () => {
    try {
      const started = await record();
      setRecording(started);
      const { bytes, type } = await started.done;
      if (bytes.byteLength) add(await putAway(bytes, type));
      setBusy("");
    } catch (problem) {
      setBusy(isFull(problem) ? notKept(problem) : "没有录上：请允许使用话筒，或者打字。");
    }
    setRecording(null);
  };
  const heard = useRef<Promise<void>>(Promise.resolve());
  const speak = () => {
    heard.current = hear();
  };
  /** The microphone closes when the screen does; what was said until then is kept. */
  const stop = useRef<() => Promise<void>>(async () => undefined);
  stop.current = async () => {
    recording?.stop();
    await heard.current;
  };
  useEffect(() => {
    const end = () => stop.current();
    app.beforeLock.add(end);
    return () => {
      app.beforeLock.delete(end);
      void end();
    };
  }, []);

  return (
    <section class="photos" aria-label="照片和录音">
      <ul class="thumbs">
        {props.photos.map((photo, n) => (
          <li key={photo.sha256}>
            <Thumb photo={photo} number={n + 1} />
            <Button
              kind="quiet"
              onPress={() => props.onChange(props.photos.filter((one) => one.sha256 !== photo.sha256))}
            >
              去掉{photo.type.startsWith("audio") ? "录音" : "照片"}
              {n + 1}
            </Button>
          </li>
        ))}
      </ul>
      <div class="pair">
        <label class={full ? "button plain off" : "button plain"}>
          拍照片
          <input
            class="hidden"
            type="file"
            accept="image/*"
            capture="environment"
            disabled={full}
            onChange={(event) => {
              void take(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
        </label>
        {props.voice && canRecord() && !full && (
          <Button onPress={() => (recording ? recording.stop() : speak())} pressed={Boolean(recording)}>
            {recording ? "说完了，停" : "录音说"}
          </Button>
        )}
      </div>
      <p class="hint" role="status">
        {busy || (recording ? "正在录，最长一分钟。" : "")}
      </p>
    </section>
  );
}

/** Opened into memory for as long as it is looked at. */
function Thumb(props: { photo: Photo; number: number }) {
  const [address, set] = useState("");
  useEffect(() => {
    let made = "";
    void app.vault.bytes(props.photo.sha256).then((bytes) => {
      if (!bytes) return;
      made = URL.createObjectURL(new Blob([bytes], { type: props.photo.type }));
      set(made);
    });
    return () => URL.revokeObjectURL(made);
  }, [props.photo.sha256]);
  if (!address) return null;
  return props.photo.type.startsWith("audio") ? (
    <audio controls src={address} aria-label={`录音${props.number}`} />
  ) : (
    <img src={address} alt={`照片${props.number}`} />
  );
}
