const tolerableMs = 120_000;

/** How far the device's clock is from the server's, as the last answer told. */
export class ServerClock {
  #offMs = 0;

  /** The answer was written somewhere between asking and hearing. */
  heard(serverNow: string, askedAt: number, heardAt: number): void {
    const server = Date.parse(serverNow);
    if (Number.isNaN(server)) return;
    const middle = (askedAt + heardAt) / 2;
    this.#offMs = Math.abs(server - middle) <= (heardAt - askedAt) / 2 ? 0 : server - middle;
  }

  /** Minutes that the device is late (positive) or early (negative), when that is too much to say nothing. */
  get wrongByMinutes(): number | undefined {
    return Math.abs(this.#offMs) > tolerableMs ? Math.round(this.#offMs / 60_000) : undefined;
  }
}
