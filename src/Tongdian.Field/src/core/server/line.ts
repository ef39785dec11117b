import type { Guid } from '../../model';
import { Refused } from './failures';
import type { Server } from './server';

export interface Credentials {
  device: Guid;
  secret: string;
}

/** The line to the server as this device: a token is fetched when there is none and when it has run out. */
export class Line {
  #token?: string;

  constructor(
    readonly server: Server,
    readonly credentials: Credentials,
    readonly heard: (now: string, askedAt: number) => void,
    readonly now: () => number,
  ) {}

  async call<T>(ask: (token: string) => Promise<T>): Promise<T> {
    const known = this.#token;
    if (known) {
      try {
        return await ask(known);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 401) throw error;
        this.#token = undefined;
      }
    }
    return ask(await this.#fresh());
  }

  async #fresh(): Promise<string> {
    const askedAt = this.now();
    const answer = await this.server.openSession(this.credentials.device, this.credentials.secret);
    this.heard(answer.now, askedAt);
    this.#token = answer.token;
    return answer.token;
  }
}
