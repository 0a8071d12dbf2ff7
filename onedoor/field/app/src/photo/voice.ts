// 录音 — a minute at most, spoken instead of typed. The microphone is open only between two presses.

export const LONGEST = 60_000;
const TYPES = ["audio/webm", "audio/mp4", "audio/ogg"] as const;

export function canRecord(): boolean {
  return typeof MediaRecorder !== "undefined" && Boolean(navigator.mediaDevices?.getUserMedia);
}

export interface Recording {
  stop: () => void;
  done: Promise<{ bytes: ArrayBuffer; type: string }>;
}

export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? "audio/webm";
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 16_000 });
  const parts: Blob[] = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const done = new Promise<{ bytes: ArrayBuffer; type: string }>((resolve, reject) => {
    recorder.onerror = () => reject(new Error("recorder"));
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      new Blob(parts).arrayBuffer().then((bytes) => resolve({ bytes, type }), reject);
    };
  });
  recorder.start();
  const stop = () => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  setTimeout(stop, LONGEST);
  return { stop, done };
}
