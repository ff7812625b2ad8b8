// The colours of texts on the map: tests/page computes their contrast.
export const INKS = { me: '#ffe9b0', player: '#ffffff', creature: '#f3cfa0', item: '#efe6c8', exit: '#ffe08a', thing: '#ffffff' };
export const OUTLINE = '#14110ee6';
export const BUBBLE = { ground: '#fffdf6', ink: '#1d1916' };
