/** Half of a character that takes two UTF-16 units, without the other half: no encoding of text can carry it. */
const HALF = /\p{Surrogate}/u;

export const isText = value => typeof value === 'string' && !HALF.test(value);
