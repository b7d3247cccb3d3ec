/**
 * What exports in RIS (`DP`) and CSL-JSON (`source`) name as the catalogue that a record is of. Reading knows them by it: their
 * texts are plain, and what looks like mark-up in them is text.
 */
export const OWN_CATALOGUE = 'Paperboy';
