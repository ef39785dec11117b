import type { Bytes, DeviceGrant, Guid, Operation, Problem, Result, Upload, Work } from '../../model';
import { Refused, SignedOut, Unreachable, Wiped } from './failures';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface SessionAnswer {
  token: string;
  now: string;
}

export interface UploadPlan {
  number: string;
  stage: string;
  kind: string;
  sha256: string;
  bytes: number;
}

const patienceMs = 60_000;

/** The addresses of the server that the app knows. */
export class Server {
  constructor(
    readonly fetch: Fetch,
    readonly language: () => string,
  ) {}

  signIn(user: string, password: string, code?: string): Promise<{ token: string }> {
    return this.#json('POST', 'sessions', undefined, { user, password, code });
  }

  addDevice(token: string, name: string): Promise<DeviceGrant> {
    return this.#json('POST', 'field/devices', token, { name });
  }

  openSession(device: Guid, secret: string): Promise<SessionAnswer> {
    return this.#json('POST', 'field/sessions', undefined, { device, secret });
  }

  work(token: string, sentAt: string, have: Record<string, string>): Promise<Work> {
    return this.#json('POST', 'field/work', token, { sentAt, have });
  }

  operations(token: string, sentAt: string, operations: Operation[]): Promise<{ now: string; results: Result[] }> {
    return this.#json('POST', 'field/operations', token, { sentAt, operations });
  }

  announce(token: string, id: Guid, plan: UploadPlan): Promise<Upload> {
    return this.#json('PUT', `field/files/${id}`, token, plan);
  }

  async piece(token: string, id: Guid, offset: number, octets: Bytes): Promise<Upload> {
    const response = await this.#send('PATCH', `field/files/${id}`, token, octets, {
      'Content-Type': 'application/octet-stream',
      'Upload-Offset': String(offset),
    });
    // An answer with 409 says where to go on, like one with 200.
    if (response.status === 409) {
      const answer = await body<Partial<Upload> & Problem>(response);
      if (typeof answer.received === 'number') return { id, bytes: 0, safe: false, ...answer, received: answer.received };
      throw new Refused(409, answer);
    }
    return read(response);
  }

  async document(token: string, number: string, file: Guid): Promise<Bytes> {
    const response = await this.#send('GET', `cases/${encodeURIComponent(number)}/files/${file}`, token);
    if (!response.ok) return read(response);
    return whole(async () => new Uint8Array(await response.arrayBuffer()));
  }

  async #json<T>(method: string, path: string, token: string | undefined, said: unknown): Promise<T> {
    return read<T>(await this.#send(method, path, token, JSON.stringify(said), { 'Content-Type': 'application/json' }));
  }

  async #send(method: string, path: string, token?: string, content?: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
    const response = await whole(() =>
      this.fetch(`/api/v1/${path}`, {
        method,
        body: content,
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(patienceMs),
        headers: { ...headers, 'Accept-Language': this.language(), ...(token && { Authorization: `Bearer ${token}` }) },
      }),
    );
    if (response.status >= 500 || response.status === 429 || response.status === 408) throw new Unreachable(retryAfter(response));
    return response;
  }
}

async function read<T>(response: Response): Promise<T> {
  const answer = await body<T & Problem>(response);
  if (response.ok) return answer;
  if (response.status === 410 && answer.code === 'field.device-wiped') throw new Wiped();
  if (response.status === 401 && answer.code === 'field.device-unknown') throw new SignedOut();
  throw new Refused(response.status, answer);
}

// A door on the way (a hotel's sign-in page, a proxy) answers with something else: that is no answer of ours.
function body<T>(response: Response): Promise<T> {
  return whole(async () => (await response.json()) as T);
}

async function whole<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException) throw new Unreachable();
    throw error;
  }
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('Retry-After'));
  return seconds > 0 ? seconds * 1000 : undefined;
}
