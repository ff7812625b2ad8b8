// Decides which ends of a connection are final: what would only be refused again is not retried.

// A server that has sent one of these sends it again to a client that returns unchanged.
const FINAL_GOODBYES = ['session_replaced', 'version'];
const TOKEN_REFUSALS = ['token_expired', 'token_not_yet_valid', 'token_invalid', 'token_required'];

// Of RFC 6455: the server does not understand us, or does not accept what we send.
const FINAL_CLOSES = new Map([[1002, 'protocol_error'], [1003, 'protocol_error'], [1007, 'protocol_error'], [1009, 'message_too_big'], [1010, 'protocol_error']]);

// A broken limit, and a failure: a request of ours may have caused it, and must not cause it again.
const POLICY = 1008, FAILED = 1011;
const MAX_REFUSALS = 3;
const FORGOTTEN_MS = 60_000;

export const isFinalGoodbye = code => FINAL_GOODBYES.includes(code);

export const isTokenRefusal = code => TOKEN_REFUSALS.includes(code);

/** Remembers how often a server has recently closed the connection: three refusals are enough. */
export class Endings {
  #refusals = 0;

  clear() { this.#refusals = 0; }

  /**
   * What the close of a connection means that was open for so long: `ending` is set if it is final; `isRefusal` if a request on the connection may have caused
   * it; `leastAttempts` is the least number of failures that it counts for.
   */
  of(code, reason, openMs) {
    if (FINAL_CLOSES.has(code)) return { ending: { code: FINAL_CLOSES.get(code), reason: reason || `The server closed with ${code}.` }, isRefusal: true };
    if (code !== POLICY && code !== FAILED) return { isRefusal: false, leastAttempts: 0 };
    if (openMs >= FORGOTTEN_MS) this.#refusals = 0;
    this.#refusals++;
    // A server that fails may be repaired; one that refuses will refuse until the request changes.
    const ending = code === POLICY && this.#refusals >= MAX_REFUSALS ? { code: 'refused', reason: reason || 'The server closed again and again.' } : undefined;
    return { ending, isRefusal: true, leastAttempts: this.#refusals * 2 };
  }
}
