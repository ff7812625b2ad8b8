// Which ends of a connection are for good: what would only be refused again is not tried again.

// A server that has said one of these says it again to whoever comes back unchanged.
const FINAL_GOODBYES = ['session_replaced', 'version'];
const TOKEN_REFUSALS = ['token_expired', 'token_not_yet_valid', 'token_invalid', 'token_required'];

// Of RFC 6455: the server does not understand us, or will not take what we send.
const FINAL_CLOSES = new Map([[1002, 'protocol_error'], [1003, 'protocol_error'], [1007, 'protocol_error'], [1009, 'message_too_big'], [1010, 'protocol_error']]);

// Broken limits and failures: it may have been a request that did it, which must not do it again.
const POLICY = 1008, FAILED = 1011;
const MAX_REFUSALS = 3;
const FORGOTTEN_MS = 60_000;

export const isFinalGoodbye = code => FINAL_GOODBYES.includes(code);

export const isTokenRefusal = code => TOKEN_REFUSALS.includes(code);

/** Remembers how often a server has closed on us lately: three times with a refusal are enough. */
export class Endings {
  #refusals = 0;

  clear() { this.#refusals = 0; }

  /**
   * What the close of a connection that was open for so long means: `ending` is there when it is for good; `isRefusal` when it may have been for something
   * that was asked on it; `leastAttempts` is for how many failures it counts at least.
   */
  of(code, reason, openMs) {
    if (FINAL_CLOSES.has(code)) return { ending: { code: FINAL_CLOSES.get(code), reason: reason || `The server closed with ${code}.` }, isRefusal: true };
    if (code !== POLICY && code !== FAILED) return { isRefusal: false, leastAttempts: 0 };
    if (openMs >= FORGOTTEN_MS) this.#refusals = 0;
    this.#refusals++;
    // A server that fails may be mended; one that refuses does so until something else is asked of it.
    const ending = code === POLICY && this.#refusals >= MAX_REFUSALS ? { code: 'refused', reason: reason || 'The server closed again and again.' } : undefined;
    return { ending, isRefusal: true, leastAttempts: this.#refusals * 2 };
  }
}
