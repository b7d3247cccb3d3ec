/** The source under which papers are kept that people added by hand. */
export const addedByHand = 'added';
