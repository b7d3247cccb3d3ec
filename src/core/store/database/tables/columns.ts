/** A moment in milliseconds since 1970. */
export type Timestamp = number;
/** 0 or 1. */
export type Flag = number;
