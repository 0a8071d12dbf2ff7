// Speaks with the server as this phone. Every answer is one of: what was asked for, away, refused, ended.

/** The server could not be reached or could not answer now: try again later. */
export class Away extends Error {
  constructor(readonly after = 0) {
    super("away");
  }
}

/** This phone was reported lost or ended: everything on it goes at once. */
export class Lost extends Error {}

/** The worker has another phone now: this one may still send what lies on it, and nothing else. */
export class Replaced extends Error {}

/** The server does not know this phone (any more). */
export class Unknown extends Error {}

/** The server understood and said no, in words for a person. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly words: string,
    readonly code = "",
  ) {
    super(words);
  }
}

/** The worker does not hold the post (any more): nothing is carried for it. */
export class Gone extends Refused {}

export interface Speaker {
  phone: string;
  token: string;
}

export type Fetch = (address: string, init?: RequestInit) => Promise<Response>;

const LATER = new Set([408, 425, 429, 502, 503, 504]);
/** A valley's network may be slow; one that says nothing at all for so long is away. */
const PATIENCE = 60_000;

export class Api {
  constructor(
    private readonly speaker: Speaker | null,
    private readonly fetcher: Fetch = (address, init) => fetch(address, init),
  ) {}

  async get<T>(address: string, etag = ""): Promise<{ body: T | null; etag: string }> {
    const answer = await this.call(address, { headers: etag ? { "If-None-Match": etag } : {} });
    if (answer.status === 304) return { body: null, etag };
    return { body: (await answer.json()) as T, etag: answer.headers.get("ETag") ?? "" };
  }

  async post<T>(address: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    const answer = await this.call(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return answer.status === 204 ? ({} as T) : ((await answer.json()) as T);
  }

  /** How many bytes of a photo the server has; it may say that it has the whole of it. */
  async head(address: string): Promise<number> {
    const answer = await this.call(address, { method: "HEAD" });
    return Number(answer.headers.get("X-Have") ?? "0");
  }

  async put<T>(address: string, bytes: ArrayBuffer): Promise<T> {
    const answer = await this.call(address, {
      method: "PUT",
      headers: { "Content-Type": "application/octet-stream" },
      body: bytes,
    });
    return (await answer.json()) as T;
  }

  private async call(address: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Accept", "application/json");
    if (this.speaker) headers.set("Authorization", `Phone ${this.speaker.phone}.${this.speaker.token}`);
    const answer = await this.reach(address, { ...init, headers });
    if (answer.ok || answer.status === 304) return answer;
    if (LATER.has(answer.status)) throw new Away(Number(answer.headers.get("Retry-After") ?? "0"));
    if (answer.status === 401) throw new Unknown();
    const { code, words } = await saidIn(answer);
    if (answer.status === 410 && code === "lost") throw new Lost();
    if (answer.status === 410 && code === "replaced") throw new Replaced();
    if (answer.status === 403 && code === "gone") throw new Gone(403, words, code);
    throw new Refused(answer.status, words, code);
  }

  private async reach(address: string, init: RequestInit): Promise<Response> {
    const end = new AbortController();
    const patience = setTimeout(() => end.abort(), PATIENCE);
    try {
      return await this.fetcher(address, {
        ...init,
        signal: end.signal,
        credentials: this.speaker ? "omit" : "same-origin",
        cache: "no-store",
        redirect: "error",
      });
    } catch {
      throw new Away();
    } finally {
      clearTimeout(patience);
    }
  }
}

/** The server's own word of why; a sentence of some machine in between has none. */
async function saidIn(answer: Response): Promise<{ code: string; words: string }> {
  try {
    const { code, words, detail } = (await answer.json()) as { code?: string; words?: string; detail?: unknown };
    return { code: code ?? "", words: words ?? (typeof detail === "string" ? detail : "") };
  } catch {
    return { code: "", words: "" };
  }
}
