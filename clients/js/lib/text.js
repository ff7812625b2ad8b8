/** A surrogate without its other half: no encoding of text can carry it. */
const HALF = /\p{Surrogate}/u;

export const isText = value => typeof value === 'string' && !HALF.test(value);
