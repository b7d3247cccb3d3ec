/** Something that happened, as it is counted: names of the program's own and milliseconds, nothing that anybody wrote. */
export type MeterEvent =
  /** A try to deliver a digest ended; `late`: how long after it was due. */
  | {
      readonly kind: 'delivery';
      readonly platform: string;
      readonly outcome: 'sent' | 'empty' | 'missed' | 'failed' | 'retried';
      readonly late: number;
    }
  /** A post waited for its turn, as the platform's rates have it. */
  | { readonly kind: 'turn'; readonly platform: string; readonly waited: number }
  /** The database was asked, with or without success. */
  | {
      readonly kind: 'query';
      readonly access: 'read' | 'write';
      readonly took: number;
      readonly failed: boolean;
    };

/** Takes what happened, at once and without ever throwing. */
export type Meter = (event: MeterEvent) => void;
